"""Kinds of periods, and a period of one of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from madang.rules.clock.refusals import BadPeriod
from madang.rules.model import Label, Place

units = {"hour": "시간", "day": "일", "week": "주", "month": "개월", "year": "년"}
counts = frozenset({"working_hours", "working_days", "days", "calendar"})
most_amount = 10_000
"""Of any unit; no law gives a longer period."""
hours_a_day = 8
"""민원 처리에 관한 법률 §19①: 1일은 8시간의 근무시간을 기준으로 한다."""


@dataclass(frozen=True, slots=True)
class Case:
    """How periods of some lengths are counted (packs/korea/clock/kinds.yaml says what each word means)."""

    units: tuple[str, ...]
    count: str
    law: str
    place: Place
    least: int = 1
    most: int | None = None
    first_day: bool = True
    moves: bool = False

    def holds(self, amount: int, unit: str) -> bool:
        """Whether a period of this length is of the case."""
        return unit in self.units and self.least <= amount and (self.most is None or amount <= self.most)


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason or ground that the law lists."""

    id: str
    label: Label
    law: str
    place: Place = field(compare=False, default=Place("", 0))


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """What the law allows in the way of more time.

    most: the most that one extension may add, in the period's unit; None = as much as the period itself. most_times:
    how often. consent_from: from the how-many-th on the applicant has to agree. after_expiry: it is counted from the
    day after the expiry (이의신청: "만료일 다음 날부터 기산하여"), else the period becomes longer. reasons: where the
    law lists them, one of them; else any reason that is stated.
    """

    law: str
    most_times: int = 1
    most: int | None = None
    consent_from: int | None = None
    after_expiry: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of counting: which case a length falls in, and the extension that goes with it."""

    id: str
    label: Label
    law: str
    source: str
    certainty: str
    cases: tuple[Case, ...]
    place: Place
    extension: ExtensionRule | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """So much of a unit, counted in the way of a kind. law: what gives the period; the kind's articles say how it is
    counted. extension: what the law that gives it allows; None = none. Made by :func:`period_of`."""

    kind: Kind
    case: Case
    amount: int
    unit: str
    law: str
    extension: ExtensionRule | None = None

    @property
    def label(self) -> Label:
        """«30일» / "30 days"."""
        return length_label(self.amount, self.unit)


def length_label(amount: int, unit: str) -> Label:
    """A length in both languages."""
    return Label(f"{amount}{units[unit]}", f"{amount} {unit}{'' if amount == 1 else 's'}")


def period_of(kind: Kind, amount: int, unit: str, law: str, extension: ExtensionRule | None = None) -> Period:
    """A period of a kind; without an extension rule of its own, the kind's. BadPeriod for a length without a case."""
    if unit in units and isinstance(amount, int) and 0 < amount <= most_amount:
        for case in kind.cases:
            if case.holds(amount, unit):
                return Period(kind, case, amount, unit, law, extension or kind.extension)
    raise BadPeriod(
        f"'{kind.label.ko}'에는 {amount} {unit} 길이의 기간이 없습니다.",
        f"the kind '{kind.id}' has no period of {amount} {unit}",
    )


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that are not counted, both included. ground: one of the clock's (보완 …). last: None while it is open."""

    first: dt.date
    last: dt.date | None
    ground: Reason


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, told to the applicant on a day. reason: an id where the law lists reasons, else words."""

    amount: int
    on: dt.date
    reason: str
    consent: bool = False
