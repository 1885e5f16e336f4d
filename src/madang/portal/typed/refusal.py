"""Why something typed could not be read."""

from __future__ import annotations

from django.utils.functional import Promise


class NotRead(ValueError):
    """`message` tells the person who typed it what to write instead, in their language."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message
