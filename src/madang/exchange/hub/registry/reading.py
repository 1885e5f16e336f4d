"""The registry out of the database, on a connection of psycopg's own: the gateway has no models."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from psycopg import AsyncConnection

from madang.exchange.hub.registry import entries as kinds

CHANNEL = "madang_hub_registry"

_MEMBERS = "SELECT instance || '/' || member_class || '/' || code, name_ko, name_en FROM hub_member ORDER BY 1"
_SUBSYSTEMS = "SELECT identifier, name_ko, name_en FROM hub_subsystem ORDER BY 1"
_KEYS = """SELECT s.identifier, k.keyid, k.public, k.valid_from, k.valid_until
FROM hub_subsystemkey k JOIN hub_subsystem s ON s.id = k.subsystem_id"""
_SERVICES = """SELECT s.identifier || '/' || v.code, v.address, v.timeout_seconds, v.check_answers, v.enabled,
    d.document, coalesce(d.version, 0), coalesce(d.digest, ''), v.persons::text
FROM hub_service v JOIN hub_subsystem s ON s.id = v.subsystem_id
LEFT JOIN LATERAL (SELECT * FROM hub_description WHERE service_id = v.id ORDER BY version DESC LIMIT 1) d ON true
ORDER BY 1"""
_RIGHTS = """SELECT c.identifier, s.identifier || '/' || v.code, r.method, r.path, r.ground
FROM hub_accessright r JOIN hub_subsystem c ON c.id = r.client_id JOIN hub_service v ON v.id = r.service_id
JOIN hub_subsystem s ON s.id = v.subsystem_id WHERE r.revoked_at IS NULL"""
_TYPES = "SELECT name, label_ko, label_en, schema, subject_field, persons::text FROM hub_eventtype ORDER BY 1"
_EVENT_RIGHTS = """SELECT s.identifier, t.name, r.may, r.source, r.ground FROM hub_eventright r
JOIN hub_subsystem s ON s.id = r.subsystem_id JOIN hub_eventtype t ON t.id = r.type_id WHERE r.revoked_at IS NULL"""
_SUBSCRIPTIONS = """SELECT c.code, s.identifier, c.queued FROM hub_subscription c
JOIN hub_subsystem s ON s.id = c.subsystem_id ORDER BY 1"""


def _service(*row: Any) -> kinds.ServiceEntry:
    said = json.loads(row[-1])
    persons = kinds.Persons(tuple(said["asked"]), tuple(said["answered"]), said["number"]) if said else None
    return replace(kinds.ServiceEntry(*row[:-1]), persons=persons)


def _event_type(*row: Any) -> kinds.EventTypeEntry:
    return replace(kinds.EventTypeEntry(*row[:-1]), persons=tuple(json.loads(row[-1])))


STATEMENTS: dict[str, tuple[Callable[..., Any], str]] = {
    "members": (kinds.MemberEntry, _MEMBERS),
    "subsystems": (kinds.SubsystemEntry, _SUBSYSTEMS),
    "keys": (kinds.KeyEntry, _KEYS),
    "services": (_service, _SERVICES),
    "rights": (kinds.RightEntry, _RIGHTS),
    "event_types": (_event_type, _TYPES),
    "event_rights": (kinds.EventRightEntry, _EVENT_RIGHTS),
    "subscriptions": (kinds.SubscriptionEntry, _SUBSCRIPTIONS),
}
"""What each part of the entries is made of: what a row becomes, and the statement."""


async def read(connection: AsyncConnection[Any]) -> kinds.Entries:
    """Everything, as of one moment."""
    found = {}
    async with connection.transaction():
        await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for name, (kind, statement) in STATEMENTS.items():
            cursor = await connection.execute(statement.encode())
            found[name] = tuple([kind(*row) async for row in cursor])
    return kinds.Entries(**found)
