"""What to ask next, of whom on one page, and how much is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from madang.portal.journey.record import Asked, Journey
from madang.portal.journey.telling import declined
from madang.portal.rulebook import fact_named
from madang.rules.service import FactKey

MOST_ON_A_PAGE = 8
ON_THE_PEOPLE_FORM = frozenset({"person.birth_date", "person.age", "person.sex", "residence.region"})

Open = Mapping[str, tuple[str, tuple[FactKey, ...]]]


USUAL_LEAST, USUAL_MOST, FEW = 1 / 4, 1 / 2, 4
"""The shares of all questions that could still be asked within which three of five visitors end (docs/benchmarks.md);
and so few that their number is all there is to say."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many services still wait for an answer, of how many, and how many questions could still be asked."""

    services: int
    of: int
    questions: int

    @property
    def done(self) -> int:
        """Services for which there is nothing left to ask."""
        return self.of - self.services

    @property
    def usual(self) -> tuple[int, int] | None:
        """How many questions it mostly takes from here; None where only a few are left."""
        if self.questions <= FEW:
            return None
        return max(1, round(self.questions * USUAL_LEAST)), round(self.questions * USUAL_MOST)


def open_services(journey: Journey) -> Open:
    """For each service its status and the facts that could still change its answer."""
    return journey.standing.missing(journey.services)


def next_page(journey: Journey, still_open: Open) -> Asked | None:
    """The fact that settles most first, with everybody for whom the same fact is open; None when nothing is left."""
    not_known = declined(journey.told)
    question = journey.standing.next_question(journey.services, declined=not_known)
    if question is None:
        return None
    waiting = {entity for _, keys in still_open.values() for fact, entity in keys if fact == question.fact.name}
    waiting -= {entity for fact, entity in not_known if fact == question.fact.name}
    rest = [person for person in journey.family.persons if person in waiting and person != question.entity]
    order = list(journey.family.persons)
    asked = [question.entity, *rest][:MOST_ON_A_PAGE]
    return Asked(question.fact.name, tuple(sorted(asked, key=lambda e: order.index(e) if e in order else 0)))


def progress(journey: Journey, still_open: Open) -> Progress:
    """Open services, and how many different facts somebody could still be asked for."""
    not_known = declined(journey.told)
    keys = {key for _, missing_keys in still_open.values() for key in missing_keys if key not in not_known}
    facts = {fact for fact, _ in keys if _can_be_asked(fact)}
    waiting = sum(1 for _, missing_keys in still_open.values() if any(key in keys for key in missing_keys))
    return Progress(waiting, len(still_open), len(facts))


def _can_be_asked(name: str) -> bool:
    fact = fact_named(name)
    return fact is not None and any(source.agency == "ask" for source in fact.sources)


def remembered(asked: Sequence[Asked], page: Asked) -> tuple[Asked, ...]:
    """The order of pages with one more; a page of which a part was answered before keeps its place."""
    for at, before in enumerate(asked):
        if before.fact == page.fact and set(before.entities) & set(page.entities):
            more = tuple(entity for entity in page.entities if entity not in before.entities)
            return (*asked[:at], Asked(page.fact, before.entities + more), *asked[at + 1 :])
    return (*asked, page)


def told_pages(told: Mapping[str, Any]) -> tuple[Asked, ...]:
    """For a family from a file: the pages on which its own words, not an agency's, can be changed."""
    found: dict[str, list[str]] = {}
    for record in (*told["persons"], *told.get("residences", [])):
        for name, held in record.get("facts", {}).items():
            fact = fact_named(name)
            agency = held.get("source") not in (None, "ask") if isinstance(held, dict) else False
            if fact is not None and not agency and name not in ON_THE_PEOPLE_FORM and _can_be_asked(name):
                found.setdefault(name, []).append(record["id"])
    return tuple(Asked(name, tuple(entities)) for name, entities in found.items())
