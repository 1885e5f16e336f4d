"""The simulated people that a demonstration offers; only here does the house look into its simulated province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from django.conf import settings

from madang.identity.anyid.service import Account, Part, Roles, roles_from_people
from madang.simulation.service import DemoPerson, demo_people, number_of, open_population

OFFICE = "48170"
"""진주시: the 보장기관 of the demonstration's official."""
OFFICIALS = {
    "official": ("시청 복지 담당 공무원", "An official of the city", Roles(OFFICE, (), ("caseworker", "approver"))),
    "operator": ("플랫폼 운영자", "An operator of the platform", Roles("hub", (), ("operator", "privacy_officer"))),
}


def people() -> Sequence[DemoPerson]:
    """Five residents of the province beside this installation, each with the number the agencies know them by.

    Nobody while there is no province.
    """
    return [replace(person, resident=number_of(person.resident)) for person in _residents()]


def parts() -> Sequence[Part]:
    """Whom a demonstration offers to be: residents of the province, an official of the city, an operator."""
    residents = [Part(person.kind, person.ko, person.en, person=person.resident) for person in _residents()]
    return [*residents, *(Part(name, ko, en, official=True) for name, (ko, en, _) in OFFICIALS.items())]


def _residents() -> Sequence[DemoPerson]:
    try:
        return _found()
    except (OSError, ValueError):
        return ()


def roles_of(account: Account) -> Roles:
    """What the demonstration's officials may do; everybody else as the room people knows them."""
    if settings.MADANG_DEMO and account.part in OFFICIALS:
        return OFFICIALS[account.part][2]
    return roles_from_people(account)


@cache
def _found() -> tuple[DemoPerson, ...]:
    return tuple(demo_people(open_population(settings.HOME / "province")))
