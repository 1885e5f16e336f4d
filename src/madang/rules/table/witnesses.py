"""Why a question of the table is not idle: shown on demand, by the guided check's own search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from madang.rules import ir
from madang.rules.asking.completions import Completions, Witness, difference
from madang.rules.asking.plausible import tried
from madang.rules.binding.rulebook import in_force, walk
from madang.rules.family.service import FactValue
from madang.rules.model import ServiceDefinition
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning

MOST_SERVICES = 20
"""Services for which a difference is sought, those that wait for the fewest facts first."""

Search = Callable[[Completions, FactKey, Sequence[ServiceDefinition]], Witness | None]
SEARCHES: tuple[Search, ...] = (
    Completions.difference,
    Completions.usual_difference,
    Completions.difference_far_afield,
    Completions.difference_beside_another,
)
"""From the one that mostly finds something at once to the one that seeks farthest."""


def witness(
    reckoning: Reckoning, key: FactKey, services: Iterable[ServiceDefinition], declined: Iterable[FactKey] = ()
) -> Witness | None:
    """Two families that fit what is known and differ in one answer and in a service's status; None if none is found.

    services: that wait for the fact, in the order in which they are tried; each is completed by itself.
    declined: facts nobody will tell; they stay open.
    """
    unknown, waiting = frozenset(declined), list(services)
    if reckoning.rulebook.pack.facts[key[0]].type == "region":
        at_places = (_at_its_places(reckoning, key, service, unknown) for service in waiting)
        found = next((one for one in at_places if one is not None), None)
        if found is not None:
            return found
    made = [(service, Completions(reckoning, [service], [key], unknown)) for service in waiting]
    differing = (search(completions, key, [service]) for search in SEARCHES for service, completions in made)
    return next((one for one in differing if one is not None), None)


def _at_its_places(
    reckoning: Reckoning, key: FactKey, service: ServiceDefinition, declined: frozenset[FactKey]
) -> Witness | None:
    """Somebody who lives where the service is offered, and the same person elsewhere.

    Of hundreds of regions the other searches try a few, and a service names others.
    """
    elsewhere = tried(reckoning, key)
    for place in _places(reckoning, service):
        there = reckoning.supposing(key, FactValue(place, "ask"))
        granted = Completions(there, [service], (), declined).granted(service)
        found = difference(granted, key, [service], elsewhere)
        if found is not None:
            return found
    return None


def _places(reckoning: Reckoning, service: ServiceDefinition) -> list[str]:
    """The regions that the service's conditions name; of a 시·도 one of its parts, since nobody lives in a whole."""
    rulebook, date = reckoning.rulebook, reckoning.date
    regions = rulebook.regions
    clauses = [clause for clause in service.clauses if in_force(clause, date)]
    constants = [
        node.value
        for clause in clauses
        for node in walk(rulebook.bound[clause.when].node)
        if isinstance(node, ir.Constant) and isinstance(node.value, str)
    ]
    named = [code for code in dict.fromkeys(constants) if code in regions.by_code]
    parts = {row.parent: row.code for row in reversed(regions.rows) if row.parent in named and row.valid_on(date)}
    return [parts.get(code, code) for code in named]
