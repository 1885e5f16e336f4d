"""What the visitor has answered so far, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from madang.portal.journey.people import plain_value
from madang.portal.journey.record import Journey
from madang.portal.journey.telling import AGE, BIRTH, value_of
from madang.portal.rulebook import fact_named
from madang.portal.shown.people import names_of
from madang.portal.shown.questions import told_none
from madang.portal.shown.words import of_fact, said
from madang.rules.service import FactDefinition


@dataclass(frozen=True, slots=True)
class ToldLine:
    """An answer given before: which page it was, what was asked, and what was said about whom."""

    number: int
    label: str
    answers: tuple[tuple[str, str], ...]


def told_lines(journey: Journey) -> tuple[ToldLine, ...]:
    """Every page answered so far, in order."""
    names = names_of(journey.told)
    lines = []
    for number, asked in enumerate(journey.asked):
        fact = fact_named(asked.fact)
        if fact is not None:
            said_of = tuple((names.get(id, id), _told_words(journey, fact, id)) for id in asked.entities)
            lines.append(ToldLine(number, said(fact.label), said_of))
    return tuple(lines)


def _told_words(journey: Journey, fact: FactDefinition, entity: str) -> str:
    if fact.name == BIRTH:
        age = plain_value(value_of(journey.told, entity, AGE))
        if age is not None:
            return _("aged %(age)s") % {"age": age}
    held = value_of(journey.told, entity, fact.name)
    if held is None and (fact.name, entity) not in told_none(journey):
        return _("not answered")
    value = plain_value(held)
    return _("by month or year") if isinstance(value, dict) else of_fact(fact, value, journey.day)
