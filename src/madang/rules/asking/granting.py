"""A completion in which a service is granted: a family that fits all that is known and has nothing against it.

Two ways. *Mending* takes a whole truth and changes one answer after another so that fewer clauses fail; it is quick
where few facts stand in the way. *Telling* starts from what is known and tells fact by fact, each time an answer that
leaves the service open; where no answer does, that fact is told first the next time, for it decides most.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable

from madang.rules.answers.answering import missing_facts
from madang.rules.answers.failing import or_else
from madang.rules.answers.verdict import INELIGIBLE, Verdict, verdicts
from madang.rules.asking.plausible import tried
from madang.rules.asking.supposed import Guesses, open_facts
from madang.rules.family.service import FactValue, Value
from madang.rules.model import ServiceDefinition
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning

MENDED = 8
TRIED_TO_MEND = 40
TOLD_ANEW = 8
"""Times a family is told again from the start."""

RANK = {"boolean": 1, "choice": 1, "date": 2, "region": 2, "number": 2, "money": 3}
"""What decides how other facts count is told before them; who belongs to the unit before everything."""


def refusing_clauses(reckoning: Reckoning, service: ServiceDefinition) -> list[Verdict]:
    """The clauses that stand between the family and the service."""
    found = verdicts(reckoning, service)
    return [verdict for verdict in found if verdict.clause.stage == "before" and verdict.holds is False]


def granted(
    reckoning: Reckoning,
    service: ServiceDefinition,
    usual: Reckoning,
    open_: Collection[FactKey],
    declined: Collection[FactKey],
) -> Reckoning:
    """A completion in which the service is granted; if none is found, one in which few clauses refuse it.

    usual: a completion to start from. open_: the facts that may be told. declined: those that stay open.
    """
    mended = _mend(usual, service, open_)
    if not refusing_clauses(mended, service):
        return mended
    first: list[FactKey] = []
    for attempt in range(TOLD_ANEW):
        told = _told(reckoning, service, declined, first, random.Random(attempt) if attempt else None)
        if isinstance(told, Reckoning):
            return told
        if told not in first:
            first.insert(0, told)
    return mended


def _mend(reckoning: Reckoning, service: ServiceDefinition, open_: Collection[FactKey]) -> Reckoning:
    for _ in range(MENDED):
        failing = refusing_clauses(reckoning, service)
        if not failing:
            break
        better = _mended(reckoning, service, failing, open_)
        if better is None:
            break
        reckoning = better
    return reckoning


def _mended(
    reckoning: Reckoning, service: ServiceDefinition, failing: list[Verdict], open_: Collection[FactKey]
) -> Reckoning | None:
    """One answer changed so that fewer clauses fail, if a few attempts find one."""
    reads = reckoning.memory.reads(("clause", service.id, failing[0].clause.id))
    attempts = ((key, value) for key in sorted(reads.intersection(open_)) for value in tried(reckoning, key))
    for (key, value), _ in zip(attempts, range(TRIED_TO_MEND), strict=False):
        trial = reckoning.supposing(key, FactValue(value, "ask"))
        if len(refusing_clauses(trial, service)) < len(failing):
            return trial
    return None


def _told(
    reckoning: Reckoning,
    service: ServiceDefinition,
    declined: Collection[FactKey],
    first: list[FactKey],
    chance: random.Random | None,
) -> Reckoning | FactKey:
    """A completion in which the service is granted, or the fact of which every answer refused it."""
    while True:
        missing = [key for key in missing_facts(reckoning, service)[1] if key not in declined]
        if not missing:
            return Guesses(reckoning, set(open_facts(reckoning, [service])).difference(declined)).usual()
        key = min(missing, key=_order(reckoning, service, first))
        kind = _kind_answer(reckoning, service, key, _shuffled(tried(reckoning, key), chance))
        if kind is None:
            return key
        reckoning = kind


def _order(
    reckoning: Reckoning, service: ServiceDefinition, first: list[FactKey]
) -> Callable[[FactKey], tuple[int, int]]:
    facts, memory = reckoning.rulebook.pack.facts, reckoning.memory
    composed = or_else(reckoning, lambda: reckoning.unit(service.unit), None) is not None

    def order(key: FactKey) -> tuple[int, int]:
        if key in first:
            return 0, first.index(key)
        if composed and memory.rests_on(("unit", service.unit), key):
            return 1, 0
        return 1, RANK[facts[key[0]].type] if key[0] in facts else 2

    return order


def _shuffled(values: list[Value], chance: random.Random | None) -> list[Value]:
    return values if chance is None else chance.sample(values, len(values))


def _kind_answer(
    reckoning: Reckoning, service: ServiceDefinition, key: FactKey, values: Iterable[Value]
) -> Reckoning | None:
    """The first answer that does not refuse the service."""
    trials = (reckoning.supposing(key, FactValue(value, "ask")) for value in values)
    return next((trial for trial in trials if missing_facts(trial, service)[0] != INELIGIBLE), None)
