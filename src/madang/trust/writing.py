"""Rows into the log, in the transaction of what they tell of; and whether an act is there already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from madang.trust.log_row import LogRow
from madang.trust.models import Entry


def write(rows: Sequence[LogRow]) -> list[int]:
    """Their ids. One query for up to 2,000 rows; a sequencer that sleeps is woken when the transaction commits."""
    made = Entry.objects.bulk_create([Entry(**row._asdict()) for row in rows], batch_size=2_000)
    return [entry.pk for entry in made]


def acted_on(name: str, persons: Iterable[str]) -> set[str]:
    """Those of the persons about whom an act of this name is on record, where the caller sees it. One query."""
    found = Entry.objects.filter(kind="act", name=name, subject__in=[one for one in persons if one])
    return set(found.values_list("subject", flat=True))
