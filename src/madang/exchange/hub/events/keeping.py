"""Writing an event into the inbox, or into quarantine, in somebody's transaction. SQL shared by gateway and door."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from psycopg import AsyncConnection

from madang.exchange.hub.events.reading import Incoming, NotAcceptable

CHANNEL = "madang_hub_events"
"""NOTIFY carries the subscription's code."""

KEEP = """
WITH kept AS (
    INSERT INTO hub_event
        (source, event_id, type, time, accepted_at, publisher, subject_key, event, digest, transaction)
    VALUES (%(source)s, %(id)s, %(type)s, %(time)s, now(), %(publisher)s, %(subject_key)s, %(event)s::jsonb, %(digest)s,
            pg_current_xact_id()::text::bigint)
    ON CONFLICT (source, event_id) DO NOTHING RETURNING id, subject_key
), queued AS (
    INSERT INTO hub_delivery (subscription, event_id, subject_key)
    SELECT code, kept.id, kept.subject_key FROM kept, unnest(%(subscribers)s::text[]) code RETURNING subscription
), told AS (
    SELECT count(pg_notify('madang_hub_events', subscription)) FROM queued
)
SELECT (SELECT id FROM kept), (SELECT * FROM told)
"""
BEFORE = "SELECT digest FROM hub_event WHERE source = %(source)s AND event_id = %(id)s"
QUARANTINE = """
INSERT INTO hub_quarantined (at, publisher, reason, ko, en, fields, body, digest, state, decided_by)
VALUES (now(), %(publisher)s, %(reason)s, %(ko)s, %(en)s, %(fields)s::jsonb, %(body)s, %(digest)s, 'waiting', '')
ON CONFLICT (publisher, digest) WHERE state = 'waiting' DO NOTHING
"""
REUSED = NotAcceptable(
    "reused_id", "같은 source와 id로 다른 내용이 왔습니다.", "Something else came before with this source and id."
)


def kept_as(event: Incoming) -> dict[str, Any]:
    """Parameters of KEEP."""
    return {
        "source": event.source, "id": event.id, "type": event.type, "time": event.time,
        "publisher": event.publisher, "subject_key": event.subject_key, "digest": event.digest,
        "event": json.dumps(event.event, ensure_ascii=False), "subscribers": list(event.subscribers),
    }  # fmt: skip


def quarantined_as(why: NotAcceptable, publisher: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """Parameters of QUARANTINE: everything needed to read it once more."""
    fields = {name: value.replace("\x00", "") for name, value in headers.items()
              if name.startswith("ce-") or name == "content-type"}  # fmt: skip
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    return {
        "publisher": publisher, "reason": why.reason, "ko": why.label.ko.replace("\x00", ""),
        "en": why.label.en.replace("\x00", ""), "fields": text, "body": body,
        "digest": hashlib.sha256(text.encode() + b"\n" + body).hexdigest(), "at": dt.datetime.now(dt.UTC),
    }  # fmt: skip


async def keep(connection: AsyncConnection[Any], event: Incoming, headers: Mapping[str, str], body: bytes) -> None:
    """Into the inbox and to its subscribers. Again: nothing; with another content: into quarantine."""
    cursor = await connection.execute(KEEP, kept_as(event))
    new = await cursor.fetchone()
    if new is not None and new[0] is not None:
        return
    before = await (await connection.execute(BEFORE, {"source": event.source, "id": event.id})).fetchone()
    if before is None or before[0] != event.digest:
        await connection.execute(QUARANTINE, quarantined_as(REUSED, event.publisher, headers, body))
