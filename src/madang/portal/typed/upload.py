"""Takes an uploaded file into memory and never onto the disk; what is above the limit is not kept at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse

MOST_BYTES = 1_000_000


class TooLarge(InMemoryUploadedFile):
    """Stands for a file above the limit; it has a name and no content."""


class BoundedMemory(FileUploadHandler):
    """Holds up to MOST_BYTES of one file in memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Starts the next file."""
        super().new_file(*args, **kwargs)
        self.held = io.BytesIO()
        self.too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keeps the chunk while there is room."""
        if start + len(raw_data) > MOST_BYTES:
            self.too_large = True
            self.held = io.BytesIO()
        elif not self.too_large:
            self.held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, or what stands for one too large."""
        if self.too_large:
            return self._file(TooLarge, 0)
        self.held.seek(0)
        return self._file(InMemoryUploadedFile, file_size)

    def _file(self, kind: type[InMemoryUploadedFile], size: int) -> InMemoryUploadedFile:
        return kind(self.held, self.field_name, self.file_name, self.content_type, size, self.charset)


def in_memory_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose uploads go through BoundedMemory alone."""

    @wraps(view)
    def with_handler(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [BoundedMemory(request)]
        return view(request, *args, **kwargs)

    return with_handler
