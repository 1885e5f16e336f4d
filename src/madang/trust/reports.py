"""Reports of looks that somebody thinks wrong, as they are read: by whoever wrote them, and by the privacy officer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from madang.trust.models import LookReport

MOST = 200


@dataclass(frozen=True, slots=True)
class Report:
    """state: open or answered. answered_at: None while it is open. subject: whom the entry is about."""

    id: int
    entry: int
    tenant: str
    words: str
    said_at: dt.datetime
    answer: str
    answered_at: dt.datetime | None
    subject: str

    @property
    def state(self) -> str:
        """open or answered."""
        return "open" if self.answered_at is None else "answered"


def reports_on(entries: Collection[int]) -> dict[int, Report]:
    """By entry, those that are there for whoever asks. One query."""
    return {row.entry_id: _report(row) for row in LookReport.objects.filter(entry__in=list(entries))}


def report_of(id: int) -> Report | None:
    """One, if it is there for whoever asks. One query."""
    row = LookReport.objects.filter(pk=id).first()
    return None if row is None else _report(row)


def reports_to(tenant: str, *, answered: bool = False) -> list[Report]:
    """What waits for the privacy officer of a tenant, the longest first; or what was answered, the latest first.

    At most 200. Within the officer's context. One query.
    """
    rows = LookReport.objects.filter(tenant=tenant, answered_at__isnull=not answered)
    return [_report(row) for row in rows.order_by("-answered_at" if answered else "id")[:MOST]]


def _report(row: LookReport) -> Report:
    return Report(row.pk, row.entry_id, row.tenant, row.words, row.said_at, row.answer, row.answered_at, row.subject)
