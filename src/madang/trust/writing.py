"""Rows into the log, in the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from madang.trust.log_row import LogRow
from madang.trust.models import Entry

CHANNEL = "madang_log"


def write(rows: Sequence[LogRow]) -> list[int]:
    """Their ids. The sequencer is woken when the transaction commits. Two queries for up to 2,000 rows."""
    made = Entry.objects.bulk_create([Entry(**row._asdict()) for row in rows], batch_size=2_000)
    if made:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return [entry.pk for entry in made]
