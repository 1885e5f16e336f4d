"""Where a resident stands, what changed, and why: the reasons are worked out when somebody reads."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection

from madang.entitlements.models import StandingAnswer, StandingChange
from madang.entitlements.reasons import reasons_between
from madang.entitlements.whole import on_all_facts
from madang.facts.service import family_as_known
from madang.rules.service import Answer, Rulebook, check, names_read

_LATEST = "SELECT id FROM entitlements_standingchange WHERE resident = %s ORDER BY known_at DESC, id DESC LIMIT 1"
"""As text: making it anew out of objects took longer than asking it."""


def standing_of(resident: str) -> list[StandingAnswer]:
    """Where the resident stands with each service, by its id. One query."""
    return list(StandingAnswer.objects.filter(resident=resident).order_by("service"))


def changes_of(resident: str, *, most: int | None = None) -> list[StandingChange]:
    """What the resident is told, the latest first (that of `latest_change`); at most so many. One query."""
    return list(StandingChange.objects.filter(resident=resident).order_by("-known_at", "-pk")[:most])


def change_of(resident: str, change: int) -> StandingChange | None:
    """One of them, if it is the resident's. One query."""
    return StandingChange.objects.filter(resident=resident, pk=change).first()


def latest_change(resident: str) -> int:
    """The id of what the resident was told last, 0 for nothing yet: cheap to ask again and again. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [resident])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def reasons_of_change(rulebook: Rulebook, change: StandingChange) -> dict[str, Any]:
    """The clauses that turned and the values that are others now (see reasons.py), with their law.

    From what was known before and after. Raises ProblemsFound where either cannot be true.
    """
    before = _answer(rulebook, change, change.on_before, change.known_from)
    return reasons_between(before, _answer(rulebook, change, change.on, change.known_at))


def _answer(rulebook: Rulebook, change: StandingChange, on: dt.date, known_at: dt.datetime) -> Answer:
    names = names_read(rulebook, change.service)
    with on_all_facts():
        family = family_as_known(rulebook, change.resident, on, known_at, names=names).family
    return check(rulebook, family, [change.service])[0]
