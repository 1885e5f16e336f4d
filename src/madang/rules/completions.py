"""Whole truths that fit what is known, and whether a question's answer changes a result in any of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from madang.rules.answers.answering import missing_facts
from madang.rules.answers.verdict import INELIGIBLE, Verdict, parts, verdicts
from madang.rules.family.service import FactValue, Value
from madang.rules.model import ServiceDefinition
from madang.rules.plausible import plausible, tried
from madang.rules.reckoning.facts import FamilyFacts, with_facts
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import MissingFigure, Reckoning

DRAWN = 3
FAR_AFIELD = 2
MOST_LOOKS = 60
"""Looks for a difference in one state of knowledge. Where few families would show one, asking is cheaper."""

ROUNDS = 6
MENDED = 8
TRIED_TO_MEND = 40


class Completions:
    """Completions of one state of knowledge, made when first needed and shared by all questions about it.

    The same for the same family: nothing here depends on chance from outside.
    """

    def __init__(self, reckoning: Reckoning, services: Sequence[ServiceDefinition]) -> None:
        self.reckoning, self.services = reckoning, services
        self._made: dict[str, Reckoning] = {}
        self._open: set[FactKey] = set()
        self._looks = MOST_LOOKS

    # the completions ------------------------------------------------------------------------------

    def usual(self) -> Reckoning:
        """Everybody gives the commonest answer."""
        if "usual" not in self._made:
            self._made["usual"] = self._complete(None)
        return self._made["usual"]

    def granted(self, service: ServiceDefinition) -> Reckoning:
        """The usual completion, mended step by step toward one in which the service is granted."""
        if service.id not in self._made:
            self._made[service.id] = self._mend(self.usual(), service)
        return self._made[service.id]

    def drawn(self) -> Iterator[Reckoning]:
        """Answers drawn by how common they are."""
        for number in range(DRAWN):
            if str(number) not in self._made:
                self._made[str(number)] = self._complete(random.Random(number))
            yield self._made[str(number)]

    def _complete(
        self, chance: random.Random | None, *, evenly: bool = False, start: Reckoning | None = None
    ) -> Reckoning:
        return whole(start or self.reckoning, self.services, chance, evenly=evenly, opened=self._open)

    def _mend(self, reckoning: Reckoning, service: ServiceDefinition) -> Reckoning:
        for _ in range(MENDED):
            failing = _failing(reckoning, service)
            if not failing:
                break
            better = self._mended(reckoning, service, failing)
            if better is None:
                break
            reckoning = self._complete(None, start=better)
        return reckoning

    def _mended(self, reckoning: Reckoning, service: ServiceDefinition, failing: list[Verdict]) -> Reckoning | None:
        """One answer changed so that fewer clauses fail, if a few attempts find one."""
        keys = sorted(reckoning.memory.reads(("clause", service.id, failing[0].clause.id)) & self._open)
        attempts = ((key, value) for key in keys for value in tried(reckoning, key))
        for (key, value), _ in zip(attempts, range(TRIED_TO_MEND), strict=False):
            trial = reckoning.supposing(key, FactValue(value, "ask"))
            if len(_failing(trial, service)) < len(failing):
                return trial
        return None

    # what they show -------------------------------------------------------------------------------

    def _look(self, completed: Reckoning, key: FactKey, services: Sequence[ServiceDefinition]) -> bool:
        """Whether the answer matters here; after the last look of this state of knowledge, no more is found out."""
        if self._looks <= 0:
            return False
        self._looks -= 1
        return differs(completed, key, services)

    def show_usual_difference(self, key: FactKey, services: Sequence[ServiceDefinition]) -> bool:
        """Whether two answers give different results among people as they mostly are."""
        return self._look(self.usual(), key, services) or any(self._look(some, key, services) for some in self.drawn())

    def show_difference(self, key: FactKey, services: Sequence[ServiceDefinition]) -> bool:
        """Whether two answers give different results to people who would be granted a service."""
        return any(self._look(self.granted(service), key, services) for service in services)

    def show_difference_beside_another(self, key: FactKey, services: Sequence[ServiceDefinition]) -> bool:
        """The same with one further fact changed: some facts count only beside another (a debt beside property)."""
        others = {found for service in services for found in missing_facts(self.reckoning, service)[1]} - {key}
        return any(
            self._look(
                self.granted(service).supposing(other, FactValue(tried(self.reckoning, other)[-1], "ask")),
                key,
                [service],
            )
            for service in services
            for other in sorted(others)
        )

    def show_difference_far_afield(self, key: FactKey, services: Sequence[ServiceDefinition]) -> bool:
        """The same over many families drawn evenly, however unusual."""
        families = (self._complete(random.Random(100 + number), evenly=True) for number in range(FAR_AFIELD))
        return any(self._look(completed, key, services) for completed in families)


def whole(
    reckoning: Reckoning,
    services: Sequence[ServiceDefinition],
    chance: random.Random | None,
    *,
    evenly: bool = False,
    opened: set[FactKey] | None = None,
) -> Reckoning:
    """Everything the services wait for, told; each round may bring up new facts to tell.

    Without `chance` everybody gives the commonest answer. `opened` collects what had to be told.
    """
    for _ in range(ROUNDS):
        keys = {found for service in services for found in missing_facts(reckoning, service)[1]}
        if not keys:
            break
        if opened is not None:
            opened |= keys
        told = {key: FactValue(_drawn(reckoning, key, chance, evenly=evenly), "ask") for key in sorted(keys)}
        family = with_facts(reckoning.facts.family, told)
        facts = FamilyFacts(reckoning.facts.pack, reckoning.facts.regions, family)
        reckoning = Reckoning(reckoning.rulebook, facts)
    return reckoning


def _failing(reckoning: Reckoning, service: ServiceDefinition) -> list[Verdict]:
    found = verdicts(reckoning, service)
    return [verdict for verdict in found if verdict.clause.stage == "before" and verdict.holds is not True]


def differs(reckoning: Reckoning, key: FactKey, services: Sequence[ServiceDefinition]) -> bool:
    """Whether another answer to one question changes a result; the least usual answers are tried first."""
    now = [_result(reckoning, service) for service in services]
    for value in reversed(tried(reckoning, key)):
        trial = reckoning.supposing(key, FactValue(value, "ask"))
        if [_result(trial, service) for service in services] != now:
            return True
    return False


def _drawn(reckoning: Reckoning, key: FactKey, chance: random.Random | None, *, evenly: bool) -> Value:
    answers = plausible(reckoning, reckoning.rulebook.pack.facts[key[0]])
    if chance is None:
        return max(answers, key=lambda pair: pair[1])[0]
    if evenly:
        return chance.choice(tried(reckoning, key))
    return chance.choices([value for value, _ in answers], [weight + 0.05 for _, weight in answers])[0]


def _result(reckoning: Reckoning, service: ServiceDefinition) -> tuple[str, Any]:
    status, missing = missing_facts(reckoning, service)
    if status == INELIGIBLE or missing:
        return status, missing
    try:
        return status, tuple((part.low, part.high) for part in parts(reckoning, service))
    except (MissingFigure, ValueError):
        return status, None
