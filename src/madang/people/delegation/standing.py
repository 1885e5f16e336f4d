"""What a delegation is at a moment, whatever has been written down since; and the same as a filter for lists."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from django.db.models import Exists, OuterRef, Q

from madang.people.kinds import DAYS_TO_ANSWER
from madang.people.models import Delegation, Restriction

Stands = Literal["active", "offered", "not_yet", "withdrawn", "expired", "refused"]


def stands(row: Delegation, at: dt.datetime) -> Stands:
    """At a moment, past or future. Beginnings count, ends do not; not_yet: agreed, and begins later."""
    if row.ended_at is not None and row.ended_at <= at:
        return "withdrawn" if row.state == "withdrawn" else "refused" if row.state == "refused" else "expired"
    if (row.valid_to is not None and row.valid_to <= at) or at >= lapses_at(row):
        return "expired"
    if row.answered_at is None or at < row.answered_at:
        return "offered" if row.proposed_at <= at else "not_yet"
    return "active" if row.valid_from <= at else "not_yet"


def lapses_at(row: Delegation) -> dt.datetime:
    """Until when a proposal waits for its answer; for one that was answered, never."""
    if row.answered_at is not None:
        return dt.datetime.max.replace(tzinfo=dt.UTC)
    return row.proposed_at + dt.timedelta(days=DAYS_TO_ANSWER)


def active_at(at: dt.datetime) -> Q:
    """The same as stands(row, at) == "active", for the database."""
    return (
        Q(answered_at__lte=at, valid_from__lte=at)
        & (Q(valid_to=None) | Q(valid_to__gt=at))
        & (Q(ended_at=None) | Q(ended_at__gt=at))
    )


def kept_away_at(at: dt.datetime) -> Exists:
    """Whether an order keeps the holder away from the giver at the moment, as an annotation."""
    return Exists(
        Restriction.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=at),
            person=OuterRef("giver"),
            against=OuterRef("holder"),
            valid_from__lte=at,
        )
    )
