"""Writers of one person's facts take turns, so that the later one is also recorded later and sees the other's rows."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable

from django.db import connection

_family_of_locks = 0x4D414441
_buckets = 256
"""Locks are few however many subjects a batch has; who shares a bucket only waits."""


def take_turns(subjects: Iterable[str]) -> dt.datetime:
    """Waits until nobody else writes about any of the subjects; returns the moment after that, by the database's clock.

    The moment is later than everything in the log, even when the machine's clock was set back. Inside a transaction,
    until its end. Buckets are taken in order, so that two batches never wait for each other.
    """
    buckets = sorted({zlib.crc32(subject.encode()) % _buckets for subject in subjects})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, bucket) FROM unnest(%s::int[]) AS bucket", [_family_of_locks, buckets]
        )
        cursor.execute(
            "SELECT greatest(clock_timestamp(), (SELECT max(recorded_at) + interval '1 microsecond' FROM facts_fact))"
        )
        row = cursor.fetchone()
    moment: dt.datetime = row[0]
    return moment
