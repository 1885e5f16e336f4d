"""How the log and the outbox keep up: counts and ages for whoever runs the house, nothing of anybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from madang.trust.context import entered
from madang.trust.principals import system

WORKER = system("figures")


@dataclass(frozen=True, slots=True)
class LogFigures:
    """logs: trees; entries: places in all of them. waiting: entries without a place, since when the oldest.

    signed_at: of the newest head. agreed_at: when a witness last signed one. unagreed: logs whose newest head no
    witness has signed; unagreed_since: when the oldest head without a witness was signed by the log.
    """

    logs: int
    entries: int
    waiting: int
    waiting_since: dt.datetime | None
    signed_at: dt.datetime | None
    agreed_at: dt.datetime | None
    unagreed: int
    unagreed_since: dt.datetime | None


_HEADS = """
WITH newest AS (
    SELECT t.tenant, h.size, h.at FROM (SELECT DISTINCT tenant FROM trust_logkey) t
    CROSS JOIN LATERAL (SELECT size, at FROM trust_storedhead WHERE tenant = t.tenant ORDER BY size DESC LIMIT 1) h
), seen AS (
    SELECT n.*, a.size AS agreed, a.at AS agreed_at FROM newest n
    LEFT JOIN LATERAL (
        SELECT size, at FROM trust_cosignature WHERE tenant = n.tenant ORDER BY size DESC LIMIT 1) a ON true
), late AS (
    SELECT s.*, (SELECT h.at FROM trust_storedhead h WHERE h.tenant = s.tenant AND h.size > coalesce(s.agreed, -1)
                 ORDER BY h.size LIMIT 1) AS since FROM seen s
)
SELECT count(*), coalesce(sum(size), 0)::bigint, max(at), to_timestamp(max(agreed_at)), count(since), min(since)
FROM late
"""


def log_figures() -> LogFigures:
    """Of all logs of the installation. Two queries in a transaction of their own, however long the logs are."""
    with entered(WORKER), connection.cursor() as cursor:
        cursor.execute(_HEADS)
        logs, entries, signed_at, agreed_at, unagreed, since = cursor.fetchone() or (0, 0, None, None, 0, None)
        cursor.execute("SELECT count(*), min(e.at) FROM trust_waiting w JOIN trust_entry e ON e.id = w.entry_id")
        waiting, waiting_since = cursor.fetchone() or (0, None)
    return LogFigures(logs, entries, waiting, waiting_since, signed_at, agreed_at, unagreed, since)


def outbox_figures() -> tuple[int, dt.datetime | None]:
    """(events that nobody has carried on yet, the oldest's time). One query in a transaction of its own."""
    with entered(WORKER), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(at) FROM trust_outboxevent")
        count, oldest = cursor.fetchone() or (0, None)
    return int(count), oldest
