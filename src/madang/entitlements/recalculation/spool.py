"""Lines of a proposal put by on disk while it is being made: they are written to the database as one, at the end."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Any

BATCH = 1_000
"""Lines kept in memory."""


class Spool:
    """Keyword arguments of rows, in the order they were added; a context. Gone with the process, whatever ends it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="madang-")  # noqa: SIM115 -- closed by __exit__
        self._held: list[dict[str, Any]] = []
        self._batches = 0

    def add(self, row: dict[str, Any]) -> None:
        """One more."""
        self._held.append(row)
        if len(self._held) == BATCH:
            self._put_by()

    def batches(self) -> Iterator[list[dict[str, Any]]]:
        """Everything added, a batch at a time."""
        self._put_by()
        self._file.seek(0)
        for _ in range(self._batches):
            yield pickle.load(self._file)  # noqa: S301 -- a nameless file of this process

    def _put_by(self) -> None:
        if self._held:
            pickle.dump(self._held, self._file)
            self._held = []
            self._batches += 1

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
