"""Whether every source that a service reads has a ground, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from madang.rules.binding.rulebook import Rulebook
from madang.rules.grounds.model import ROLES, Grounds
from madang.rules.kept.law import names_read
from madang.rules.model import FactDefinition


class Uncovered(NamedTuple):
    """A source that may be read and that no ground carries. information: its group, None where it is in none."""

    purpose: str
    fact: str
    agency: str
    field: str
    information: str | None


def uncovered(grounds: Grounds, rulebook: Rulebook) -> list[Uncovered]:
    """Every source of a fact that a service reads, for which the service has no ground about anybody.

    A service of one place has none: nothing is fetched for it until its authority's ground is written here, and what
    it reads is told by the resident or known through other services.
    """
    facts = rulebook.pack.facts
    found = [
        one
        for service, definition in rulebook.pack.services.items()
        if not definition.area
        for name in sorted(names_read(rulebook, service) & facts.keys())
        for one in _of(grounds, service, facts[name])
    ]
    every = facts.values()
    return found + [one for fact in every for one in _of(grounds, "benefit_alerts", fact)]


def _of(grounds: Grounds, purpose: str, fact: FactDefinition) -> Iterable[Uncovered]:
    if purpose not in grounds.purposes and purpose == "benefit_alerts":
        return
    for source in fact.sources:
        if source.field and not grounds.lines_for(purpose, source.agency, source.field, ROLES):
            group = grounds.information_of(source.agency, source.field)
            yield Uncovered(purpose, fact.name, source.agency, source.field, group)
