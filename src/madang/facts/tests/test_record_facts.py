"""Recording: exact values back, one write a key, corrections and withdrawals, refusals that write nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from madang.facts.models import Batch, Current, Fact
from madang.facts.service import (
    AlreadySuperseded,
    BadFact,
    BatchConflict,
    FactsRefused,
    NewFact,
    NoSuchFact,
    Retraction,
    differences,
    facts_by_id,
    known,
    lives_at,
    now,
    record,
    relation,
)
from madang.rules.service import Rulebook
from tests import application_role

EARNED = "employment.earned_income"
pytestmark = pytest.mark.django_db


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def values(subject: str, **asked: object) -> list[object]:
    return [fact.value for fact in known([subject], **asked)]  # type: ignore[arg-type]


def test_what_was_recorded_is_known_with_its_evidence(rulebook: Rulebook) -> None:
    said = NewFact(
        "p1", EARNED, 900_000, "nts", day("2025-01-01"), day("2025-02-01"), day("2025-03-01"), evidence="e-1"
    )
    done = record(rulebook, [said], key="b1")
    (fact,) = known(["p1"])
    assert (fact.id, fact.value, fact.source, fact.evidence) == (done.ids[0], Decimal(900_000), "nts", "e-1")
    assert (fact.valid_from, fact.valid_to, fact.as_of) == (said.valid_from, said.valid_to, said.as_of)
    assert (fact.proven, fact.recorded_at) == (True, done.recorded_at)
    assert known(["p1"], on=day("2025-02-01")) == []
    assert known(["p1"], period=(day("2024-01-01"), day("2025-01-02"))) == [fact]


def test_the_same_batch_twice_writes_once(rulebook: Rulebook) -> None:
    batch = [NewFact("p1", EARNED, 900_000, "nts"), NewFact("p1", "person.sex", "female", "moi")]
    first = record(rulebook, batch, key="b1")
    again = record(rulebook, batch, key="b1")
    assert (first.fresh, again.fresh) == (True, False)
    assert (again.ids, again.recorded_at) == (first.ids, first.recorded_at)
    assert Fact.objects.count() == 2
    with pytest.raises(BatchConflict):
        record(rulebook, batch[:1], key="b1")


def test_a_correction_supersedes_and_the_past_stays_askable(rulebook: Rulebook) -> None:
    first = record(rulebook, [NewFact("p1", EARNED, 900_000, "nts")], key="b1")
    between = now()
    second = record(rulebook, [NewFact("p1", EARNED, 950_000, "nts", supersedes=first.ids[0])], key="b2")
    assert values("p1") == [950_000]
    assert values("p1", known_at=between) == [900_000]
    assert values("p1", known_at=second.recorded_at) == [950_000]
    (before,) = facts_by_id(first.ids)
    assert before.superseded is not None
    assert (before.superseded.by, before.superseded.retracted) == (second.ids[0], False)


def test_a_withdrawal_uncovers_what_lay_below(rulebook: Rulebook) -> None:
    record(rulebook, [NewFact("p1", EARNED, 100, "nts")], key="b1")
    wrong = record(rulebook, [NewFact("p1", EARNED, 200, "nts", day("2025-01-01"), day("2025-04-01"))], key="b2")
    assert values("p1") == [100, 200, 100]
    record(rulebook, [Retraction(wrong.ids[0], "nts")], key="b3")
    assert values("p1") == [100]
    assert differences() == 0


def test_a_relation_is_one_row_whoever_tells_it(rulebook: Rulebook) -> None:
    batch = [
        relation("b", "a", "spouse", "court"),
        relation("a", "b", "spouse", "moi"),
        relation("c", "a", "parent", "court"),
    ]
    record(rulebook, batch, key="b1")
    assert [(fact.subject, fact.name, fact.object) for fact in known(["a", "b", "c"])] == [
        ("a", "relation.child", "c"),
        ("a", "relation.spouse", "b"),
    ]


def test_of_the_current_view_only_what_changes_is_written(rulebook: Rulebook) -> None:
    days = [day(f"2025-{month:02d}-01") for month in (1, 2, 3, 4)]
    year = [NewFact("p1", EARNED, 100 + number, "nts", days[number], days[number + 1]) for number in range(3)]
    record(rulebook, year, key="b1")
    rows = dict(Current.objects.values_list("valid_from", "pk"))
    record(rulebook, [NewFact("p1", EARNED, 900, "nts", days[1], days[2])], key="b2")
    after = dict(Current.objects.values_list("valid_from", "pk"))
    assert [one for one in days[:3] if rows[one] != after[one]] == [days[1]]
    assert values("p1") == [100, 900, 102]
    assert differences() == 0


def test_nobody_lives_in_two_homes(rulebook: Rulebook) -> None:
    record(rulebook, [lives_at("a", "h1", "moi"), lives_at("a", "h2", "moi", valid_from=day("2025-06-01"))], key="b1")
    assert [(fact.object, fact.valid_to) for fact in known(["a"])] == [("h1", day("2025-06-01")), ("h2", None)]


@pytest.mark.parametrize(
    "wrong",
    [
        NewFact("p1", "no.such.fact", 1, "nts"),
        NewFact("p1", EARNED, Decimal("1.5"), "nts"),
        NewFact("p1", EARNED, -1, "nts"),
        NewFact("p1", EARNED, "900000", "nts"),
        NewFact("p1", EARNED, True, "nts"),
        NewFact("p1", EARNED, None, "nts"),
        NewFact("p1", EARNED, 10**14, "nts"),
        NewFact("p1", EARNED, 1, "nts", day("2025-02-01"), day("2025-02-01")),
        NewFact("p1", EARNED, 1, ""),
        NewFact("", EARNED, 1, "nts"),
        NewFact("p" * 65, EARNED, 1, "nts"),
        NewFact("p\0", EARNED, 1, "nts"),
        NewFact("p1", EARNED, 1, "nts", object="p2"),
        NewFact("p1", "person.sex", "both", "moi"),
        NewFact("p1", "person.birth_date", "1960-13-01", "moi"),
        relation("p1", "p1", "spouse", "court"),
        relation("p1", "p2", "friend", "court"),
        lives_at("p1", "", "moi"),
    ],
)
def test_what_cannot_be_is_refused_in_both_languages_and_nothing_is_written(rulebook: Rulebook, wrong: NewFact) -> None:
    with pytest.raises(BadFact) as refused:
        record(rulebook, [NewFact("p1", EARNED, 1, "nts"), wrong], key="b1")
    assert "2번째" in refused.value.text("ko")
    assert "Fact 2" in refused.value.text("en")
    assert (Batch.objects.count(), Fact.objects.count(), Current.objects.count()) == (0, 0, 0)


def test_corrections_that_cannot_be(rulebook: Rulebook) -> None:
    (first,) = record(rulebook, [NewFact("p1", EARNED, 1, "nts")], key="b1").ids
    (gone,) = record(rulebook, [Retraction(first, "nts")], key="b2").ids
    wrong: list[tuple[type[FactsRefused], list[NewFact | Retraction]]] = [
        (AlreadySuperseded, [NewFact("p1", EARNED, 2, "nts", supersedes=first)]),
        (AlreadySuperseded, [Retraction(first, "nts"), Retraction(first, "nts")]),
        (NoSuchFact, [Retraction(gone, "nts")]),
        (NoSuchFact, [Retraction(10**9, "nts")]),
        (BadFact, [NewFact("p2", EARNED, 2, "nts", supersedes=first)]),
        (BadFact, []),
    ]
    for number, (error, batch) in enumerate(wrong):
        with pytest.raises(error):
            record(rulebook, batch, key=f"wrong {number}")
    with pytest.raises(BadFact):
        record(rulebook, [NewFact("p1", EARNED, 1, "nts")], key="future", recorded_at=now() + dt.timedelta(hours=1))
    with pytest.raises(BadFact):
        record(rulebook, [NewFact("p1", EARNED, 1, "nts")], key="naive", recorded_at=dt.datetime(2025, 1, 1))  # noqa: DTZ001
    with pytest.raises(BadFact, match="Later knowledge"):
        record(rulebook, [NewFact("p1", EARNED, 1, "nts")], key="past", recorded_at=now() - dt.timedelta(hours=1))
    assert Fact.objects.count() == 2


@pytest.mark.parametrize(
    "statement", ["UPDATE facts_fact SET value = '1'", "DELETE FROM facts_fact", "DELETE FROM facts_batch"]
)
def test_the_application_can_neither_change_nor_remove(rulebook: Rulebook, statement: str) -> None:
    record(rulebook, [NewFact("p1", EARNED, 1, "nts")], key="b1")
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE facts_fact SET value = '1'", "DELETE FROM facts_fact"])
def test_even_the_owner_is_told_that_the_log_is_append_only(database_owner_url: str, statement: str) -> None:
    url = application_role.address(database_owner_url, str(connection.settings_dict["NAME"]))
    with psycopg.connect(url) as owner, pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
        owner.execute(statement)
