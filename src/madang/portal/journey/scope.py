"""What a check is about: groups of life events, and the services that belong to them.

No group means all of it. A service belongs to the groups of the life events it names, and is shown under the first of
those that the check is about; one that names none belongs to `other`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from madang.portal.rulebook import rulebook
from madang.rules.service import Family, services_everywhere, services_for

OTHER = "other"


def groups_of_service(service: str) -> tuple[str, ...]:
    """Ids of the groups of a service of the rulebook, the one it belongs to most first."""
    pack = rulebook().pack
    return pack.life_events.groups_of(pack.services[service].life_events) or (OTHER,)


def services_by_group(day: dt.date) -> dict[str, tuple[str, ...]]:
    """The services in force on a day, wherever somebody lives, by group, in the order of the groups; groups without any
    are left out."""
    found: dict[str, list[str]] = {id: [] for id in (*rulebook().pack.life_events.groups, OTHER)}
    for service in services_everywhere(rulebook(), day):
        for group in groups_of_service(service.id):
            found[group].append(service.id)
    return {group: tuple(ids) for group, ids in found.items() if ids}


def services_about(about: Sequence[str], family: Family) -> tuple[str, ...] | None:
    """The services of some groups that are for where the family lives, in the order of the pack; None for all of it."""
    if not about:
        return None
    wanted, here = set(about), services_for(rulebook(), family)
    return tuple(one.id for one in here if wanted.intersection(groups_of_service(one.id)))


def shown_under(service: str, about: Sequence[str] = ()) -> str:
    """The group under which a service stands in a check about some groups (about all of them)."""
    groups = groups_of_service(service)
    return next((group for group in groups if group in about), groups[0])


def groups_in(names: Iterable[str]) -> tuple[str, ...]:
    """Of some names, as they were posted, those that are groups, in the order of the pack, each once."""
    wanted = set(names)
    return tuple(group for group in (*rulebook().pack.life_events.groups, OTHER) if group in wanted)


def widened(about: Sequence[str], by: str) -> tuple[str, ...]:
    """With one group more; `all`: about all of it. A name that is no group changes nothing."""
    return () if by == "all" or not about else groups_in((*about, by))
