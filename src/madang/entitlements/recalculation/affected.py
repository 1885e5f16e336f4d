"""Which decisions in force a changed fact or a changed law can have reached; the others are not worked out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from django.db.models.functions import TruncMonth

from madang.entitlements.decisions.replay import closure_today
from madang.entitlements.models import Decision
from madang.facts.service import recorded_since
from madang.rules.service import Rulebook, names_read

SLACK = dt.timedelta(hours=1)
"""A batch counts from before its transaction ends: what was recorded this long before a decision may not be in it."""

LAW, FACTS, BOTH = "law", "facts", "both"
Touched = dict[str, dict[str, list[tuple[dt.datetime, int]]]]


class Affected(NamedTuple):
    """A decision that may be another today, and what reached it: law, facts or both."""

    decision: Decision
    because: str


def in_force(services: Collection[str] | None = None) -> list[Decision]:
    """The latest decision for each person, service and month. One query."""
    rows = Decision.objects.annotate(month=TruncMonth("date"))
    if services is not None:
        rows = rows.filter(service__in=list(services))
    return list(rows.order_by("subject", "service", "month", "-pk").distinct("subject", "service", "month"))


def affected(rulebook: Rulebook, decisions: Iterable[Decision]) -> Iterator[Affected]:
    """Those that could be other: their closure is another one now, or a fact they read was recorded since."""
    decisions = list(decisions)
    if not decisions:
        return
    touched = recorded_since(min(one.known_at for one in decisions) - SLACK)
    closures: dict[tuple[str, dt.date], str | None] = {}
    names: dict[str, frozenset[str]] = {}
    for one in decisions:
        asked = one.service, one.date
        if asked not in closures:
            closures[asked] = closure_today(rulebook, *asked)
        if one.service not in names:
            there = one.service in rulebook.pack.services
            names[one.service] = names_read(rulebook, one.service) if there else frozenset()
        law, facts = closures[asked] != one.closure, _reached(one, touched, names[one.service])
        if law or facts:
            yield Affected(one, BOTH if law and facts else LAW if law else FACTS)


def _reached(decision: Decision, touched: Touched, names: frozenset[str]) -> bool:
    seen, since = set(decision.facts), decision.known_at - SLACK
    return any(
        at > decision.known_at or (at > since and id not in seen)
        for subject in decision.subjects
        for name, facts in touched.get(subject, {}).items()
        if name in names or name.startswith("relation.") or name == "person.residence"
        for at, id in facts
    )
