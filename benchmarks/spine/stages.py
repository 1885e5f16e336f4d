"""When each step of an event was committed, read from the database after the run (track_commit_timestamp)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from benchmarks.spine.expected import Alert
from benchmarks.spine.planned import CHANGES, COPY, Planned

EVERYTHING = (
    "SELECT set_config('madang.tenants', '*', false), set_config('madang.units', '*', false),"
    " set_config('madang.subjects', '*', false)"
)
_COUNT = {
    "events": "SELECT count(*) FROM hub_event",
    "waiting": "SELECT (SELECT count(*) FROM hub_delivery) + (SELECT count(*) FROM facts_change)",
    "unplaced": "SELECT count(*) FROM trust_waiting",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """Where tables ended before the run."""

    fact: int
    change: int
    entry: int


@dataclass(slots=True)
class Told:
    """An alert as the database has it. at: Unix time of the commit."""

    id: int
    alert: Alert
    at: float


@dataclass(slots=True)
class Stages:
    """Seconds after the hub's acceptance, by stage; accepted: place in the plan → Unix time. alerts: all of the run."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    accepted: dict[int, float] = field(default_factory=dict)
    alerts: list[Told] = field(default_factory=list)


def opened(url: str) -> psycopg.Connection[Any]:
    """As the application's role, in a context that sees everybody."""
    connection = psycopg.connect(url, autocommit=True)
    connection.execute(EVERYTHING)
    return connection


def count(connection: psycopg.Connection[Any], what: str) -> int:
    """events accepted; waiting to be absorbed or followed; unplaced entries of the log."""
    row = connection.execute(_COUNT[what]).fetchone()  # type: ignore[call-overload]
    return int(row[0])


def marks(connection: psycopg.Connection[Any]) -> Marks:
    """Now."""
    tables = ("facts_fact", "entitlements_standingchange", "trust_entry")
    found = [connection.execute(f"SELECT coalesce(max(id), 0) FROM {one}").fetchone() for one in tables]  # type: ignore[call-overload]  # noqa: S608
    return Marks(*(row[0] for row in found if row is not None))


def read(
    connection: psycopg.Connection[Any], plan: Sequence[Planned], begun: float, before: Marks,
    numbers: Mapping[str, str],
) -> Stages:  # fmt: skip
    """numbers: person → register number of the residents. begun: Unix time of the plan's first event."""
    found = Stages()
    events = {
        id: (at, committed)
        for id, at, committed in connection.execute(
            "SELECT event_id, extract(epoch FROM accepted_at)::float,"
            " extract(epoch FROM pg_xact_commit_timestamp(xmin))::float FROM hub_event WHERE event_id LIKE 'load-%'"
        )
    }
    persons = {number: person for person, number in numbers.items()}
    looked = _by_subject(connection, _LOOKED, before.entry)
    written = _by_subject(connection, _WRITTEN, before.fact)
    for place, one in enumerate(plan):
        if one.sort == COPY or one.event["id"] not in events:
            continue
        at, committed = events[one.event["id"]]
        found.accepted[place] = at
        found.seconds["due to accepted"].append(at - begun - one.at)
        found.seconds["queued"].append(committed - at)
        applicant = persons.get(str(one.event["data"].get("mother") or one.number), "")
        _first(found.seconds["looked into (all events)"], looked.get(applicant, ()), at)
        if one.sort == CHANGES and one.kind != "move":
            _first(found.seconds["facts (births, lost jobs)"], written.get(applicant, ()), at)
    rows = connection.execute(
        "SELECT id, resident, service, kind, before, after, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float"
        " FROM entitlements_standingchange WHERE id > %s ORDER BY id",
        [before.change],
    )
    for id, resident, service, kind, then, now, at in rows:
        shown = numbers.get(resident, resident)
        found.alerts.append(Told(id, Alert(shown, service, kind, tuple(then), tuple(now)), at))
    return found


_LOOKED = (
    "SELECT subject, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float FROM trust_entry"
    " WHERE id > %s AND kind = 'disclosure' AND name = 'mydata.fetch' ORDER BY id"
)
_WRITTEN = (
    "SELECT subject, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float FROM facts_fact WHERE id > %s"
    " ORDER BY id"
)


def _by_subject(connection: psycopg.Connection[Any], query: str, after: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for subject, at in connection.execute(query, [after]):  # type: ignore[call-overload]
        found.setdefault(subject, []).append(at)
    return found


def _first(into: list[float], times: Sequence[float], after: float) -> None:
    """The first commit about the person after the event was accepted."""
    later = min((at for at in times if at >= after), default=None)
    if later is not None:
        into.append(later - after)
