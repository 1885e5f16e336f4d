"""Writers of one person's facts take turns, so that the later one is also recorded later and sees the other's rows."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Collection, Iterable

from django.db import connection

_family_of_locks = 0x4D414441
_buckets = 256
"""Locks are few however many subjects a batch has; who shares a bucket only waits."""


def take_turns(subjects: Iterable[str], superseding: Collection[int] = ()) -> tuple[dt.datetime, int | None]:
    """Waits until nobody else writes about any of the subjects; returns the moment after that, by the database's clock,
    and which of the facts in `superseding` somebody superseded before (None: none of them). One query.

    The moment is later than everything in the log, even when the machine's clock was set back. Inside a transaction,
    until its end. Buckets are taken in order, so that two batches never wait for each other.
    """
    buckets = sorted({zlib.crc32(subject.encode()) % _buckets for subject in subjects})
    with connection.cursor() as cursor:
        # Two statements, the second of which sees what was committed while the first one waited; one way to go.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, bucket) FROM unnest(%s::int[]) AS bucket;"
            " SELECT greatest(clock_timestamp(), (SELECT max(recorded_at) + interval '1 microsecond' FROM facts_fact)),"
            " (SELECT supersedes_id FROM facts_fact WHERE supersedes_id = ANY(%s::bigint[]) LIMIT 1)",
            [_family_of_locks, buckets, list(superseding)],
        )
        cursor.nextset()
        moment, taken = cursor.fetchone()
    return moment, taken
