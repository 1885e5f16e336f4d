"""What a rulebook holds, as plain frozen records. Made by :mod:`madang.rules.loading` from a pack's YAML.

Every text that came from a file keeps where it stood, so that an error can name file and line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: file (path relative to the pack), line and column from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Label:
    """A text in Korean and English."""

    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class Expression:
    """FEEL source text and where it stands."""

    text: str
    place: Place

    def __hash__(self) -> int:
        # The text's hash is kept by the string itself: expressions are looked up for every value. The line sets apart
        # the many services of a catalogue that say the same.
        return hash(self.text) ^ self.place.line * 1_000_003


@dataclass(frozen=True, slots=True)
class Choice:
    """One admissible value of a choice fact."""

    value: str
    label: Label


@dataclass(frozen=True, slots=True)
class Source:
    """An authoritative source of a fact: an agency's field, or "ask" (the resident says so)."""

    agency: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """A named fact of the vocabulary.

    entity: "person" or "residence". type: money (integer won), number, boolean, date, text, choice, region.
    time: static, instant, month (a flow by month), year (a flow by year), day (a stock valued on a day).
    low, high: inclusive bounds of a number or money. grade: C, S or O.
    root: the fact that is asked for instead, when this one is worked out outside the rules
    (region.rent_grade is worked out from residence.region).
    rules_out: for a boolean, the amounts of the same person that are all zero when it is true.
    share: for booleans and choices, how common each value is, to rank questions; {} if not known.
    """

    name: str
    entity: str
    type: str
    time: str
    label: Label
    place: Place
    unit: str | None = None
    low: int | None = None
    high: int | None = None
    choices: tuple[Choice, ...] = ()
    grade: str = "S"
    sources: tuple[Source, ...] = ()
    ground: str | None = None
    freshness: str | None = None
    question: Label | None = None
    help: Label | None = None
    root: str | None = None
    rules_out: tuple[str, ...] = ()
    share: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A parameter's value in force from `start` to `end` (both inclusive; end None = until replaced).

    certainty: official, secondary or to_be_checked. conflicts: other official texts that disagree.
    """

    start: dt.date
    end: dt.date | None
    value: Any
    source: str
    certainty: str
    place: Place
    url: str | None = None
    note: str | None = None
    conflicts: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterDefinition:
    """A dated figure of the law. type: money, number, rate, boolean, text, date, list or table."""

    name: str
    type: str
    label: Label
    law: str
    values: tuple[DatedValue, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class DerivedDefinition:
    """A value worked out from facts. Exactly one of the scopes holds:

    entity "person": one value for each person; bare names mean that person.
    unit: one value for the named unit of the applicant; `unit` is its members, bare names the applicant.
    Both None: inside a service; the service's own unit and applicant.
    """

    name: str
    value: Expression
    place: Place
    entity: str | None = None
    unit: str | None = None
    type: str | None = None
    label: Label | None = None
    law: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class UnitRule:
    """One line of a unit: persons from a list (with p in scope for `when`) who are in, or out."""

    id: str
    place: Place
    source: Expression | None
    when: Expression | None
    law: str | None
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class UnitDefinition:
    """Who belongs together under one law."""

    name: str
    label: Label
    law: str
    members: tuple[UnitRule, ...]
    excluded: tuple[UnitRule, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of a service, with its article. stage "before" must hold to be eligible;
    "after" is inquired into after the aid was given (긴급복지지원법 §13) and never makes an unproven "no"."""

    id: str
    when: Expression
    law: str
    place: Place
    label: Label
    stage: str = "before"
    start: dt.date | None = None
    end: dt.date | None = None
    change: Label | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """One part of an amount. `each` is a list expression; `who` names its item inside `when` and `value`."""

    id: str
    value: Expression
    place: Place
    label: Label
    law: str | None = None
    each: Expression | None = None
    when: Expression | None = None
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence shown with the answer when `when` is true (always, when there is no condition).

    no_money: it says why nothing is paid, and is shown where the amount is settled at zero, and only there.
    """

    id: str
    text: Label
    place: Place
    when: Expression | None = None
    no_money: bool = False


@dataclass(frozen=True, slots=True)
class ServiceDefinition:
    """A public service: what it gives, to whom, under which conditions, with the law beside each line.

    years: the calendar years whose law is here, when they are not the pack's (a law may fix later years).
    area: codes of the 시·도 and 시·군·구 whose residents the service is for; () for everybody of the country.
    """

    id: str
    kind: str
    label: Label
    agency: str
    law: str
    unit: str
    place: Place
    per: str | None
    clauses: tuple[Clause, ...]
    derived: tuple[DerivedDefinition, ...] = ()
    amount: Expression | None = None
    amount_law: str | None = None
    components: tuple[Component, ...] = ()
    recipients: Expression | None = None
    notes: tuple[Note, ...] = ()
    summary: Label | None = None
    apply: Label | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    partial: Mapping[str, str] = field(default_factory=dict)
    paid_on: int | None = None
    life_events: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    area: tuple[str, ...] = ()
