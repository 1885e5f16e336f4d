"""Who works where in which role at a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from madang.people.models import Appointment
from madang.trust import service as trust

_ROLES = """
WITH RECURSIVE held AS (
    SELECT id, organisation_id, unit_id, role FROM people_appointment
    WHERE account = %(account)s AND valid_from <= %(at)s AND %(at)s < valid_to
      AND (dismissed_at IS NULL OR %(at)s < dismissed_at)
), below AS (
    SELECT held.id AS appointment, held.unit_id AS unit FROM held WHERE held.unit_id IS NOT NULL
    UNION
    SELECT below.appointment, part.id FROM below JOIN people_unit part ON part.parent_id = below.unit
)
SELECT held.organisation_id, held.role, array_agg(below.unit) FILTER (WHERE below.unit IS NOT NULL)
FROM held LEFT JOIN below ON below.appointment = held.id
GROUP BY held.id, held.organisation_id, held.role ORDER BY held.id
"""


class Standing(NamedTuple):
    """As a principal carries it: units () means all of the tenant. No tenant: the account works nowhere just now."""

    tenant: str
    units: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownAppointment:
    """One role of one account; over: since when, dismissed or expired, None while it is ahead or in force."""

    id: int
    account: str
    tenant: str
    unit: str
    role: str
    valid_from: dt.datetime
    valid_to: dt.datetime
    granted_by: str
    dismissed_at: dt.datetime | None
    reason: str


def roles_of(account: str, at: dt.datetime) -> Standing:
    """Where the account works at that moment, in its own context, by one query.

    A unit brings the units below it. A principal has one set of units for all roles, so it is what all of them share:
    never more than was given. ValueError for a time without a zone.
    """
    if at.tzinfo is None:
        raise ValueError("the time has no time zone")
    with trust.entered(trust.Principal("official", account)), connection.cursor() as cursor:
        cursor.execute(_ROLES, {"account": account, "at": at})
        rows = cursor.fetchall()
    if not rows:
        return Standing("", (), ())
    shared = units_shared((role, units) for _, role, units in rows)
    if shared is None:
        return Standing(rows[0][0], (), tuple(sorted({role for _, role, _ in rows})))
    # Roles that share no unit: as many roles as nowhere are none. An appointment that would lead here is refused.
    return Standing(rows[0][0], tuple(sorted(shared)), tuple(sorted({role for _, role, _ in rows} if shared else ())))


def units_shared(appointments: Iterable[tuple[str, Iterable[str] | None]]) -> set[str] | None:
    """The units in which somebody has all of their roles; None is everywhere. (role, units or None for all)."""
    by_role: dict[str, set[str] | None] = {}
    for role, units in appointments:
        held = by_role.get(role, set())
        by_role[role] = None if units is None or held is None else held | set(units)
    limited = [units for units in by_role.values() if units is not None]
    return set.intersection(*limited) if limited else None


def appointments_in(tenant: str, at: dt.datetime) -> list[KnownAppointment]:
    """The appointments of a tenant that are in force or ahead, as the context lets see. One query."""
    rows = Appointment.objects.filter(
        Q(dismissed_at=None) | Q(dismissed_at__gt=at), organisation=tenant, valid_to__gt=at
    )
    return [
        KnownAppointment(row.pk, row.account, row.organisation_id, row.unit_id or "", row.role, row.valid_from,
                         row.valid_to, row.granted_by, row.dismissed_at, row.reason)
        for row in rows.order_by("account", "pk")
    ]  # fmt: skip
