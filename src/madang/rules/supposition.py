"""Suppositions: answers people may give, and whether an answer could change anything at all."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from madang.rules.answers.answering import missing_facts
from madang.rules.answers.verdict import INELIGIBLE, parts
from madang.rules.family.service import FactValue, Value
from madang.rules.model import FactDefinition, ServiceDefinition
from madang.rules.reckoning.facts import FamilyFacts, with_facts, years_before
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import MissingFigure, Reckoning

MONEY_BY_TIME = {
    "month": (0, 1_500_000, 6_000_000),
    "year": (0, 18_000_000, 90_000_000),
    "day": (0, 40_000_000, 900_000_000),
    "instant": (0, 1_000_000, 100_000_000),
    "static": (0, 1_000_000, 100_000_000),
}
MONEY_WEIGHTS = (0.6, 0.3, 0.1)
AGES = ((0, 0.02), (1, 0.02), (7, 0.06), (12, 0.06), (20, 0.1), (35, 0.28), (55, 0.28), (67, 0.1), (80, 0.08))
TRIES = 4
FAR_AFIELD = 24
ROUNDS = 6
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


class Completions:
    """Whole truths that fit what is known: the commonest first, then drawn ones, the same for the same family.

    Each is made when it is first needed, and shared by all questions about one state of knowledge.
    """

    def __init__(self, reckoning: Reckoning, services: Sequence[ServiceDefinition]) -> None:
        self.reckoning, self.services = reckoning, services
        self._made: list[Reckoning] = []

    def __iter__(self) -> Iterator[Reckoning]:
        for number in range(TRIES):
            if number == len(self._made):
                self._made.append(self._complete(random.Random(number) if number else None))
            yield self._made[number]

    def _complete(self, chance: random.Random | None, *, evenly: bool = False) -> Reckoning:
        """Everything the services wait for, told; each round may bring up new facts to tell."""
        reckoning = self.reckoning
        for _ in range(ROUNDS):
            keys = {found for service in self.services for found in missing_facts(reckoning, service)[1]}
            if not keys:
                break
            told = {found: FactValue(_drawn(reckoning, found, chance, evenly=evenly), "ask") for found in sorted(keys)}
            family = with_facts(reckoning.facts.family, told)
            reckoning = Reckoning(
                reckoning.rulebook, FamilyFacts(reckoning.facts.pack, reckoning.facts.regions, family)
            )
        return reckoning

    def show_difference(self, key: FactKey, services: Sequence[ServiceDefinition]) -> bool:
        """Whether some completion gives different results for two answers to a question."""
        answers = _tried(self.reckoning, key)
        return any(_differs(completed, key, answers, services) for completed in self)

    def show_difference_far_afield(self, key: FactKey, services: Sequence[ServiceDefinition]) -> bool:
        """The same over many families drawn evenly, however unusual."""
        answers = _tried(self.reckoning, key)
        return any(
            _differs(self._complete(random.Random(100 + number), evenly=True), key, answers, services)
            for number in range(FAR_AFIELD)
        )

    def show_difference_beside_another(self, key: FactKey, services: Sequence[ServiceDefinition]) -> bool:
        """The same with one further fact changed: some facts count only beside another (a debt beside property)."""
        answers = _tried(self.reckoning, key)
        usual = next(iter(self))
        others = {found for service in services for found in missing_facts(self.reckoning, service)[1]} - {key}
        return any(
            _differs(
                usual.supposing(other, FactValue(_tried(self.reckoning, other)[-1], "ask")), key, answers, services
            )
            for other in sorted(others)
        )


def _tried(reckoning: Reckoning, key: FactKey) -> list[Value]:
    fact = reckoning.rulebook.pack.facts[key[0]]
    answers = [value for value, _ in sorted(plausible(reckoning, fact), key=lambda pair: -pair[1])]
    unbounded = fact.type in ("money", "number") and fact.high is None
    return [*answers, A_GREAT_DEAL] if unbounded else answers


def _differs(
    reckoning: Reckoning, key: FactKey, answers: Sequence[Value], services: Sequence[ServiceDefinition]
) -> bool:
    first: list[Any] = []
    for number, value in enumerate(answers):
        trial = reckoning.supposing(key, FactValue(value, "ask"))
        results = [_result(trial, service) for service in services]
        if number == 0:
            first = results
        elif results != first:
            return True
    return False


def _drawn(reckoning: Reckoning, key: FactKey, chance: random.Random | None, *, evenly: bool = False) -> Value:
    answers = plausible(reckoning, reckoning.rulebook.pack.facts[key[0]])
    if evenly and chance is not None:
        return chance.choice(_tried(reckoning, key))
    if chance is None:
        return max(answers, key=lambda pair: pair[1])[0]
    return chance.choices([value for value, _ in answers], [weight + 0.05 for _, weight in answers])[0]


def _result(reckoning: Reckoning, service: ServiceDefinition) -> tuple[str, Any]:
    status, missing = missing_facts(reckoning, service)
    if status == INELIGIBLE or missing:
        return status, missing
    try:
        return status, tuple((part.low, part.high) for part in parts(reckoning, service))
    except (MissingFigure, ValueError):
        return status, None
