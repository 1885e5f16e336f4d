"""Which decisions in force a changed fact or a changed law can have reached; the others are not worked out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import TruncMonth

from madang.entitlements.decisions.replay import closure_today
from madang.entitlements.models import Decision
from madang.facts.service import recorded_since
from madang.rules.service import Rulebook, names_read

SLACK = dt.timedelta(hours=1)
"""A batch counts from before its transaction ends: what was recorded this long before a decision may not be in it."""

BATCH = 1_000
"""Decisions read at a time."""

LAW, FACTS, BOTH = "law", "facts", "both"
Touched = dict[str, dict[str, list[tuple[dt.datetime, int]]]]


class Affected(NamedTuple):
    """A decision that may be another today, and what reached it: law, facts or both."""

    decision: Decision
    because: str


def in_force(services: Collection[str] | None = None) -> QuerySet[Decision]:
    """The latest decision for each person, service and month, in this order. One query, when it is read."""
    rows = Decision.objects.annotate(month=TruncMonth("date"))
    if services is not None:
        rows = rows.filter(service__in=list(services))
    return rows.order_by("subject", "service", "month", "-pk").distinct("subject", "service", "month")


def affected(rulebook: Rulebook, decisions: Iterable[Decision]) -> Iterator[Affected]:
    """Those that could be other: their closure is another one now, or a fact they read was recorded since.

    Memory is that of a batch; one query for each.
    """
    looking, rest = _Looking(rulebook), iter(decisions)
    while batch := list(islice(rest, BATCH)):
        yield from looking.at(batch)


class _Looking:
    """Remembers what a service reads, and its closure on a day."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._closures: dict[tuple[str, dt.date], str | None] = {}
        self._names: dict[str, frozenset[str]] = {}

    def at(self, batch: Sequence[Decision]) -> Iterator[Affected]:
        """Those of a batch."""
        subjects = {subject for one in batch for subject in one.subjects}
        touched = recorded_since(min(one.known_at for one in batch) - SLACK, subjects)
        for one in batch:
            law = self._closure(one.service, one.date) != one.closure
            facts = _reached(one, touched, self._read(one.service))
            if law or facts:
                yield Affected(one, BOTH if law and facts else LAW if law else FACTS)

    def _closure(self, service: str, date: dt.date) -> str | None:
        if (service, date) not in self._closures:
            self._closures[service, date] = closure_today(self._rulebook, service, date)
        return self._closures[service, date]

    def _read(self, service: str) -> frozenset[str]:
        if service not in self._names:
            there = service in self._rulebook.pack.services
            self._names[service] = names_read(self._rulebook, service) if there else frozenset()
        return self._names[service]


def _reached(decision: Decision, touched: Touched, names: frozenset[str]) -> bool:
    seen, since = set(decision.facts), decision.known_at - SLACK
    return any(
        at > decision.known_at or (at > since and id not in seen)
        for subject in decision.subjects
        for name, facts in touched.get(subject, {}).items()
        if name in names or name.startswith("relation.") or name == "person.residence"
        for at, id in facts
    )
