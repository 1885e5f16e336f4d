"""Enrol residents, follow changes of facts, and look again when the day or the law has moved on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db.models import Q
from django.db.models.expressions import RawSQL

from madang.entitlements.decisions.replay import closure_today
from madang.entitlements.models import Resident, StandingAnswer
from madang.entitlements.standing.local import may_have_moved
from madang.entitlements.standing.reach import reach_of
from madang.entitlements.standing.reassess import Moved, reassess
from madang.entitlements.standing.remembered import Remembered
from madang.entitlements.standing.rows import Row
from madang.entitlements.whole import on_all_facts
from madang.facts.service import Changed, now, take_some
from madang.rules.service import Rulebook, services_everywhere, services_on

CHUNK = 200
"""Residents worked out in one transaction: what a crash loses is done again."""


def enrol(rulebook: Rulebook, people: Iterable[str], on: dt.date, *, remembered: Remembered | None = None) -> Moved:
    """Keeps the standing of people from now on, with every service in force on the day where each of them lives.

    Again is looking again."""
    remembered, moved = remembered or Remembered.for_once(rulebook), Moved()
    for chunk in _chunks(dict.fromkeys(people)):
        with on_all_facts():
            moment = now()
            residents = _locked(Q(pk__in=chunk))
            for id in chunk:
                residents.setdefault(id, Resident(pk=id, subjects=[id], on=on, known_at=moment))
            services = [service.id for service in services_everywhere(rulebook, on)]
            moved += reassess(rulebook, dict.fromkeys(chunk, services), residents, on, moment, remembered)
    return moved


def follow_changes(
    rulebook: Rulebook, on: dt.date, *, most: int = 1_000, remembered: Remembered | None = None
) -> Moved | None:
    """Takes waiting changes of facts and works out what they can reach; None when none is waiting.

    All in one transaction: what fails waits again. Standings kept for an earlier day are brought to `on` as far as they
    are worked out at all; :func:`look_again_on` does the rest. Whoever calls again and again hands over what it
    remembers; what came before is then neither worked out nor read a second time.
    """
    remembered = remembered or Remembered.for_once(rulebook)
    with on_all_facts():
        taken = take_some(most)
        if not taken.changes:
            return None
        touched = _names_by_subject(taken.changes)
        around = RawSQL("SELECT madang_residents_around(%s::text[])", [list(touched)])
        residents = _locked(Q(pk__in=around))
        rows = remembered.rows.of(residents)
        wanted = dict[str, list[str]]()
        for id, resident in residents.items():
            names = {name for subject in resident.subjects for name in touched.get(subject, ())}
            services = [service for service, row in rows[id].items() if _reaches(rulebook, names, service, row)]
            if services or may_have_moved(rulebook, names):
                wanted[id] = services
        moved = reassess(rulebook, wanted, {id: residents[id] for id in wanted}, on, now(), remembered)
        moved.more = taken.more
        return moved


def look_again_on(rulebook: Rulebook, on: dt.date, *, remembered: Remembered | None = None) -> Moved:
    """Works out what a day that has come, or another law, may have changed: birthdays, new years, deadlines."""
    remembered, moved = remembered or Remembered.for_once(rulebook), Moved()
    due = StandingAnswer.objects.filter(_due(rulebook, on), service__in=rulebook.pack.services).order_by("resident")
    wanted: dict[str, list[str]] = {}
    with on_all_facts():
        for id, service in due.values_list("resident", "service"):
            wanted.setdefault(id, []).append(service)
    for chunk in _chunks(wanted):
        with on_all_facts():
            residents = _locked(Q(pk__in=chunk))
            moved += reassess(rulebook, {id: wanted[id] for id in chunk}, residents, on, now(), remembered)
    return moved


def _due(rulebook: Rulebook, on: dt.date) -> Q:
    """Rows whose day has come, or whose law is another one in today's rulebook."""
    found = Q(look_again__lte=on)
    for service in services_on(rulebook, on):
        closure = closure_today(rulebook, service.id, on)
        found |= Q(service=service.id) & ~Q(closure=closure)
    return found


def _reaches(rulebook: Rulebook, names: set[str], service: str, row: Row) -> bool:
    if service not in rulebook.pack.services:  # its pack was taken away; the row waits for it to come back
        return False
    if row.faulty or not names.isdisjoint(row.reads):
        return True
    reach = reach_of(rulebook)
    return any(reach.decides_for_itself(name) and service in reach.readers(name) for name in names)


def _names_by_subject(changes: Sequence[Changed]) -> dict[str, set[str]]:
    """Names that changed, for persons and homes: both ends of a relation, and every home of a move."""
    found: dict[str, set[str]] = {}
    for change in changes:
        for one in filter(None, (change.subject, change.other)):
            found.setdefault(one, set()).add(change.name)
    return found


def _locked(which: Q) -> dict[str, Resident]:
    """Residents in one order, so that two workers never wait for each other in a circle."""
    return {one.pk: one for one in Resident.objects.filter(which).order_by("pk").select_for_update()}


def _chunks(people: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(people)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
