"""The next best question: the one fact whose answer is expected to settle most of what is still open.

Services are conjunctions, so an open service is settled soonest by the clause that refuses most people and needs
few facts. Candidates are ranked by that, and one is asked only when some completion of everything else is found in
which its answer changes the result of an open service.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from madang.rules.answers.answering import missing_facts
from madang.rules.answers.verdict import UNKNOWN
from madang.rules.asking.completions import Completions, Witness
from madang.rules.model import FactDefinition, ServiceDefinition
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning

EFFORT = {"boolean": 0, "choice": 1, "date": 1, "region": 1, "number": 2, "money": 3}
"""Among equals, what is easier to answer comes first."""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask about one person or home, and the services whose answers wait for it.

    witness: two families that fit what is known and differ in the answer and in a result; None when none was found
    and a service is open all the same.
    """

    fact: FactDefinition
    entity: str
    services: tuple[str, ...]
    witness: Witness | None = None

    @property
    def key(self) -> FactKey:
        """(fact name, person or home id)"""
        return self.fact.name, self.entity


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open service and the facts it waits for."""

    service: ServiceDefinition
    missing: frozenset[FactKey]


def next_question(
    reckoning: Reckoning, services: Sequence[ServiceDefinition], *, declined: Iterable[FactKey] = ()
) -> Question | None:
    """The question that settles most first, or None when nothing that can be asked would change a result.

    declined: facts the resident does not know; they are not asked again.
    """
    waiting = _waiting(reckoning, services)
    open_services = [wait.service for wait in waiting.values()]
    missing = frozenset().union(*(wait.missing for wait in waiting.values()))
    unknown = frozenset(declined)
    completions = Completions(reckoning, open_services, missing, unknown)
    order = _candidates(reckoning, waiting, completions.promise(open_services), unknown)
    for search, among in (
        (completions.plain_difference, order if unknown & missing else []),
        (completions.difference, order),
        (completions.usual_difference, order),
        (completions.difference_far_afield, order),
        (completions.difference_beside_another, order),
    ):
        for question in among:
            witness = search(question.key, _nearest(question, waiting))
            if witness is not None:
                return replace(question, witness=witness)
    return None if unknown & missing else _last_resort(reckoning, order, waiting)


def _nearest(question: Question, waiting: dict[str, Waiting]) -> list[ServiceDefinition]:
    """The services that wait for a question, those that wait for least first: there a witness is found soonest."""
    return [waiting[id].service for id in sorted(question.services, key=lambda id: len(waiting[id].missing))]


def _last_resort(reckoning: Reckoning, order: list[Question], waiting: dict[str, Waiting]) -> Question | None:
    """No search shows a difference, and yet a status is open and nobody declined: asking is better than leaving it."""
    for question in order:
        if any(missing_facts(reckoning, waiting[id].service)[0] == UNKNOWN for id in question.services):
            return question
    return None


def _waiting(reckoning: Reckoning, services: Sequence[ServiceDefinition]) -> dict[str, Waiting]:
    found = {}
    for service in services:
        _, missing = missing_facts(reckoning, service)
        if missing:
            found[service.id] = Waiting(service, frozenset(missing))
    return found


def _candidates(
    reckoning: Reckoning, waiting: dict[str, Waiting], promise: dict[FactKey, float], declined: frozenset[FactKey]
) -> list[Question]:
    """Open facts that can be asked, the most promising first; among equals what is easier to answer."""
    facts = reckoning.rulebook.pack.facts
    missing = frozenset().union(*(wait.missing for wait in waiting.values()))
    ranked = sorted(
        (key for key in missing if key not in declined and key[0] in facts),
        key=lambda key: (-round(promise.get(key, 0.0), 6), EFFORT.get(facts[key[0]].type, 2), key),
    )
    found = (_question(reckoning, key, waiting) for key in ranked)
    return [question for question in found if question is not None]


def _question(reckoning: Reckoning, key: FactKey, waiting: dict[str, Waiting]) -> Question | None:
    definition = reckoning.rulebook.pack.facts.get(key[0])
    if definition is None or not any(source.agency == "ask" for source in definition.sources):
        return None
    family = reckoning.facts.family
    if key[1] not in family.persons and all(home.id != key[1] for home in family.residences):
        return None
    return Question(definition, key[1], tuple(id for id, wait in waiting.items() if key in wait.missing))
