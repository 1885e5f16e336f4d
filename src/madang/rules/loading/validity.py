"""Definitions of one name that would be in force on the same day."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from typing import Protocol

from madang.rules.model import Place
from madang.rules.problems import Problems


class Dated(Protocol):
    """Anything with a validity, both ends inclusive, None = open."""

    @property
    def start(self) -> dt.date | None: ...
    @property
    def end(self) -> dt.date | None: ...
    @property
    def place(self) -> Place: ...


def refuse_overlaps(name: str, entries: Iterable[Dated], problems: Problems, *, replaced: bool = False) -> None:
    """Report entries that overlap. replaced: an open end means "until the next begins" (parameters)."""
    ordered = sorted(entries, key=lambda entry: entry.start or dt.date.min)
    for first, second in itertools.pairwise(ordered):
        begins = second.start or dt.date.min
        same_start = (first.start or dt.date.min) == begins
        reaches = not replaced if first.end is None else first.end >= begins
        if same_start or reaches:
            problems.add(
                "overlap",
                second.place,
                f"'{name}'의 적용 기간이 {first.place}의 것과 겹칩니다.",
                f"'{name}' is in force on days on which the one at {first.place} is too",
            )
