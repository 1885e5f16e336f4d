"""Events of acts, taken by whoever carries them on: each is taken once, by one transaction that succeeds."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db import connection


class Told(NamedTuple):
    """One event. id: unique; at: RFC 3339; data: ids and codes."""

    id: str
    type: str
    tenant: str
    subject: str
    at: str
    data: dict[str, Any]


def tell(events: Iterable[tuple[str, str, str, dt.datetime, Mapping[str, Any]]]) -> None:
    """Puts (type, tenant, subject, at, data) into the outbox, in the caller's transaction.

    Without RETURNING: whoever tells may not read what others told.
    """
    rows = [(uuid.uuid4(), type, tenant, subject, at, json.dumps(data, ensure_ascii=False))
            for type, tenant, subject, at, data in events]  # fmt: skip
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO trust_outboxevent (event, type, tenant, subject, at, data)"
                " VALUES (%s, %s, %s, %s, %s, %s::jsonb)",
                rows,
            )


def take_told(most: int = 1_000) -> list[Told]:
    """The longest-waiting events, taken from the outbox in the caller's transaction: if it fails they wait again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH waiting AS MATERIALIZED ("
            "SELECT id FROM trust_outboxevent ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED),"
            " taken AS (DELETE FROM trust_outboxevent AS row USING waiting WHERE row.id = waiting.id"
            " RETURNING row.id, event::text, type, tenant, subject, to_json(at) #>> '{}' AS at, data::text)"
            " SELECT event, type, tenant, subject, at, data FROM taken ORDER BY id",
            [most],
        )
        rows = cursor.fetchall()
    return [Told(id, type, tenant, subject, at, json.loads(data)) for id, type, tenant, subject, at, data in rows]
