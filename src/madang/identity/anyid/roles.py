"""What somebody is beside themselves, as the room people knows it: appointments and delegations in force now."""

from __future__ import annotations

from typing import NamedTuple

from django.utils import timezone

from madang.identity.anyid.models import Account
from madang.people import service as people


class Roles(NamedTuple):
    """An official's tenant, units and roles; whom a resident acts for."""

    tenant: str = ""
    units: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    acts_for: tuple[str, ...] = ()


def roles_from_people(account: Account) -> Roles:
    """`settings.MADANG_ROLES_OF`. One query for the appointments, and for somebody with a person one for delegations,
    each in its own context; nobody without an appointment is an official."""
    now = timezone.now()
    standing = people.roles_of(str(account.id), now)
    acts_for = people.acts_for(account.person, now) if account.person else ()
    return Roles(standing.tenant, standing.units, standing.roles, acts_for)
