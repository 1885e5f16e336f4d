"""Answers people may give to a question, with how common they are."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from madang.rules.family.service import Value
from madang.rules.model import FactDefinition
from madang.rules.reckoning.facts import years_before
from madang.rules.reckoning.uncertain import FactKey, PersonRef, Uncertain
from madang.rules.reckoning.world import Reckoning
from madang.rules.regions import Regions

MONEY_BY_TIME = {
    "month": (0, 1_500_000, 6_000_000),
    "year": (0, 18_000_000, 90_000_000),
    "day": (0, 40_000_000, 900_000_000),
    "instant": (0, 1_000_000, 100_000_000),
    "static": (0, 1_000_000, 100_000_000),
}
MONEY_WEIGHTS = (0.6, 0.3, 0.1)
AGES = ((0, 0.02), (1, 0.02), (7, 0.06), (12, 0.06), (20, 0.1), (35, 0.28), (55, 0.28), (67, 0.1), (80, 0.08))
A_GREAT_DEAL = Decimal(10) ** 11

Weighed = list[tuple[Value, float]]


def plausible(reckoning: Reckoning, key: FactKey) -> Weighed:
    """Answers somebody might give, with how common they are (shares of the vocabulary, else even)."""
    fact = reckoning.rulebook.pack.facts[key[0]]
    if fact.name == "person.birth_date":
        return _births(reckoning, key[1])
    if fact.name == "person.marital_status":
        return _as_the_family_says(reckoning, key[1], _of_any_day(fact))
    if fact.type == "region":
        return [(code, 1 / 8) for code in _some_regions(reckoning.rulebook.regions, reckoning.date)]
    if fact.type == "date":
        return [(reckoning.date - dt.timedelta(days=back), 0.2) for back in (0, 45, 200, 800, 3000)]
    return _of_any_day(fact)


def _of_any_day(fact: FactDefinition) -> Weighed:
    if fact.type == "boolean":
        share = fact.share.get("true", 0.5)
        return [(True, share), (False, 1 - share)]
    if fact.choices:
        even = 1 / len(fact.choices)
        return [(choice.value, fact.share.get(choice.value, even)) for choice in fact.choices]
    if fact.type == "money":
        amounts = (Decimal(max(value, fact.low or 0)) for value in MONEY_BY_TIME[fact.time])
        return list(zip(amounts, MONEY_WEIGHTS, strict=True))
    low, high = fact.low or 0, fact.high if fact.high is not None else (fact.low or 0) + 100
    return [(Decimal(low), 0.7), (Decimal((low + high) // 2), 0.2), (Decimal(high), 0.1)]


def _births(reckoning: Reckoning, person: str) -> Weighed:
    """Birth dates; within the year that an age leaves when that is all that is known."""
    known = reckoning.fact(PersonRef(person), "person.birth_date", None)
    usual: Weighed = [(years_before(reckoning.date, age), weight) for age, weight in AGES]
    if not isinstance(known, Uncertain):
        return usual
    within = [(day, weight) for day, weight in usual if known.low <= day <= known.high]
    return within if len(within) > 1 else [(known.low, 0.5), (known.high, 0.5)]


def _as_the_family_says(reckoning: Reckoning, person: str, answers: Weighed) -> Weighed:
    """Who has named a spouse is married, and who has not is mostly not: a spouse not named leaves everything open."""
    named = bool(reckoning.facts.related(PersonRef(person), "legal_spouses"))
    return [(value, weight if (value == "married") == named else 0.0) for value, weight in answers]


@lru_cache(maxsize=64)
def _some_regions(regions: Regions, date: dt.date) -> tuple[str, ...]:
    codes = [row.code for row in regions.rows if row.level != "sido" and row.valid_on(date)]
    return tuple(codes[:: max(1, len(codes) // 8)][:8])


def tried(reckoning: Reckoning, key: FactKey) -> list[Value]:
    """Answers worth trying, the commonest first; a great deal last where there is no upper bound."""
    fact = reckoning.rulebook.pack.facts[key[0]]
    answers = [value for value, _ in sorted(plausible(reckoning, key), key=lambda pair: -pair[1])]
    unbounded = fact.type in ("money", "number") and fact.high is None
    return [*answers, A_GREAT_DEAL] if unbounded else answers
