"""What stands for one family on its day: answers, outcomes, open facts and the next question, worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from madang.rules.answers.answering import answer, missing_facts
from madang.rules.answers.model import Answer
from madang.rules.answers.outcome import Outcome, outcome
from madang.rules.asking.questions import Question
from madang.rules.asking.questions import next_question as _next_question
from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.family.service import Family
from madang.rules.model import ServiceDefinition
from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.uncertain import FactKey, PersonRef
from madang.rules.reckoning.world import Reckoning

PLACES = ("region.district", "region.province")


def services_on(rulebook: Rulebook, date: dt.date, ids: Iterable[str] | None = None) -> list[ServiceDefinition]:
    """The services in force on a day, in the order of the pack; KeyError for an id the rulebook does not have.

    On a day outside the pack's years all of them: nobody can say which will be, or were, in force. Those of one place
    are among them; for people of whom the place is known there is :func:`services_for`.
    """
    services = rulebook.pack.services
    return _in_force(rulebook, date, services.values() if ids is None else [services[id] for id in ids])


def services_everywhere(rulebook: Rulebook, date: dt.date) -> list[ServiceDefinition]:
    """The services in force on a day wherever somebody lives: what can be said of nobody in particular."""
    return _in_force(rulebook, date, rulebook.services_in(()))


def services_for(rulebook: Rulebook, family: Family) -> list[ServiceDefinition]:
    """The services in force on the family's day that are for where its applicant lives.

    While that is not known, or not settled, those of no place: a local service is neither listed nor asked about.
    """
    return _services_for(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family))


def _services_for(rulebook: Rulebook, facts: FamilyFacts) -> list[ServiceDefinition]:
    return _in_force(rulebook, facts.family.date, rulebook.services_in(_here(rulebook, facts)))


def _here(rulebook: Rulebook, facts: FamilyFacts) -> list[str]:
    """The codes of the 시·도 and 시·군·구 the applicant's home lies in, as the condition `resident` reads them."""
    applicant = PersonRef(facts.family.applicant)
    names = [name for name in PLACES if rulebook.has_places and name in rulebook.pack.facts]
    found = [facts.value(applicant, name, None)[1] for name in names]
    return [code for code in found if isinstance(code, str)]


def _in_force(rulebook: Rulebook, date: dt.date, services: Iterable[ServiceDefinition]) -> list[ServiceDefinition]:
    years = rulebook.pack.years
    if years is not None and not years[0] <= date.year <= years[1]:
        return list(services)
    return [service for service in services if in_force(service, date)]


class Standing:
    """Where one family stands under a rulebook: what is worked out for one answer is kept for the next.

    Not for sharing between threads; the rulebook may be shared.
    """

    def __init__(self, rulebook: Rulebook, family: Family) -> None:
        self.family = family
        self._rulebook = rulebook
        self._reckoning = Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family))

    def follow(self, family: Family) -> bool:
        """Goes over to the family as it is now; what does not rest on the facts that are others is kept.

        False, and nothing done, where more than facts of the vocabulary differ (another day, other people, relations or
        homes, values given): then a new standing is needed.
        """
        if not self._reckoning.follow(family):
            return False
        self.family = family
        return True

    def check(self, services: Iterable[str] | None = None, *, explain: bool = True) -> list[Answer]:
        """One answer for each service for the family on its day (:func:`services_for`), or for each that is named.

        Without `explain` no values behind the clauses."""
        return [answer(self._reckoning, service, explain=explain) for service in self._services(services)]

    def missing(self, services: Iterable[str] | None = None) -> dict[str, tuple[str, tuple[FactKey, ...]]]:
        """For each service its status and the facts still open: quicker than answers, without reasons."""
        return {service.id: missing_facts(self._reckoning, service) for service in self._services(services)}

    def outcomes(self, services: Iterable[str] | None = None) -> dict[str, Outcome]:
        """For each service what its answer comes to: the quickest way to status, amount and the facts read."""
        return {service.id: outcome(self._reckoning, service) for service in self._services(services)}

    def next_question(
        self, services: Iterable[str] | None = None, *, declined: Iterable[FactKey] = ()
    ) -> Question | None:
        """The fact to ask next over all services at once, or None when no question can change a result."""
        return _next_question(self._reckoning, self._services(services), declined=declined)

    def _services(self, ids: Iterable[str] | None) -> list[ServiceDefinition]:
        if ids is None:
            return _services_for(self._rulebook, self._reckoning.facts)
        return services_on(self._rulebook, self.family.date, ids)


def check(
    rulebook: Rulebook, family: Family, services: Iterable[str] | None = None, *, explain: bool = True
) -> list[Answer]:
    """:meth:`Standing.check` of a family asked about once."""
    return Standing(rulebook, family).check(services, explain=explain)


def missing(
    rulebook: Rulebook, family: Family, services: Iterable[str] | None = None
) -> dict[str, tuple[str, tuple[FactKey, ...]]]:
    """:meth:`Standing.missing` of a family asked about once."""
    return Standing(rulebook, family).missing(services)


def next_question(
    rulebook: Rulebook, family: Family, services: Iterable[str] | None = None, *, declined: Iterable[FactKey] = ()
) -> Question | None:
    """:meth:`Standing.next_question` of a family asked about once."""
    return Standing(rulebook, family).next_question(services, declined=declined)
