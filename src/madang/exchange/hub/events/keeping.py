"""Writing an event into the inbox, or into quarantine, in somebody's transaction. SQL shared by gateway and door."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection

from madang.exchange.hub.events.reading import Incoming, NotAcceptable

Name = tuple[str, str]
"""Of an event: its source, and the id it has there."""
CHANNEL = "madang_hub_events"
"""NOTIFY carries the subscription's code."""

KEEP = """
WITH told AS (
    SELECT * FROM ROWS FROM (json_to_recordset(%s::json) AS (
        source varchar, id varchar, type varchar, "time" timestamptz, publisher varchar, subject_key varchar,
        event jsonb, digest varchar, subscribers text[])) WITH ORDINALITY
), kept AS (
    INSERT INTO hub_event
        (source, event_id, type, time, accepted_at, publisher, subject_key, event, digest, transaction)
    SELECT source, id, type, time, now(), publisher, subject_key, event, digest, pg_current_xact_id()::text::bigint
    FROM told ORDER BY ordinality
    ON CONFLICT (source, event_id) DO NOTHING RETURNING id, source, event_id, subject_key
), queued AS (
    INSERT INTO hub_delivery (subscription, event_id, subject_key)
    SELECT code, kept.id, kept.subject_key
    FROM kept JOIN told ON (told.source, told.id) = (kept.source, kept.event_id), unnest(told.subscribers) code
    ORDER BY kept.id RETURNING subscription
), rung AS (
    SELECT count(pg_notify('madang_hub_events', subscription)) FROM (SELECT DISTINCT subscription FROM queued) whom
)
SELECT source, event_id, (SELECT * FROM rung) FROM kept
"""
BEFORE = """
SELECT source, event_id, digest FROM hub_event
WHERE (source, event_id) IN (SELECT * FROM unnest(%s::varchar[], %s::varchar[]))
"""
QUARANTINE = """
INSERT INTO hub_quarantined (at, publisher, reason, ko, en, fields, body, digest, state, decided_by)
VALUES (now(), %(publisher)s, %(reason)s, %(ko)s, %(en)s, %(fields)s::jsonb, %(body)s, %(digest)s, 'waiting', '')
ON CONFLICT (publisher, digest) WHERE state = 'waiting' DO NOTHING
"""
REUSED = NotAcceptable(
    "reused_id", "같은 source와 id로 다른 내용이 왔습니다.", "Something else came before with this source and id."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """An event as its publisher sent it, by itself. found: what it says, or why it cannot be accepted."""

    publisher: str
    headers: Mapping[str, str]
    body: bytes
    found: Incoming | NotAcceptable


def kept_as(events: Iterable[Incoming]) -> list[Any]:
    """Parameters of KEEP. No source and id twice."""
    rows = [
        {"source": one.source, "id": one.id, "type": one.type, "time": one.time.isoformat(),
         "publisher": one.publisher, "subject_key": one.subject_key, "digest": one.digest, "event": one.event,
         "subscribers": one.subscribers}
        for one in events
    ]  # fmt: skip
    return [json.dumps(rows, ensure_ascii=False)]


def looked_up_as(names: Iterable[Name]) -> list[Any]:
    """Parameters of BEFORE."""
    there = list(names)
    return [[source for source, _ in there], [id for _, id in there]]


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


async def keep(connection: AsyncConnection[Any], messages: Sequence[Judged]) -> None:
    """Into the inbox and to its subscribers, in this order; what cannot be accepted into quarantine.

    Again: nothing; with another content: into quarantine. One query where all of it is new.
    """
    first: dict[Name, Incoming] = {}
    for found in (one.found for one in messages):
        if isinstance(found, Incoming):
            first.setdefault((found.source, found.id), found)
    digests = await _kept(connection, first) if first else {}
    for one in messages:
        found = one.found
        if isinstance(found, NotAcceptable):
            await _set_aside(connection, one, found)
        elif digests.get((found.source, found.id)) != found.digest:
            await _set_aside(connection, one, REUSED)


async def _kept(connection: AsyncConnection[Any], events: Mapping[Name, Incoming]) -> dict[Name, str]:
    """The digests of what is in the inbox now under these names, whenever it came."""
    new = await (await connection.execute(KEEP, kept_as(events.values()))).fetchall()
    digests = {(source, id): events[source, id].digest for source, id, _ in new}
    if len(digests) < len(events):
        looked_up = looked_up_as(name for name in events if name not in digests)
        before = await (await connection.execute(BEFORE, looked_up)).fetchall()
        digests |= {(source, id): digest for source, id, digest in before}
    return digests


async def _set_aside(connection: AsyncConnection[Any], one: Judged, why: NotAcceptable) -> None:
    await connection.execute(QUARANTINE, quarantined_as(why, one.publisher, one.headers, one.body))
