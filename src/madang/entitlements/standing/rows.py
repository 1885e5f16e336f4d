"""Standings between the engine and the database's rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter

from madang.entitlements.models import Resident, StandingAnswer, StandingChange
from madang.entitlements.standing.differences import QUESTION, kind_of, shown
from madang.entitlements.standing.evaluator import Stand

COLUMNS = ("status", "low", "high", "per", "missing", "closure", "reads", "look_again", "faulty")


def row_of(resident: str, service: str, stand: Stand, look_again: dt.date) -> StandingAnswer:
    """The row that keeps a stand."""
    return StandingAnswer(
        resident_id=resident, service=service, status=stand.status, low=stand.low, high=stand.high, per=stand.per,
        missing=list(stand.missing), closure=stand.closure, reads=sorted({name for name, _ in stand.reads}),
        look_again=look_again, faulty=stand.fault is not None,
    )  # fmt: skip


def stand_of(row: StandingAnswer) -> Stand:
    """What a row tells of a stand: all but whose facts were looked at."""
    return Stand(row.status, row.low, row.high, row.per, tuple(row.missing), row.closure, frozenset())


def change_of(
    resident: Resident, service: str, before: Stand, after: Stand, on: dt.date, known_at: dt.datetime
) -> StandingChange | None:
    """What the resident is told of the difference, if it is one to be told."""
    kind = kind_of(before, after)
    if kind is None:
        return None
    return StandingChange(
        resident=resident.pk, service=service, kind=kind, before=shown(before), after=shown(after),
        question=after.missing[0] if kind == QUESTION else "", on_before=resident.on, on=on,
        known_from=resident.known_at, known_at=known_at,
    )  # fmt: skip


told_by = attrgetter(*COLUMNS)
"""All that a row tells, in order: rows that tell the same need no writing."""


def rows_by_resident(residents: Iterable[Resident]) -> dict[str, dict[str, StandingAnswer]]:
    """The rows of these residents by service. One query."""
    found: dict[str, dict[str, StandingAnswer]] = {resident.pk: {} for resident in residents}
    for row in StandingAnswer.objects.filter(resident__in=list(found)):
        found[row.resident_id][row.service] = row
    return found


def write(rows: Iterable[StandingAnswer]) -> None:
    """Puts rows in place of those that are there. One query for every 2,000."""
    StandingAnswer.objects.bulk_create(
        rows, batch_size=2_000, update_conflicts=True, unique_fields=["resident", "service"], update_fields=COLUMNS
    )
