"""The records of a family. Persons, relations and residences are the only truth; units are computed from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Final, Literal


class Unknown(Enum):
    """Nobody has said; not the same as None, which says that there is none."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
Value = Decimal | str | bool | dt.date | None | Literal[Unknown.UNKNOWN]


@dataclass(frozen=True, slots=True)
class Series:
    """A flow over time: by month (keys (year, month)) or by year (keys year). A period that is not there is unknown."""

    by_month: Mapping[tuple[int, int], Value] = field(default_factory=dict)
    by_year: Mapping[int, Value] = field(default_factory=dict)

    def filled(self, value: Value, on: dt.date) -> Series:
        """The same with a value for every period of this and the three years before that is not known."""
        years = range(on.year - 3, on.year + 1)
        if self.by_month:
            told = {(year, month): value for year in years for month in range(1, 13)}
            return Series(
                {**told, **{period: known for period, known in self.by_month.items() if known is not UNKNOWN}}
            )
        return Series(
            by_year={**dict.fromkeys(years, value), **{y: v for y, v in self.by_year.items() if v is not UNKNOWN}}
        )


@dataclass(frozen=True, slots=True)
class FactValue:
    """A value with its evidence: source is an agency's id or "ask", as_of the day the source says it held.

    proven: an authoritative source says so; what the resident merely declares is not.
    """

    value: Value | Series
    source: str | None = None
    as_of: dt.date | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person and what is known of them, by fact name (`person.birth_date`, `employment.earned_income`)."""

    id: str
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """`target` is the `kind` of `source` ({from: a, to: b, kind: spouse}: b is a's spouse); the inverse is understood.

    kind: spouse, de_facto_spouse, child, parent, grandchild, grandparent, sibling. start, end: inclusive, None = open.
    """

    source: str
    target: str
    kind: str
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Residence:
    """A home and who lives there. region: a region code, None when not known. start, end: inclusive, None = open."""

    id: str
    persons: tuple[str, ...]
    region: str | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """Everything an answer is worked out from. given: derived values told from outside, by name."""

    date: dt.date
    applicant: str
    persons: Mapping[str, Person]
    relations: tuple[Relation, ...] = ()
    residences: tuple[Residence, ...] = ()
    given: Mapping[str, FactValue] = field(default_factory=dict)
