"""Why a question of the table is not idle: shown on demand, by the guided check's own search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from madang.rules.asking.completions import Completions, Witness
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
    unknown = frozenset(declined)
    tried = [(service, Completions(reckoning, [service], [key], unknown)) for service in services]
    found = (search(completions, key, [service]) for search in SEARCHES for service, completions in tried)
    return next((one for one in found if one is not None), None)
