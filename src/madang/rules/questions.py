"""The next best question: the one fact whose answer is expected to settle most of what is still open.

Services are conjunctions, so an open service is settled soonest by the clause that needs few facts. Candidates
are ranked by that, the best are tried with the answers people give, and one is asked only when some completion
of everything else is found in which its answer changes the result of an open service.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from madang.rules.answers.answering import missing_facts
from madang.rules.answers.verdict import INELIGIBLE, UNKNOWN, verdicts
from madang.rules.completions import Completions
from madang.rules.family.service import FactValue
from madang.rules.model import FactDefinition, ServiceDefinition
from madang.rules.plausible import plausible
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning

TRIED = 8
"""How many of the best-ranked candidates are tried out."""

USUAL = 16
"""How many are looked at for a difference among people as they mostly are, before rarer ones count."""

LIKELIEST = 3
"""How many answers of a candidate are tried."""

EFFORT = {"boolean": 0, "choice": 1, "date": 1, "region": 1, "number": 2, "money": 3}
"""Among equals, what is easier to answer comes first."""


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
    candidates = _candidates(reckoning, waiting, frozenset(declined))
    tried = sorted(candidates[:TRIED], key=lambda question: -_gain(reckoning, question, waiting))
    completions = Completions(reckoning, [wait.service for wait in waiting.values()])
    order = [*tried, *candidates[TRIED:]]
    for search, among in (
        (completions.show_usual_difference, order[:USUAL]),
        (completions.show_difference, order),
        (completions.show_difference_beside_another, order),
        (completions.show_difference_far_afield, order[:3]),
    ):
        for question in among:
            if search(question.key, [waiting[id].service for id in question.services]):
                return question
    return _last_resort(reckoning, order, waiting)


def _last_resort(reckoning: Reckoning, order: list[Question], waiting: dict[str, Waiting]) -> Question | None:
    """No search shows a difference, and yet a status is open: asking is better than leaving it so."""
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


def _candidates(reckoning: Reckoning, waiting: dict[str, Waiting], declined: frozenset[FactKey]) -> list[Question]:
    """Open facts that can be asked, the most promising first: few facts to a clause, many services waiting."""
    scores: dict[FactKey, float] = {}
    for wait in waiting.values():
        best: dict[FactKey, float] = dict.fromkeys(wait.missing, 0.01)
        for verdict in verdicts(reckoning, wait.service):
            if verdict.holds is None and verdict.clause.stage == "before" and verdict.missing:
                for key in verdict.missing & wait.missing:
                    best[key] = max(best[key], 1 / len(verdict.missing))
        for key, score in best.items():
            scores[key] = scores.get(key, 0) + score
    facts = reckoning.rulebook.pack.facts
    ranked = sorted(
        (key for key in scores if key not in declined and key[0] in facts),
        key=lambda key: (-round(scores[key], 6), EFFORT.get(facts[key[0]].type, 2), key),
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


def _gain(reckoning: Reckoning, question: Question, waiting: dict[str, Waiting]) -> float:
    """Expected number of services settled by the answer, and of facts no longer needed."""
    total = 0.0
    before = sum(len(waiting[id].missing) for id in question.services)
    answers = sorted(plausible(reckoning, question.fact), key=lambda pair: -pair[1])[:LIKELIEST]
    for value, weight in answers:
        trial = reckoning.supposing(question.key, FactValue(value, "ask"))
        found = [missing_facts(trial, waiting[id].service) for id in question.services]
        settled = sum(1 for status, missing in found if status == INELIGIBLE or not missing)
        left = sum(len(missing) for _, missing in found)
        total += weight * (settled + (before - left) / (before + 1))
    return total
