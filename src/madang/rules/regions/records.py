"""Regions and what a law makes of them, as plain records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from madang.rules.model import Place


@dataclass(frozen=True, slots=True)
class Region:
    """One region while it was so called. level: sido, sigungu, gu; valid_from, valid_to: inclusive, None = open."""

    code: str
    name: str
    level: str
    parent: str | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    successor: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)

    def valid_on(self, day: dt.date) -> bool:
        """Whether the region exists, by this name and code, on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class ClassValue:
    """A value of an attribute for some regions (codes, prefixes or names) in a period, with its legal source."""

    value: Any
    regions: frozenset[str]
    start: dt.date | None
    end: dt.date | None
    law: str | None
    source: str
    certainty: str
    place: Place

    def valid_on(self, day: dt.date) -> bool:
        """Whether the value is in force on the day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class RegionClass:
    """An attribute of regions (`rent_grade`): the first matching value wins, else the default."""

    name: str
    default: Any
    values: tuple[ClassValue, ...]
