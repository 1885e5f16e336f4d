"""What is there: the rows that a check needs, as plain values, read once in one transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from madang.trust.service import entered, system

CASE_EVENT = "kr.madang.case."


class Case(NamedTuple):
    """version: as many steps as were taken; decision: the id of what it rests on."""

    id: int
    number: str
    service: str
    state: str
    outcome: str
    version: int
    decision: int | None


class Change(NamedTuple):
    """What a resident was told. before, after: [status, low, high, missing]."""

    resident: str
    service: str
    kind: str
    before: list[Any]
    after: list[Any]


@dataclass(slots=True)
class Seen:
    """drafts: id → case. steps: (case, kind, by whom). letters: (case, kind). told: (event's type, its data). acts:
    (act, name, note) once each. decisions: id → key. events: (source, id). exchanges: ids. births: what the hub has,
    by number. people: person → how many. facts: (subject, name, object) of the court's, not superseded."""

    cases: list[Case] = field(default_factory=list)
    drafts: dict[str, int | None] = field(default_factory=dict)
    steps: list[tuple[int, str, str]] = field(default_factory=list)
    letters: list[tuple[int, str]] = field(default_factory=list)
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    acts: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    decisions: dict[int, str] = field(default_factory=dict)
    consents: list[tuple[int, str]] = field(default_factory=list)
    events: list[tuple[str, str]] = field(default_factory=list)
    exchanges: list[str] = field(default_factory=list)
    births: list[str] = field(default_factory=list)
    quarantined: int = 0
    people: dict[str, str] = field(default_factory=dict)
    children: list[tuple[str, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    standings: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    unplaced: int = 0
    waiting: dict[str, int] = field(default_factory=dict)


def look(numbers: tuple[str, ...] = ()) -> Seen:
    """Everything, whoever it is about. numbers: register numbers whose person is wanted."""
    from madang.people.service import persons_of_numbers

    with entered(system("kills")):
        return Seen(
            cases=[Case(*row) for row in _rows(
                "SELECT id, number, service, state, outcome, version, decision_id FROM casework_case ORDER BY id")],
            drafts={str(id): case for id, case in _rows('SELECT id, "case" FROM applications_draft')},
            steps=_rows("SELECT case_id, kind, actor FROM casework_step ORDER BY id"),
            letters=_rows("SELECT case_id, kind FROM casework_issuedletter ORDER BY id"),
            told=[(type, _json(data)) for type, data in _rows("SELECT type, data FROM trust_outboxevent ORDER BY id")],
            acts=[(act, name, _json(note) or {}) for act, name, note in _rows(
                "SELECT DISTINCT ON (act) act::text, name, body::json -> 'note' FROM trust_entry"
                " WHERE kind = 'act' AND body IS NOT NULL ORDER BY act, id")],
            decisions=dict(_rows("SELECT id, key FROM entitlements_decision")),
            consents=_rows("SELECT id, purpose FROM mydata_consent"),
            events=_rows("SELECT source, event_id FROM hub_event"),
            exchanges=[id for (id,) in _rows(
                "SELECT body::json ->> 'id' FROM trust_entry WHERE kind = 'exchange' AND body IS NOT NULL")],
            births=[number for (number,) in _rows(
                "SELECT event -> 'data' ->> 'number' FROM hub_event WHERE type = 'kr.madang.birth'")],
            quarantined=_rows("SELECT count(*) FROM hub_quarantined")[0][0],
            people=dict(persons_of_numbers(list(numbers))),
            children=_rows(
                "SELECT f.subject, f.object FROM facts_fact f WHERE f.name = 'relation.child' AND NOT f.retracts"
                " AND NOT EXISTS (SELECT 1 FROM facts_fact g WHERE g.supersedes_id = f.id)"),
            changes=[Change(a, b, c, _json(d), _json(e)) for a, b, c, d, e in _rows(
                "SELECT resident, service, kind, before, after FROM entitlements_standingchange ORDER BY id")],
            standings={(a, b): [c, d, e] for a, b, c, d, e in _rows(
                "SELECT resident_id, service, status, low, high FROM entitlements_standinganswer")},
            unplaced=_rows("SELECT count(*) FROM trust_entry e WHERE NOT EXISTS"
                           " (SELECT 1 FROM trust_leaf l WHERE l.entry_id = e.id)")[0][0],
            waiting=waiting(),
        )  # fmt: skip


def done_by_people() -> Counter[tuple[int, str]]:
    """Steps that somebody took beside those of the house itself and the receipt, by case and kind."""
    with entered(system("kills")):
        return of_people(_rows("SELECT case_id, kind, actor FROM casework_step"))


def of_people(steps: Iterable[tuple[int, str, str]]) -> Counter[tuple[int, str]]:
    """The same of steps at hand: what the house does of itself, and receipts, were acknowledged in another way."""
    return Counter((case, kind) for case, kind, by in steps if not by.startswith("system:") and kind != "receive")


def waiting() -> dict[str, int]:
    """What workers have still to take, by what it is; empty when nothing waits."""
    found = {
        "events": "SELECT count(*) FROM hub_delivery",
        "changes of facts": "SELECT count(*) FROM facts_change",
        "entries without a place": "SELECT count(*) FROM trust_waiting",
        "certificates": "SELECT count(*) FROM casework_case WHERE state = 'received'"
                        " AND service = 'resident_register_copy'",
    }  # fmt: skip
    with entered(system("kills")):
        counts = {name: int(_rows(words)[0][0]) for name, words in found.items()}
    return {name: count for name, count in counts.items() if count}


def tenants() -> tuple[str, ...]:
    """Whose logs there are."""
    with entered(system("kills")):
        return tuple(one for (one,) in _rows("SELECT DISTINCT tenant FROM trust_entry ORDER BY tenant"))


def _rows(words: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(words)
        return list(cursor.fetchall())


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
