"""Answers people may give to a question, with how common they are."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from madang.rules.family.service import Value
from madang.rules.model import FactDefinition
from madang.rules.reckoning.facts import years_before
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning

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


def plausible(reckoning: Reckoning, fact: FactDefinition) -> list[tuple[Value, float]]:
    """Answers somebody might give, with how common they are (shares of the vocabulary, else even)."""
    if fact.type == "boolean":
        share = fact.share.get("true", 0.5)
        return [(True, share), (False, 1 - share)]
    if fact.choices:
        even = 1 / len(fact.choices)
        return [(choice.value, fact.share.get(choice.value, even)) for choice in fact.choices]
    if fact.type == "money":
        amounts = MONEY_BY_TIME[fact.time]
        return [
            (Decimal(max(value, fact.low or 0)), weight) for value, weight in zip(amounts, MONEY_WEIGHTS, strict=True)
        ]
    if fact.type == "number":
        low, high = fact.low or 0, fact.high if fact.high is not None else (fact.low or 0) + 100
        return [(Decimal(low), 0.7), (Decimal((low + high) // 2), 0.2), (Decimal(high), 0.1)]
    if fact.type == "region":
        rows = [
            row.code for row in reckoning.rulebook.regions.rows if row.level != "sido" and row.valid_on(reckoning.date)
        ]
        return [(code, 1 / 8) for code in rows[:: max(1, len(rows) // 8)][:8]]
    if fact.name == "person.birth_date":
        return [(years_before(reckoning.date, age), weight) for age, weight in AGES]
    return [(reckoning.date - dt.timedelta(days=back), 0.25) for back in (0, 45, 200, 800)]


def tried(reckoning: Reckoning, key: FactKey) -> list[Value]:
    """Answers worth trying, the commonest first; a great deal last where there is no upper bound."""
    fact = reckoning.rulebook.pack.facts[key[0]]
    answers = [value for value, _ in sorted(plausible(reckoning, fact), key=lambda pair: -pair[1])]
    unbounded = fact.type in ("money", "number") and fact.high is None
    return [*answers, A_GREAT_DEAL] if unbounded else answers
