"""Standings in the database: follow facts, days and law; alike by batches and one by one; faults hide nobody."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from madang.entitlements.alerts import FAULTS
from madang.entitlements.models import StandingAnswer, StandingChange
from madang.entitlements.service import (
    Remembered,
    alerts,
    change_of,
    changes_of,
    enrol,
    follow_changes,
    latest_change,
    look_again_on,
    reasons_of_change,
    standing_of,
    work_out_all,
)
from madang.entitlements.tests.pensioner import pensioner
from madang.entitlements.tests.people import changed_pack, family_on, tell
from madang.facts.service import Changed, NewFact, Retraction, family_as_known, known, record, relation, take_changes
from madang.rules.service import Rulebook, check

DAY = dt.date(2026, 3, 20)
PENSION = "basic_pension"
pytestmark = pytest.mark.django_db


def rows() -> dict[tuple[str, str], tuple[Any, ...]]:
    found = StandingAnswer.objects.all()
    return {(one.resident_id, one.service): (one.status, one.low, one.high, len(one.missing)) for one in found}


def anew(rulebook: Rulebook, people: list[str], on: dt.date) -> dict[tuple[str, str], tuple[Any, ...]]:
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    for person in people:
        for one in check(rulebook, family_as_known(rulebook, person, on).family, explain=False):
            low, high = (None, None) if one.amount is None else (one.amount.low, one.amount.high)
            found[person, one.service] = one.status, low, high, len({name for name, _ in one.missing})
    return found


def follow(rulebook: Rulebook, on: dt.date = DAY, most: int = 1_000) -> None:
    while follow_changes(rulebook, on, most=most) is not None:
        pass


def test_a_changed_fact_is_told_with_its_reason(rulebook: Rulebook) -> None:
    pensioner(rulebook)
    enrol(rulebook, ["p1"], DAY)
    take_changes()
    assert changes_of("p1") == []
    record(rulebook, [NewFact("p1", "assets.financial", 900_000_000, "nts")], key="rich")
    moved = follow_changes(rulebook, DAY)
    assert moved is not None
    assert moved.evaluated < len(rulebook.pack.services)
    (told,) = [one for one in changes_of("p1") if one.service == PENSION]
    assert (told.kind, told.before[0], told.after[0]) == ("lost", "eligible", "ineligible")
    reasons = reasons_of_change(rulebook, told)
    (turned,) = reasons["clauses"]
    assert (turned["id"], turned["before"], turned["after"]) == ("income", True, False)
    assert "기초연금법" in turned["law"]
    assert [0, 900_000_000] in [[one["before"], one["after"]] for one in reasons["values"]]
    assert follow_changes(rulebook, DAY) is None


def test_the_latest_of_what_one_was_told_is_cheap_to_ask_and_ones_own(rulebook: Rulebook, count_queries: Any) -> None:
    pensioner(rulebook)
    pensioner(rulebook, "p2")
    enrol(rulebook, ["p1", "p2"], DAY)
    take_changes()
    assert latest_change("p1") == 0
    record(rulebook, [NewFact("p1", "assets.financial", 900_000_000, "nts")], key="rich")
    follow(rulebook)
    with count_queries(1):
        latest = latest_change("p1")
    assert latest == max(one.pk for one in changes_of("p1"))
    assert changes_of("p1", most=1)[0] == change_of("p1", changes_of("p1")[0].pk)
    assert (latest_change("p2"), change_of("p2", latest)) == (0, None)


def test_all_services_worked_out_at_once_stand_as_they_are_kept(rulebook: Rulebook, count_queries: Any) -> None:
    family = family_on(rulebook, 205, DAY)
    person = tell(rulebook, family, "g")
    enrol(rulebook, [person], DAY)
    with count_queries(5 + 2):  # the savepoint and the context around three reads
        worked = work_out_all(rulebook, person, DAY)
    kept = {row.service: row.status for row in standing_of(person)}
    assert {answer.service: answer.status for answer in worked.answers} == kept
    assert any(answer.clauses and answer.clauses[0].law for answer in worked.answers)


def test_one_question_that_would_settle_it(rulebook: Rulebook) -> None:
    pensioner(rulebook)
    enrol(rulebook, ["p1"], DAY)
    take_changes()
    (savings,) = [fact for fact in known(["p1"]) if fact.name == "assets.financial"]
    record(rulebook, [Retraction(savings.id, "moi")], key="gone")
    follow(rulebook)
    (row,) = [one for one in standing_of("p1") if one.service == PENSION]
    assert (row.status, row.missing) == ("unknown", ["assets.financial"])
    record(rulebook, [NewFact("p1", "assets.financial", 7, "nts")], key="known again")
    follow(rulebook)
    assert [one.kind for one in changes_of("p1") if one.service == PENSION] == ["eligible", "lost"]


def test_nothing_known_otherwise_nothing_worked_out(rulebook: Rulebook) -> None:
    pensioner(rulebook)
    enrol(rulebook, ["p1"], DAY)
    take_changes()
    record(rulebook, [NewFact("p1", "assets.financial", 0, "nts")], key="the same")
    assert follow_changes(rulebook, DAY) is None
    record(rulebook, [NewFact("p1", "disability.pension_entitled", True, "moi")], key="read by others")
    moved = follow_changes(rulebook, DAY)
    assert moved is not None
    assert moved.evaluated <= 4


def test_batches_and_single_changes_end_alike_and_equal_working_out_anew(rulebook: Rulebook) -> None:
    families = {f"f{seed}": family_on(rulebook, seed + 200, DAY) for seed in range(4)}
    people = []
    for prefix, family in families.items():
        tell(rulebook, family, prefix)
        people += [f"{prefix}.{id}" for id in family.persons]
    pensioner(rulebook)
    people.append("p1")
    enrol(rulebook, people, DAY)
    take_changes()
    assert rows() == anew(rulebook, people, DAY)
    batch = [
        NewFact("f0.a", "employment.earned_income", 9_000_000, "nts"),
        NewFact("f0.a", "assets.financial", 5_000_000, "nts"),
        NewFact("f1.a", "person.birth_date", dt.date(1950, 2, 2), "moi"),
        NewFact("f1.a", "disability.pension_entitled", True, "moi"),
        relation("f2.a", "f3.a", "sibling", "court"),
        NewFact("f3.a", "livelihood.recipient", True, "moi"),
        NewFact("p1", "assets.financial", 900_000_000, "nts"),
        NewFact("p1", "disability.pension_entitled", True, "moi"),
    ]
    before, ends = rows(), []
    for most in (1_000, 1):
        with transaction.atomic():
            for number, one in enumerate(batch):
                record(rulebook, [one], key=f"{most} {number}")
                if most == 1:
                    follow(rulebook, most=1)
            follow(rulebook, most=most)
            assert rows() == anew(rulebook, people, DAY)
            ends.append(rows())
            transaction.set_rollback(True)
    assert ends[0] == ends[1] != before


def test_a_birthday_a_new_year_and_a_new_law_are_events_too(rulebook: Rulebook, tmp_path: Path) -> None:
    pensioner(rulebook)
    record(rulebook, [NewFact("p1", "person.birth_date", dt.date(1961, 3, 22), "moi")], key="younger")
    enrol(rulebook, ["p1"], DAY)
    for day in (dt.date(2026, 3, 21), dt.date(2026, 3, 22)):
        look_again_on(rulebook, day)
        assert rows() == anew(rulebook, ["p1"], day)
    assert [(one.kind, one.on) for one in changes_of("p1") if one.service == PENSION] == [("eligible", day)]
    more = changed_pack(tmp_path / "more", ("parameters/basic_pension.yaml", "value: 349700", "value: 360000"))
    look_again_on(more, day)
    (row,) = [one for one in standing_of("p1") if one.service == PENSION]
    assert row.low == row.high == 360_000
    assert changes_of("p1")[0].kind == "amount"
    assert look_again_on(more, day).evaluated == 0


def test_somebody_who_moves_in_is_followed_from_then_on(rulebook: Rulebook) -> None:
    pensioner(rulebook)
    enrol(rulebook, ["p1"], DAY)
    take_changes()
    record(rulebook, [relation("p1", "p2", "spouse", "court")], key="wedding")
    record(rulebook, [NewFact("p1", "person.marital_status", "married", "court")], key="status")
    follow(rulebook)
    assert rows() == anew(rulebook, ["p1"], DAY)
    record(rulebook, [NewFact("p2", "assets.financial", 5, "nts")], key="p2 saves")
    moved = follow_changes(rulebook, DAY)
    assert moved is not None
    assert moved.residents == 1


def test_a_failing_definition_is_unknown_with_an_alert_and_nothing_else_disappears(
    rulebook: Rulebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pensioner(rulebook)
    pensioner(rulebook, "p2")
    enrol(rulebook, ["p1", "p2"], DAY)
    sound, counted = rows(), FAULTS.labels(PENSION, "definition")._value.get()
    broken = changed_pack(
        tmp_path / "broken", ("services/basic_pension.yaml", r"when: age >= 65", "when: age / (age - age) >= 65")
    )
    look_again_on(broken, DAY)
    found = rows()
    assert {key: row[0] for key, row in found.items() if key[1] == PENSION} == {
        ("p1", PENSION): "unknown",
        ("p2", PENSION): "unknown",
    }
    assert {key: row for key, row in found.items() if key[1] != PENSION} == {
        key: row for key, row in sound.items() if key[1] != PENSION
    }
    (alert,) = alerts()
    assert (alert.service, alert.code, alert.count) == (PENSION, "definition", 2)
    assert "0으로 나누게 됩니다" in alert.message_ko
    assert FAULTS.labels(PENSION, "definition")._value.get() == counted + 2
    look_again_on(broken, DAY + dt.timedelta(days=1))
    (alert,) = alerts()
    assert alert.count == 4
    look_again_on(rulebook, DAY)
    assert rows() == sound


def test_facts_that_cannot_be_true_alert_once_and_others_go_on(rulebook: Rulebook) -> None:
    pensioner(rulebook)
    pensioner(rulebook, "p2")
    enrol(rulebook, ["p1", "p2"], DAY)
    take_changes()
    wrong = [
        NewFact("p1", "person.birth_date", dt.date(1700, 1, 1), "moi"),
        NewFact("p2", "assets.financial", 9, "nts"),
    ]
    (bad, _) = record(rulebook, wrong, key="wrong").ids
    follow(rulebook)
    assert {row.status for row in standing_of("p1")} == {"unknown"}
    assert {row.status for row in standing_of("p2")} != {"unknown"}
    (alert,) = alerts()
    assert (alert.service, alert.code, alert.example) == ("", "facts", "p1")
    assert "1700" not in alert.message_en
    record(rulebook, [Retraction(bad, "moi")], key="mended")
    follow(rulebook)
    assert rows() == anew(rulebook, ["p1", "p2"], DAY)


def test_queries_do_not_grow_with_the_residents(rulebook: Rulebook, count_queries: Any) -> None:
    for size, first in ((2, 0), (8, 2)):
        people = [f"p{number}" for number in range(first, first + size)]
        for person in people:
            pensioner(rulebook, person)
        enrol(rulebook, people, DAY)
        take_changes()
        batch = [NewFact(person, "assets.financial", 900_000_000, "nts") for person in people]
        record(rulebook, batch, key=f"{size} rich")
        with count_queries(14):  # the last one rings for those who are told
            follow_changes(rulebook, DAY)


def test_whoever_fails_leaves_the_changes_waiting(rulebook: Rulebook) -> None:
    class Failing:
        def stands(self, asked: Any) -> Any:
            raise RuntimeError("engine")

    pensioner(rulebook)
    enrol(rulebook, ["p1"], DAY)
    take_changes()
    record(rulebook, [NewFact("p1", "assets.financial", 5, "nts")], key="saves")
    with pytest.raises(RuntimeError, match="engine"):
        follow_changes(rulebook, DAY, remembered=Remembered.for_once(rulebook, Failing()))
    assert take_changes() == [Changed("p1", "assets.financial", "")]
    assert StandingChange.objects.count() == 0
