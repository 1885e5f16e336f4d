"""What an audit finds, in two languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

KEPT = 1000
"""So many findings are told one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be. index: of the row, None when it is of no single row."""

    code: str
    ko: str
    en: str
    index: int | None = None
    entry: str = ""

    def text(self, language: str) -> str:
        """One line."""
        said = self.ko if language == "ko" else self.en
        where = "" if self.index is None else f"#{self.index}"
        where += f" ({self.entry})" if self.entry else ""
        return f"{where} {said}".strip()


@dataclass(slots=True)
class Report:
    """The result of an audit. cosigned: the size up to which known witnesses have signed, no further can an operator be
    caught by them; counts: rows, erased, heads, tiles, receipts and others; by: findings by their code."""

    tenant: str
    size: int = 0
    cosigned: int = 0
    root: bytes = b""
    counts: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    by: Counter[str] = field(default_factory=Counter)
    keys: list[str] = field(default_factory=list)
    keys_given: bool = False

    @property
    def holds(self) -> bool:
        """Nothing was found."""
        return not self.by

    def add(self, code: str, ko: str, en: str, index: int | None = None, entry: str = "") -> None:
        """One finding more."""
        self.by[code] += 1
        if len(self.findings) < KEPT:
            self.findings.append(Finding(code, ko, en, index, entry))
