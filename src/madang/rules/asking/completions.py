"""Whole truths that fit what is known, and whether a question's answer changes a result in any of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from madang.rules.answers.answering import missing_facts
from madang.rules.answers.verdict import ELIGIBLE, Verdict, parts, total
from madang.rules.asking.granting import granted, refusing_clauses
from madang.rules.asking.plausible import tried
from madang.rules.asking.supposed import Guesses, open_facts
from madang.rules.family.service import FactValue, Family, Value
from madang.rules.model import ServiceDefinition
from madang.rules.reckoning.faults import FAULTS
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning

DRAWN = 3
USUAL_WEIGHT = 1.0
FAR_AFIELD = 12
MOST_TRIALS = 300
"""Services worked out again for another answer, in one state of knowledge; then nothing more is sought."""
MOST_BESIDE = 1_000
"""Pairs of a question and a fact beside it that are looked at in one state of knowledge: of many services that wait for
many facts there are tens of thousands, and what is found at all is found among the first few dozen."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Why a question is not idle: two families that fit all that is known, alike but for one answer.

    service: the id of the service whose result differs between them.
    """

    service: str
    one: Family
    other: Family


class Completions:
    """Completions of one state of knowledge, made when first needed and shared by all questions about it.

    The same for the same family: nothing here depends on chance from outside.
    """

    def __init__(
        self,
        reckoning: Reckoning,
        services: Sequence[ServiceDefinition],
        missing: Iterable[FactKey],
        declined: frozenset[FactKey] = frozenset(),
    ) -> None:
        """`missing`: what the services wait for. `declined`: facts nobody will tell; they stay open throughout."""
        self.reckoning, self.declined = reckoning, declined
        self._open = (frozenset(open_facts(reckoning, services)) | frozenset(missing)) - declined
        self._guesses = Guesses(reckoning, self._open)
        self._made: dict[str, Reckoning] = {}
        self._trials, self._beside = MOST_TRIALS, MOST_BESIDE

    # the completions ------------------------------------------------------------------------------

    def usual(self) -> Reckoning:
        """Everybody gives the commonest answer."""
        return self._named("usual", self._guesses.usual)

    def drawn(self) -> Iterator[Reckoning]:
        """Answers drawn by how common they are."""
        return (self._named(f"drawn {n}", partial(self._guesses.drawn, random.Random(n))) for n in range(DRAWN))

    def far_afield(self) -> Iterator[Reckoning]:
        """Answers drawn evenly, however unusual."""
        draw = self._guesses.far_afield
        return (self._named(f"far {n}", partial(draw, random.Random(n))) for n in range(FAR_AFIELD))

    def granted(self, service: ServiceDefinition) -> Reckoning:
        """The service is granted, if such a completion is found."""
        return self._named(
            f"granted {service.id}",
            lambda: granted(self.reckoning, service, self.usual(), self._open, self.declined),
        )

    def _named(self, name: str, make: Callable[[], Reckoning]) -> Reckoning:
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def promise(self, services: Sequence[ServiceDefinition]) -> dict[FactKey, float]:
        """For each open fact how much nearer its answer is expected to bring the services to being settled.

        In a completion a service is settled by a proof: the facts behind one clause that refuses it, the fewest
        first, or everything it waits for when it is granted. A fact's share is one over the size of the proof.
        """
        shares: dict[FactKey, float] = {}
        for completed, weight in ((self.usual(), USUAL_WEIGHT), *((some, 1.0) for some in self.drawn())):
            for service in services:
                proof = self._proof(completed, service)
                for key in proof:
                    shares[key] = shares.get(key, 0.0) + weight / len(proof)
        return shares

    def _proof(self, completed: Reckoning, service: ServiceDefinition) -> frozenset[FactKey]:
        failing = refusing_clauses(completed, service)
        if failing:
            return min((_reads(completed, service, verdict) & self._open for verdict in failing), key=len)
        return frozenset(missing_facts(self.reckoning, service)[1])

    # what they show -------------------------------------------------------------------------------

    def _witness(
        self, completed: Reckoning, key: FactKey, services: Sequence[ServiceDefinition], most: int | None = None
    ) -> Witness | None:
        """Whether the answer matters here; when this state of knowledge has had its trials, nothing more is found.

        most: of the answers worth trying, only the last so many, the least usual ones.
        """
        values = tried(completed, key)[-(most or 0) :]
        affected = [service for service in services if self._trials > 0 and may_matter(completed, key, service)]
        self._trials -= len(affected) * len(values)
        return difference(completed, key, affected, values) if affected else None

    def plain_difference(self, key: FactKey, services: Sequence[ServiceDefinition]) -> Witness | None:
        """What shows at once: the least usual answer, for people who would be granted a service."""
        return _first(self._witness(self.granted(service), key, [service], 1) for service in services)

    def usual_difference(self, key: FactKey, services: Sequence[ServiceDefinition]) -> Witness | None:
        """Two answers that give different results among people as they mostly are."""
        return _first(self._witness(some, key, services) for some in (self.usual(), *self.drawn()))

    def difference(self, key: FactKey, services: Sequence[ServiceDefinition]) -> Witness | None:
        """Two answers that give different results to people who would be granted a service."""
        return _first(self._witness(self.granted(service), key, [service]) for service in services)

    def difference_beside_another(self, key: FactKey, services: Sequence[ServiceDefinition]) -> Witness | None:
        """The same with one further fact changed: some facts count only beside another (a debt beside property)."""
        return _first(
            self._witness(
                self.granted(service).supposing(other, FactValue(tried(self.reckoning, other)[-1], "ask")),
                key,
                [service],
            )
            for service in services
            for other in self._others(key, service)
        )

    def _others(self, key: FactKey, service: ServiceDefinition) -> Iterator[FactKey]:
        """What else a service waits for, as long as pairs may be looked at."""
        for other in sorted(set(missing_facts(self.reckoning, service)[1]) - self.declined - {key}):
            if self._beside <= 0:
                return
            self._beside -= 1
            yield other

    def difference_far_afield(self, key: FactKey, services: Sequence[ServiceDefinition]) -> Witness | None:
        """The same over many families drawn evenly, however unusual."""
        return _first(self._witness(completed, key, services) for completed in self.far_afield())


def _first(found: Iterable[Witness | None]) -> Witness | None:
    return next((witness for witness in found if witness is not None), None)


def _reads(reckoning: Reckoning, service: ServiceDefinition, verdict: Verdict) -> frozenset[FactKey]:
    return reckoning.memory.reads(("clause", service.id, verdict.clause.id))


def may_matter(completed: Reckoning, key: FactKey, service: ServiceDefinition) -> bool:
    """Whether another answer to one question can change the result at all: nothing that does not read it changes.

    A refused service stays refused while one of the clauses that refuse it does not read the fact.
    """
    refusing = refusing_clauses(completed, service)
    if refusing:
        rests_on = completed.memory.rests_on
        return all(rests_on(("clause", service.id, verdict.clause.id), key) for verdict in refusing)
    missing_facts(completed, service)
    return completed.memory.rests_on(("missing", service.id), key)


def difference(
    reckoning: Reckoning, key: FactKey, services: Sequence[ServiceDefinition], values: Sequence[Value]
) -> Witness | None:
    """Another answer to one question that changes a result; the last of `values` are tried first."""
    now = [(service, _said(reckoning, service)) for service in services]
    for value in reversed(values):
        trial = reckoning.supposing(key, FactValue(value, "ask"))
        for service, before in now:
            if _said(trial, service) != before:
                return Witness(service.id, reckoning.facts.family, trial.facts.family)
    return None


def _said(reckoning: Reckoning, service: ServiceDefinition) -> tuple[str, Any]:
    """What a resident is told: the status and, where the service is granted, the amounts or their ranges."""
    status, _ = missing_facts(reckoning, service)
    return status, _amounts(reckoning, service) if status == ELIGIBLE else None


def _amounts(reckoning: Reckoning, service: ServiceDefinition) -> tuple[tuple[int, int | None], ...] | None:
    try:
        return tuple((part.low, part.high) for part in (*parts(reckoning, service), *total(reckoning, service)))
    except (*FAULTS, ValueError):
        return None
