"""A question page: one fact, a field for each person or home it is asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from madang.portal.journey.people import plain_value
from madang.portal.journey.record import Asked, Journey
from madang.portal.journey.telling import AGE, BIRTH, UNKNOWN, value_of
from madang.portal.rulebook import fact_named, provinces_on
from madang.portal.shown.people import names_of
from madang.portal.shown.words import said
from madang.portal.typed.answer import Typed
from madang.rules.service import FactDefinition


@dataclass(frozen=True, slots=True)
class Option:
    """A radio button or a list entry."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """The fields of one person or home. `error` stands beside them."""

    number: int
    entity: str
    name: str
    typed: Typed
    error: str = ""


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """`kind` picks the widget: choice (also yes/no), money, number, date, birth, region or text."""

    fact: str
    kind: str
    question: str
    help: str
    label: str
    unit: str
    fields: tuple[FieldLine, ...]
    options: tuple[Option, ...] = ()
    regions: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    services: tuple[str, ...] = ()
    offers_none: bool = False
    many: bool = False
    errors: tuple[FieldLine, ...] = field(default=())


def question_page(
    journey: Journey, asked: Asked, typed: Mapping[str, Typed] | None = None, errors: Mapping[str, str] | None = None
) -> QuestionPage:
    """The page for a fact; filled with what was typed, else with what was told before."""
    fact = fact_named(asked.fact)
    assert fact is not None
    names, on = names_of(journey.told), journey.day
    lines = tuple(
        FieldLine(
            number,
            entity,
            names.get(entity, entity),
            (typed or {}).get(entity) or typed_before(journey, fact, entity),
            (errors or {}).get(entity, ""),
        )
        for number, entity in enumerate(asked.entities)
    )
    kind = "birth" if fact.name == BIRTH else "choice" if fact.type == "boolean" or fact.choices else fact.type
    return QuestionPage(
        fact.name,
        kind,
        said(fact.question) or said(fact.label),
        said(fact.help),
        said(fact.label),
        unit_words(fact.unit),
        lines,
        _options(fact),
        region_options(on) if kind == "region" else (),
        offers_none=fact.type == "date" and kind != "birth",
        many=len(lines) > 1,
        errors=tuple(line for line in lines if line.error),
    )


def typed_before(journey: Journey, fact: FactDefinition, entity: str) -> Typed:
    """The fields as they were filled when the fact was told."""
    held = value_of(journey.told, entity, fact.name)
    value = plain_value(held)
    if fact.name == BIRTH and value in (None, UNKNOWN):
        age = plain_value(value_of(journey.told, entity, AGE))
        return Typed(age=str(age)) if age is not None else Typed(unknown=value == UNKNOWN)
    if held is None:
        return Typed(none=fact.type == "date" and (fact.name, entity) in told_none(journey))
    if value == UNKNOWN:
        return Typed(unknown=True)
    return Typed(_as_typed(value))


def told_none(journey: Journey) -> set[tuple[str, str]]:
    """(fact, person) of everything answered with "there is none"."""
    return {
        (fact, person["id"])
        for person in journey.told["persons"]
        for fact, value in person.get("facts", {}).items()
        if value is None
    }


def _as_typed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal | int):
        return f"{value:,}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if isinstance(value, dict) or value is None else str(value)


def _options(fact: FactDefinition) -> tuple[Option, ...]:
    if fact.type == "boolean":
        return Option("yes", _("Yes")), Option("no", _("No"))
    return tuple(Option(choice.value, said(choice.label)) for choice in fact.choices)


def region_options(on: dt.date) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """The list of regions: a group for each sido. A closed list shows the entry alone, so it names the sido too."""
    return tuple((sido.name, tuple(Option(row.code, row.name) for row in inner)) for sido, inner in provinces_on(on))


def unit_words(unit: str | None) -> str:
    """What stands behind a number field."""
    words = {
        "KRW": _("won"),
        "people": _("people"),
        "months": _("months"),
        "days": _("days"),
        "years": _("years"),
        "m2": "㎡",
        "cc": "cc",
    }
    return words.get(unit or "", "")
