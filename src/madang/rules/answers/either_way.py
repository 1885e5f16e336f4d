"""When few facts with few possible values are open, the result may be the same whichever of them is true.

Ranges and three-valued logic look at each condition by itself and miss that two conditions about one fact
exclude each other; trying the few possibilities does not.
"""

from __future__ import annotations

from functools import partial
from itertools import product
from math import prod

from madang.rules.answers.verdict import UNKNOWN, Verdict, status_of, verdicts
from madang.rules.answers.whichever_way import whichever_way
from madang.rules.family.service import FactValue, Value
from madang.rules.model import ServiceDefinition
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning

MOST_FACTS, MOST_WAYS = 2, 16


def either_way(reckoning: Reckoning, service: ServiceDefinition, found: list[Verdict]) -> str:
    """The status that every possibility gives, or "unknown"."""
    open_ = [verdict.missing for verdict in found if verdict.clause.stage == "before" and verdict.holds is None]
    keys = sorted(frozenset().union(*open_))
    if not keys or any(verdict.fault for verdict in found):
        return UNKNOWN
    options = [values_of(reckoning, key) for key in keys[: MOST_FACTS + 1]]
    if len(keys) > MOST_FACTS or not 0 < prod(map(len, options)) <= MOST_WAYS:
        return whichever_way(reckoning, service, found)
    statuses = set[str]()
    for way in product(*options):
        trial = reckoning
        for key, value in zip(keys, way, strict=True):
            trial = trial.supposing(key, FactValue(value, "ask"))
        status: str = trial.memory.remember(("tried", service.id), partial(_status, trial, service))
        statuses.add(status)
        reckoning.memory.note_reads(("tried", service.id), trial.memory)
        if len(statuses) > 1:
            return UNKNOWN
    return statuses.pop()


def _status(trial: Reckoning, service: ServiceDefinition) -> str:
    return status_of(trial, verdicts(trial, service))


def values_of(reckoning: Reckoning, key: FactKey) -> list[Value]:
    """Every value a fact can have, when they can be counted."""
    fact = reckoning.rulebook.pack.facts.get(key[0])
    if fact is None:
        return []
    if fact.type == "boolean":
        return [True, False]
    return [choice.value for choice in fact.choices]
