"""Rebuild the current view from the log, or only tell whether it is what the log says."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from django.db import connection

from madang.facts.models import Current
from madang.facts.projection import folded_log
from madang.facts.whole import on_all_facts


def differences() -> int:
    """How many rows the current view has too many or too few, compared with the log; 0 is equal. Changes nothing."""
    count: Counter[tuple[object, ...]] = Counter()
    with on_all_facts():
        _writers_wait("SHARE")
        count.update(_said(row) for row in folded_log())
        count.subtract(_said(row) for row in Current.objects.iterator(chunk_size=5_000))
    return sum(abs(number) for number in count.values())


def rebuild() -> int:
    """Makes the current view anew; returns its rows. Writers wait, readers see the old one until it is done."""
    with on_all_facts():
        _writers_wait("SHARE ROW EXCLUSIVE")
        Current.objects.all().delete()
        made, rows = 0, folded_log()
        while chunk := list(islice(rows, 5_000)):
            Current.objects.bulk_create(chunk)
            made += len(chunk)
    return made


def _writers_wait(mode: str) -> None:
    """Every writer changes the projection before it commits; whoever has not yet done so is not in the log either."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE facts_current IN {mode} MODE")


def _said(row: Current) -> tuple[object, ...]:
    return row.fact_id, row.subject, row.name, row.object, row.valid_from, row.valid_to
