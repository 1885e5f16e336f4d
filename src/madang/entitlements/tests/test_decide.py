"""Deciding: what is kept, what is refused, and the same order twice."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from madang.entitlements.models import Decision, Law, StoredAnswer
from madang.entitlements.service import KeyUsed, NoSuchService, NotSettled, decide, explain
from madang.entitlements.tests.pensioner import pensioner
from madang.facts.service import NewFact, facts_by_id, record
from madang.rules.service import Rulebook, closure, names_read

DAY = dt.date(2025, 5, 20)
PENSION = "basic_pension"
pytestmark = pytest.mark.django_db


def test_a_decision_keeps_what_it_rests_on(rulebook: Rulebook) -> None:
    pensioner(rulebook)
    record(rulebook, [NewFact("p1", "person.sex", "female", "moi")], key="not read")
    made = decide(rulebook, PENSION, "p1", DAY, key="d1")
    assert (made.status, made.amount, made.per) == ("eligible", 342_510, "month")
    assert made.closure == closure(rulebook, PENSION, DAY)
    read = {fact.name for fact in facts_by_id(made.facts)}
    assert read <= names_read(rulebook, PENSION) | {"person.residence"}
    assert "person.sex" not in read
    assert set(made.subjects) == {"p1", "p1/home"}
    assert Law.objects.count() == 1


def test_the_same_order_twice_decides_once(rulebook: Rulebook) -> None:
    pensioner(rulebook)
    first = decide(rulebook, PENSION, "p1", DAY, key="d1")
    assert decide(rulebook, PENSION, "p1", DAY, key="d1") == first
    with pytest.raises(KeyUsed):
        decide(rulebook, PENSION, "p1", DAY + dt.timedelta(days=1), key="d1")
    assert Decision.objects.count() == 1


def test_nothing_is_decided_while_a_fact_is_missing(rulebook: Rulebook) -> None:
    pensioner(rulebook, leaving_out=("assets.financial",))
    with pytest.raises(NotSettled) as refused:
        decide(rulebook, PENSION, "p1", DAY, key="d1")
    label = rulebook.pack.facts["assets.financial"].label
    assert label.ko in refused.value.text("ko")
    assert label.en in refused.value.text("en")
    assert Decision.objects.count() == 0


def test_a_service_that_is_not_there_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(NoSuchService) as refused:
        decide(rulebook, "no_such", "p1", DAY, key="d1")
    assert refused.value.text("ko") == "2025-05-20에 'no_such' 서비스가 없습니다."


@pytest.mark.parametrize("table", ["entitlements_decision", "entitlements_law"])
def test_nobody_changes_or_removes_a_decision(rulebook: Rulebook, table: str) -> None:
    pensioner(rulebook)
    decide(rulebook, PENSION, "p1", DAY, key="d1")
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        cursor.execute(f"DELETE FROM {table}")


def test_explaining_takes_few_queries(rulebook: Rulebook, count_queries: Any) -> None:
    pensioner(rulebook)
    made = decide(rulebook, PENSION, "p1", DAY, key="d1")
    explain(rulebook, made.pk)
    with count_queries(7):
        explain(rulebook, made.pk)


@pytest.mark.django_db(transaction=True)
def test_one_key_at_once_decides_once(rulebook: Rulebook) -> None:
    pensioner(rulebook)
    gate, found = threading.Barrier(3), list[Decision]()

    def work() -> None:
        gate.wait()
        try:
            found.append(decide(rulebook, PENSION, "p1", DAY, key="d1"))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.pk for one in found}) == 1
    assert len(found) == 3
    assert (Decision.objects.count(), StoredAnswer.objects.count()) == (1, 1)
