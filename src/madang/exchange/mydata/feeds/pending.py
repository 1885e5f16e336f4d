"""What an agency still owes: kept, asked for again after a pause that grows, told to whoever waits."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Min

from madang.exchange.mydata.feeds.held import HOLDS
from madang.exchange.mydata.fetching.gathering import Failed
from madang.exchange.mydata.fetching.wanted import Refusal, Wanted
from madang.exchange.mydata.models import Feed, PendingFetch
from madang.exchange.mydata.purposes import agency_label
from madang.exchange.mydata.whole import on_everybody
from madang.rules.service import Label

FIRST, LONGEST = dt.timedelta(minutes=1), dt.timedelta(hours=6)


def keep_waiting(wanted: Sequence[Wanted], failed: Iterable[Failed], answered: Iterable[str], at: dt.datetime) -> None:
    """Keeps what failed agencies owe and drops what the others owed. In the caller's transaction; two queries."""
    got = list(answered)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM mydata_pendingfetch AS row USING unnest(%s::text[], %s::text[], %s::text[])"
            " AS key (applicant, purpose, application) WHERE row.agency = ANY(%s) AND row.applicant = key.applicant"
            " AND row.purpose = key.purpose AND row.application = key.application",
            [[one.applicant for one in wanted], [",".join(one.purposes) for one in wanted],
             [one.application for one in wanted], got],
        )  # fmt: skip
        rows: list[tuple[Any, ...]] = [
            (fail.agency, one.applicant, ",".join(one.purposes), one.application, one.tenant,
             json.dumps(None if one.persons is None else list(one.persons)), one.since,
             "quarantined" if fail.why in HOLDS else fail.why, at,
             None if fail.why in (*HOLDS, "quarantined") else at + FIRST)
            for fail in failed for one in wanted
            if one.agencies is None or fail.agency in one.agencies
        ]  # fmt: skip
        if not rows:
            return
        cursor.executemany(
            "INSERT INTO mydata_pendingfetch (agency, applicant, purpose, application, tenant, persons, since_day,"
            " reason, attempts, waiting_since, retry_at) VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s, %s, 0, %s, %s)"
            " ON CONFLICT (agency, applicant, purpose, application) DO UPDATE SET reason = excluded.reason,"
            " attempts = mydata_pendingfetch.attempts + 1, retry_at = CASE WHEN excluded.retry_at IS NULL THEN NULL"
            " ELSE excluded.waiting_since"
            " + make_interval(secs => least(%s, %s * power(2, least(mydata_pendingfetch.attempts + 1, 20)))) END",
            [(*row, LONGEST.total_seconds(), FIRST.total_seconds()) for row in rows],
        )


def due(most: int, at: dt.datetime) -> list[PendingFetch]:
    """What may be asked for again, taken by one worker only, until its transaction ends. One query."""
    rows = PendingFetch.objects.filter(retry_at__lte=at).order_by("retry_at")
    return list(rows.select_for_update(skip_locked=True)[:most])


@dataclass(frozen=True, slots=True)
class Waiting:
    """An agency that an application waits for. reason: asked, down, slow, wrong, stale, quarantined. again: None: a
    person."""

    agency: str
    agency_label: Label
    reason: str
    since: dt.datetime
    again: dt.datetime | None

    @property
    def label(self) -> Label:
        """For the resident."""
        why = Refusal("", (), f"agency_{self.reason}", self.agency).label
        if self.reason == "asked":
            return why
        if self.again is None:
            return Label(
                f"{why.ko} 확인이 끝나면 저절로 이어집니다. 신청은 그대로 있고 다시 낼 것은 없습니다.",
                f"{why.en} It goes on by itself afterwards. Your application stays; there is nothing to hand in again.",
            )
        return Label(
            f"{why.ko} 저절로 다시 물어봅니다. 신청은 그대로 있고 다시 낼 것은 없습니다.",
            f"{why.en} It is asked again by itself. Your application stays; there is nothing to hand in again.",
        )


def waiting_for(application: str, applicant: str = "") -> list[Waiting]:
    """What an application (or an applicant without one) waits for, in whose context it runs. One query."""
    rows = PendingFetch.objects.filter(application=application) if application else PendingFetch.objects.filter(
        applicant=applicant
    )  # fmt: skip
    return [
        Waiting(row.agency, agency_label(row.agency), row.reason, row.waiting_since, row.retry_at)
        for row in rows.order_by("waiting_since", "agency")
    ]


def owed_figures() -> list[tuple[str, int, dt.datetime]]:
    """(reason, how many fetches, since when the oldest waits). One query in a transaction of its own."""
    with on_everybody():
        rows = PendingFetch.objects.values_list("reason").annotate(n=Count("pk"), since=Min("waiting_since"))
        return [(reason, count, since) for reason, count, since in rows.order_by("reason")]


def quarantined_now() -> set[str]:
    """Agencies that are not asked. One query."""
    return set(Feed.objects.filter(released_at=None).values_list("agency", flat=True))
