"""Which names and values a fact may have: those of the rulebook's vocabulary, relations and homes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from madang.facts.errors import BadFact
from madang.facts.statements import NewFact
from madang.rules.service import FactDefinition, Rulebook

RESIDENCE = "person.residence"
BORN = "person.birth_date"
INVERSE = {"parent": "child", "grandparent": "grandchild"}
"""Kinds that are written from the other end, so that one relation is one row whoever tells it."""
SYMMETRIC = frozenset({"spouse", "de_facto_spouse", "sibling"})
KINDS = frozenset({*SYMMETRIC, *INVERSE, *INVERSE.values()})
RELATIONS = tuple(sorted(f"relation.{kind}" for kind in KINDS - INVERSE.keys()))
LONGEST_ID, LONGEST_TEXT, MOST_WON = 64, 1000, 10**13


def settled(fact: NewFact, rulebook: Rulebook, line: int) -> NewFact:
    """The fact in the form in which it is stored. Raises BadFact naming the line (from 1)."""
    for text, what in ((fact.subject, "subject"), (fact.source, "source")):
        if not text.strip() or len(text) > LONGEST_ID or "\0" in text:
            raise _bad(line, fact, f"{what}이(가) 1–64자의 글이 아닙니다", f"{what} is no text of 1 to 64 characters")
    if fact.valid_from is not None and fact.valid_to is not None and fact.valid_from >= fact.valid_to:
        raise _bad(line, fact, "기간의 끝이 시작보다 뒤가 아닙니다", "the period does not end after it begins")
    proven = fact.source != "ask" if fact.proven is None else fact.proven
    fact = fact._replace(proven=proven)
    if fact.name.startswith("relation.") or fact.name == RESIDENCE:
        return _linked(fact, line)
    if fact.object:
        raise _bad(line, fact, "object는 관계와 주거에만 씁니다", "object is for relations and homes only")
    return fact._replace(value=_value(fact, rulebook, line))


def _linked(fact: NewFact, line: int) -> NewFact:
    """A relation or a home: from one end only, and never to oneself."""
    other = fact.object
    if not other.strip() or len(other) > LONGEST_ID or other == fact.subject or "\0" in other:
        raise _bad(
            line, fact, "상대나 집의 id가 없거나 자기 자신입니다", "the other person or home is missing or the same"
        )
    if fact.value is not True:
        raise _bad(line, fact, "관계와 주거의 값은 true입니다", "the value of a relation or home is true")
    if fact.name == RESIDENCE:
        return fact
    kind = fact.name.removeprefix("relation.")
    if kind not in KINDS:
        raise _bad(line, fact, "모르는 관계입니다", "no such kind of relation")
    if kind in INVERSE:
        return fact._replace(subject=other, object=fact.subject, name=f"relation.{INVERSE[kind]}")
    if kind in SYMMETRIC and other < fact.subject:
        return fact._replace(subject=other, object=fact.subject)
    return fact


def _value(fact: NewFact, rulebook: Rulebook, line: int) -> Any:
    definition = rulebook.pack.facts.get(fact.name)
    if definition is None and fact.name not in rulebook.derived:
        raise _bad(line, fact, "어휘에 없는 이름입니다", "the vocabulary has no such name")
    value = Decimal(fact.value) if isinstance(fact.value, int) and not isinstance(fact.value, bool) else fact.value
    if isinstance(value, Decimal) and not (value.is_finite() and abs(value) <= MOST_WON):
        raise _bad(line, fact, "수가 너무 크거나 수가 아닙니다", "not a number, or too large a one")
    if isinstance(value, str) and (len(value) > LONGEST_TEXT or "\0" in value):
        raise _bad(line, fact, "글이 너무 깁니다", "the text is too long")
    if definition is not None and not _fits(value, definition):
        kind = definition.type
        raise _bad(line, fact, f"값이 {kind} 형이 아니거나 범위 밖입니다", f"the value is no {kind}, or out of bounds")
    return value


def _fits(value: Any, definition: FactDefinition) -> bool:
    if value is None:
        return definition.type not in ("money", "boolean")
    if definition.type in ("money", "number"):
        return isinstance(value, Decimal) and _within(value, definition)
    if definition.type == "boolean":
        return isinstance(value, bool)
    if definition.type == "date":
        return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    choices = {choice.value for choice in definition.choices}
    return isinstance(value, str) and (not choices or value in choices)


def _within(value: Decimal, definition: FactDefinition) -> bool:
    money = definition.type == "money"
    low = 0 if definition.low is None and money else definition.low
    whole = not money or value == value.to_integral_value()
    return whole and (low is None or value >= low) and (definition.high is None or value <= definition.high)


def _bad(line: int, fact: NewFact, ko: str, en: str) -> BadFact:
    name = fact.name[:80]
    return BadFact(f"{line}번째 사실 '{name}': {ko}.", f"Fact {line}, '{name}': {en}.")
