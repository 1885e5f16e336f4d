"""What is wrong inside one cell, before the cell's address is put to it."""

from __future__ import annotations

from madang.rules.loading.service import Problems
from madang.rules.model import Label, Place


class CellFault(Exception):
    """One mistake of a cell: a code for programs and a sentence in both languages that says what to do."""

    def __init__(self, code: str, ko: str, en: str, hint: Label | None = None) -> None:
        super().__init__(code)
        self.code, self.ko, self.en, self.hint = code, ko, en, hint

    def tell(self, problems: Problems, place: Place) -> None:
        """Record it at the cell."""
        problems.add(self.code, place, self.ko, self.en, self.hint)


def shown(text: str) -> str:
    """A cell's text as a message quotes it: one line, not long."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
