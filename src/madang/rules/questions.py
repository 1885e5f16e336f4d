"""The next best question: the one fact whose answer is expected to settle most of what is still open.

Services are conjunctions, so an open service is settled soonest by the clause that is likely to fail and
needs few facts. Candidates are ranked by that, and the best are tried: a question is asked only when two
possible answers to it lead to different results of some open service.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from madang.rules.answers.answering import missing_facts
from madang.rules.answers.verdict import INELIGIBLE, verdicts
from madang.rules.family.service import FactValue, Family, Residence, Value
from madang.rules.model import FactDefinition, ServiceDefinition
from madang.rules.reckoning.facts import FamilyFacts, years_before
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning

TRIED = 6
"""How many of the best-ranked candidates are tried out."""

MONEY_BY_TIME = {
    "month": (0, 1_500_000, 6_000_000),
    "year": (0, 18_000_000, 90_000_000),
    "day": (0, 40_000_000, 900_000_000),
    "instant": (0, 1_000_000, 100_000_000),
    "static": (0, 1_000_000, 100_000_000),
}
MONEY_WEIGHTS = (0.6, 0.3, 0.1)
AGES = ((0, 0.02), (1, 0.02), (7, 0.06), (12, 0.06), (20, 0.1), (35, 0.28), (55, 0.28), (67, 0.1), (80, 0.08))

Outcome = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask about one person or home, and the services whose answers wait for it."""

    fact: FactDefinition
    entity: str
    services: tuple[str, ...]

    @property
    def key(self) -> FactKey:
        """(fact name, person or home id)"""
        return self.fact.name, self.entity


def next_question(
    reckoning: Reckoning, services: Sequence[ServiceDefinition], *, declined: Iterable[FactKey] = ()
) -> Question | None:
    """The question that settles most first, or None when nothing that can be asked would change a result.

    declined: facts the resident does not know; they are not asked again.
    """
    open_services = _open(reckoning, services)
    ranked = _ranked(reckoning, open_services, frozenset(declined))
    best: tuple[float, Question] | None = None
    tried = 0
    for key in ranked:
        question = _question(reckoning, key, open_services)
        if question is None:
            continue
        gain = _gain(reckoning, question, open_services)
        if gain is None:
            continue
        tried += 1
        if best is None or gain > best[0]:
            best = gain, question
        if tried >= TRIED:
            break
    return None if best is None else best[1]


def _open(
    reckoning: Reckoning, services: Sequence[ServiceDefinition]
) -> dict[str, tuple[ServiceDefinition, set[FactKey]]]:
    found = {}
    for service in services:
        _, missing = missing_facts(reckoning, service)
        if missing:
            found[service.id] = (service, set(missing))
    return found


def _ranked(
    reckoning: Reckoning, services: dict[str, tuple[ServiceDefinition, set[FactKey]]], declined: frozenset[FactKey]
) -> list[FactKey]:
    """Open facts, the most promising first: few facts to a clause, and many services waiting."""
    scores: dict[FactKey, float] = {}
    for service, missing in services.values():
        best: dict[FactKey, float] = dict.fromkeys(missing, 0.01)
        for verdict in verdicts(reckoning, service, reckoning.scope_of(service.unit)):
            if verdict.holds is None and verdict.clause.stage == "before" and verdict.missing:
                for key in verdict.missing & missing:
                    best[key] = max(best[key], 1 / len(verdict.missing))
        for key, score in best.items():
            scores[key] = scores.get(key, 0) + score
    return sorted((key for key in scores if key not in declined), key=lambda key: (-scores[key], key))


def _question(
    reckoning: Reckoning, key: FactKey, services: dict[str, tuple[ServiceDefinition, set[FactKey]]]
) -> Question | None:
    definition = reckoning.rulebook.pack.facts.get(key[0])
    if definition is None or not any(source.agency == "ask" for source in definition.sources):
        return None
    return Question(definition, key[1], tuple(id for id, (_, missing) in services.items() if key in missing))


def _gain(
    reckoning: Reckoning, question: Question, services: dict[str, tuple[ServiceDefinition, set[FactKey]]]
) -> float | None:
    """Expected number of services settled, and facts no longer needed; None when no answer makes a difference."""
    total = 0.0
    outcomes: set[tuple[Outcome, ...]] = set()
    before = sum(len(services[id][1]) for id in question.services)
    for value, weight in plausible(question.fact, reckoning.date):
        trial = assume(reckoning, question.key, value)
        found = [missing_facts(trial, services[id][0]) for id in question.services]
        outcomes.add(tuple((status, missing) for status, missing in found))
        settled = sum(1 for status, missing in found if status == INELIGIBLE or not missing)
        left = sum(len(missing) for _, missing in found)
        total += weight * (settled + (before - left) / (before + 1))
    return total if len(outcomes) > 1 or _single_step(question, services) else None


def _single_step(question: Question, services: dict[str, tuple[ServiceDefinition, set[FactKey]]]) -> bool:
    """An amount may wait for exactly this figure: then every answer settles it, each to another amount."""
    return any(services[id][1] == {question.key} for id in question.services)


def assume(reckoning: Reckoning, key: FactKey, value: Value) -> Reckoning:
    """The same reckoning with one more fact."""
    family = with_fact(reckoning.facts.family, key, FactValue(value, "ask"))
    return Reckoning(reckoning.rulebook, FamilyFacts(reckoning.rulebook.pack, reckoning.rulebook.regions, family))


def with_fact(family: Family, key: FactKey, held: FactValue) -> Family:
    """The family with one fact told about a person or a home."""
    name, entity = key
    if entity in family.persons:
        person = family.persons[entity]
        changed = replace(person, facts={**person.facts, name: held})
        return replace(family, persons={**family.persons, entity: changed})
    return replace(family, residences=tuple(_at_home(home, key, held) for home in family.residences))


def _at_home(home: Residence, key: FactKey, held: FactValue) -> Residence:
    if home.id != key[1]:
        return home
    if key[0] == "residence.region":
        return replace(home, region=str(held.value))
    return replace(home, facts={**home.facts, key[0]: held})


def plausible(fact: FactDefinition, on: dt.date) -> list[tuple[Value, float]]:
    """Answers somebody might give, with how common they are; the ends of the range are among them."""
    if fact.type == "boolean":
        share = fact.share.get("true", 0.5)
        return [(True, share), (False, 1 - share)]
    if fact.choices:
        even = 1 / len(fact.choices)
        return [(choice.value, fact.share.get(choice.value, even)) for choice in fact.choices]
    if fact.type == "money":
        return [
            (Decimal(max(value, fact.low or 0)), weight)
            for value, weight in zip(MONEY_BY_TIME[fact.time], MONEY_WEIGHTS, strict=True)
        ]
    if fact.type == "number":
        low, high = fact.low or 0, fact.high if fact.high is not None else (fact.low or 0) + 100
        return [(Decimal(value), 1 / 3) for value in (low, (low + high) // 2, high)]
    if fact.type == "date":
        if fact.name == "person.birth_date":
            return [(years_before(on, age), weight) for age, weight in AGES]
        return [(on - dt.timedelta(days=back), 0.25) for back in (0, 45, 200, 800)]
    if fact.type == "region":
        return [(code, 0.25) for code in ("1111000000", "4111000000", "2611000000", "4672000000")]
    return []
