"""Public holidays as records (관공서의 공휴일에 관한 규정 §2, §3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from dataclasses import dataclass

from madang.rules.model import Label, Place


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """One line of §2. kind: named, election, temporary or substitute.

    on: (month, day) of a day of the solar calendar. gives_way: "saturday", "sunday", "holiday": where it falls in vain
    and a substitute makes up for it (§3①). start and end: days from and to which the line is in force.
    """

    id: str
    kind: str
    label: Label
    law: str
    source: str
    certainty: str
    place: Place
    on: tuple[int, int] | None = None
    gives_way: Set[str] = frozenset()
    start: dt.date | None = None
    end: dt.date | None = None

    def in_force(self, day: dt.date) -> bool:
        """Whether the line holds on the day."""
        return (self.start or dt.date.min) <= day <= (self.end or dt.date.max)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday. instead_of: the holiday that a substitute makes up for. certainty as in parameters."""

    day: dt.date
    rule: HolidayRule
    label: Label
    source: str
    certainty: str
    place: Place
    instead_of: dt.date | None = None

    @property
    def law(self) -> str:
        """The article that makes the day a holiday."""
        return self.rule.law
