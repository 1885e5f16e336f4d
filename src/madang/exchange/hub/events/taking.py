"""Taking events inside: in the caller's transaction, so that what is done with one happens exactly once.

Who waits for them is rung by `trust.bell` on the channel madang_hub_events.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from madang.trust.service import entered, system

# Of several events about one person only the earliest is there to be taken, even while another worker holds it: its
# row is not gone before that worker commits.
_TAKE = """
WITH picked AS (
    SELECT d.id FROM hub_delivery d
    WHERE d.subscription = %s AND NOT EXISTS (
        SELECT 1 FROM hub_delivery e
        WHERE e.subscription = d.subscription AND e.subject_key = d.subject_key AND e.id < d.id)
    ORDER BY d.id LIMIT %s FOR UPDATE OF d SKIP LOCKED
), taken AS (DELETE FROM hub_delivery WHERE id IN (SELECT id FROM picked) RETURNING id, event_id)
SELECT e.id, e.source, e.event_id, e.type, e.time, e.accepted_at, e.publisher, e.event
FROM taken t JOIN hub_event e ON e.id = t.event_id ORDER BY t.id
"""


@dataclass(frozen=True, slots=True)
class TakenEvent:
    """An accepted event. event: the CloudEvent in its JSON format; position: its place in the inbox."""

    position: int
    source: str
    id: str
    type: str
    time: dt.datetime
    accepted_at: dt.datetime
    publisher: str
    event: dict[str, Any]


def take_events(subscription: str, most: int = 100) -> list[TakenEvent]:
    """Up to so many events that wait for a queued subscription, oldest first; at most one of each person.

    Call it inside `trust.entered(system(...))`: taken is what that transaction commits; when it fails they wait on.
    Workers beside each other take different ones. One query.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("events are taken in the transaction that acts on them")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [subscription, most])
        return [_taken(*row) for row in cursor.fetchall()]


def inbox_figures() -> tuple[int, dt.datetime | None]:
    """(events that a queued subscription has still to take, when the oldest was accepted). One query, its own
    transaction."""
    with entered(system("figures", tenants=("hub",), subjects=())), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(e.accepted_at) FROM hub_delivery d JOIN hub_event e ON e.id = d.event_id")
        count, oldest = cursor.fetchone() or (0, None)
    return int(count), oldest


def _taken(position: int, source: str, id: str, type: str, time: dt.datetime, at: dt.datetime, publisher: str,
           event: Any) -> TakenEvent:  # fmt: skip
    """Django's own connection gives JSON as text."""
    read = json.loads(event) if isinstance(event, str) else event
    return TakenEvent(position, source, id, type, time, at, publisher, read)
