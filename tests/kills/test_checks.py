"""The checks of the kills see what they are there for: a sound house has no anomaly, each breach has its own."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kills.checks import cases, life, logs
from tests.kills.checks.seen import Case, Change, Seen
from tests.kills.ledger import Ledger

NUMBER, DRAFT = "2026-48170-0000001", "d1"
NONE, YES = ["ineligible", None, None, 0], ["eligible", 100, 100, 0]
MORE = ["eligible", 200, 200, 0]
ACKNOWLEDGED: dict[str, list[dict[str, Any]]] = {
    "submission": [{"draft": DRAFT, "number": NUMBER, "service": "s"}],
    "act": [{"case": 1, "verb": "take"}, {"case": 1, "verb": "approve"}],
    "event": [{"source": "/a", "id": "e1", "exchange": "x1"}, {"source": "/a", "id": "e1", "exchange": "x2"}],
    "birth": [{"baby": "S1", "mother": "S2"}],
}


def sound() -> Seen:
    """One case that was received, taken and approved; one event that was sent twice; one birth; two alerts."""
    kinds = ("receive", "take", "approve")
    told: list[tuple[str, dict[str, Any]]] = [(f"kr.madang.case.{kind}", {"case": 1}) for kind in kinds]
    told += [("kr.madang.mydata.person_new", {"person": "p1"}), ("kr.madang.mydata.consent_given", {"consent": 5})]
    acts: list[tuple[str, str, dict[str, Any]]] = [("a0", "applications.begin", {"draft": DRAFT})]
    acts += [(f"a{kind}", "casework", {"case": NUMBER, "step": kind}) for kind in kinds]
    return Seen(
        cases=[Case(1, NUMBER, "s", "decided", "granted", 3, 7)], drafts={DRAFT: 1},
        steps=[(1, "receive", "resident:r"), (1, "take", "official:o"), (1, "approve", "official:o")],
        letters=[(1, "granted")], told=told, acts=acts, decisions={7: "case:1:2"}, consents=[(5, "s")],
        events=[("/a", "e1")], exchanges=["x1", "x2"], births=["S1"], people={"S1": "p1", "S2": "p2"},
        children=[("p2", "p1")],
        changes=[Change("p2", "s", "eligible", NONE, YES), Change("p2", "s", "amount", YES, MORE)],
        standings={("p2", "s"): MORE[:3]},
    )  # fmt: skip


def found(seen: Seen) -> list[str]:
    """What all checks of rows say."""
    return [
        *cases.submissions(ACKNOWLEDGED["submission"], seen),
        *cases.acts(ACKNOWLEDGED["act"], Counter(), seen),
        *cases.records(seen),
        *cases.decisions(seen),
        *cases.consents(seen),
        *life.events(ACKNOWLEDGED["event"], seen),
        *life.births(ACKNOWLEDGED["birth"], seen),
        *life.alerts(seen),
        *logs.places(seen),
    ]


def test_a_sound_house_has_no_anomaly() -> None:
    assert found(sound()) == []


BREACHES: list[tuple[str, Callable[[Seen], object]]] = [
    ("lost: application", lambda seen: seen.cases.clear()),
    ("lost: application", lambda seen: seen.cases.append(seen.cases[0]._replace(id=2))),
    ("lost: draft", lambda seen: seen.drafts.update({DRAFT: None})),
    ("double: case", lambda seen: seen.drafts.update(d2=1)),
    ("lost: approve", lambda seen: seen.steps.pop()),
    ("double: take", lambda seen: seen.steps.append(seen.steps[1])),
    ("double: approve", lambda seen: seen.steps.append(seen.steps[2])),
    ("torn: take", lambda seen: seen.told.pop(1)),
    ("torn: take", lambda seen: seen.told.append(seen.told[1])),
    ("torn: approve", lambda seen: seen.acts.pop()),
    ("torn: note of case 0", lambda seen: seen.acts.append(("a9", "casework", {"case": "gone", "step": "note"}))),
    ("torn: case", lambda seen: seen.cases.append(seen.cases.pop()._replace(version=2))),
    ("torn: draft", lambda seen: seen.acts.pop(0)),
    ("torn: draft", lambda seen: seen.drafts.update(d2=None)),
    ("torn: case", lambda seen: seen.letters.clear()),
    ("torn: case", lambda seen: seen.letters.append(seen.letters[0])),
    ("torn: case", lambda seen: seen.cases.append(seen.cases.pop()._replace(decision=None))),
    ("double: case", lambda seen: seen.cases.append(seen.cases.pop()._replace(outcome="refused"))),
    ("torn: decision", lambda seen: seen.decisions.update({8: "case:1:1"})),
    ("torn: consent", lambda seen: seen.consents.clear()),
    ("torn: consent", lambda seen: seen.told.append(seen.told[-1])),
    ("lost: event", lambda seen: seen.events.clear()),
    ("lost: event", lambda seen: seen.events.append(seen.events[0])),
    ("torn: the exchange x2", lambda seen: seen.exchanges.pop()),
    ("wrong: 1 events", lambda seen: setattr(seen, "quarantined", 1)),
    ("lost: birth", lambda seen: seen.births.clear()),
    ("lost: birth", lambda seen: seen.people.pop("S1")),
    ("lost: birth", lambda seen: seen.told.append(seen.told[3])),
    ("lost: birth", lambda seen: seen.children.append(seen.children[0])),
    ("lost or double: p2", lambda seen: seen.changes.insert(0, seen.changes[0])),
    ("lost or double: p2", lambda seen: seen.changes.append(Change("p2", "s", "lost", YES, NONE))),
    ("lost: p2 was told", lambda seen: seen.changes.pop()),
    ("lost: p2 was told", lambda seen: seen.standings.clear()),
    ("stuck: 2 events", lambda seen: seen.waiting.update(events=2)),
    ("lost: 1 entries", lambda seen: setattr(seen, "unplaced", 1)),
]


@pytest.mark.parametrize(("word", "breach"), BREACHES, ids=[f"{n}-{word}" for n, (word, _) in enumerate(BREACHES)])
def test_each_breach_is_named(word: str, breach: Callable[[Seen], object]) -> None:
    seen = copy.deepcopy(sound())
    breach(seen)
    assert any(one.startswith(word) for one in found(seen)), found(seen)


def test_what_was_there_before_the_work_began_was_acknowledged_to_somebody_else() -> None:
    seen = sound()
    seen.steps.append((1, "note", "official:o"))
    assert list(cases.acts(ACKNOWLEDGED["act"], Counter(), seen)) != []
    assert list(cases.acts(ACKNOWLEDGED["act"], Counter({(1, "note"): 1}), seen)) == []


def test_the_ledger_is_on_disk_before_it_is_gone_on(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    ledger.write("act", case=1, verb="take")
    ledger.write("submission", draft="d", number="n", service="s")
    assert [json.loads(line) for line in ledger.path.read_text(encoding="utf-8").splitlines()] == ledger.entries
    assert ledger.counts() == {"take": 1, "submission": 1}
    assert ledger.of("act") == [{"kind": "act", "case": 1, "verb": "take"}]
    ledger.close()
