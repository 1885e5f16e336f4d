"""Families read beforehand: the first change costs what a later one does, and outcomes stay what they are."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from madang.entitlements.models import Resident, StandingAnswer
from madang.entitlements.service import Remembered, Remembering, enrol, follow_changes, look_again_on
from madang.entitlements.tests.pensioner import pensioner
from madang.facts.service import NewFact, record, take_changes
from madang.rules.service import Rulebook
from tests.query_texts import statements_about

DAY = dt.date(2026, 3, 20)
pytestmark = pytest.mark.django_db


def test_whom_it_has_gone_through_is_not_read_again(rulebook: Rulebook) -> None:
    pensioner(rulebook)
    enrol(rulebook, ["p1"], DAY)
    take_changes()
    remembered = Remembered.of_families(rulebook)
    remembering = Remembering(rulebook, remembered, 10)
    assert remembering.some(DAY, 5) == 1
    assert not remembering.done
    assert remembering.some(DAY, 5) == 0
    assert (remembering.done, remembering.count, remembering.some(DAY, 5)) == (True, 1, 0)
    record(rulebook, [NewFact("p1", "assets.financial", 900_000_000, "nts")], key="rich")
    with statements_about('FROM "facts_fact"', "FROM entitlements_standinganswer") as whole:
        moved = follow_changes(rulebook, DAY, remembered=remembered)
    assert moved is not None
    assert [one.kind for one in moved.told if one.service == "basic_pension"] == ["lost"]
    assert whole == []  # nobody was read as a whole
    assert remembering.some(DAY + dt.timedelta(days=1), 5) == 1  # another day begins anew


def test_no_more_than_it_was_told(rulebook: Rulebook) -> None:
    pensioner(rulebook)
    enrol(rulebook, ["p1"], DAY)
    before = list(StandingAnswer.objects.values_list("pk", "status"))
    remembering = Remembering(rulebook, Remembered.of_families(rulebook), 0)
    assert remembering.some(DAY, 5) == 0
    assert remembering.done
    assert list(StandingAnswer.objects.values_list("pk", "status")) == before
    assert Resident.objects.count() == 1


def test_two_that_remember_take_turns(rulebook: Rulebook) -> None:
    """What the other wrote meanwhile is read again: neither tells twice, nor of what is no longer so."""
    pensioner(rulebook)
    both = Remembered.of_families(rulebook), Remembered.of_families(rulebook)
    enrol(rulebook, ["p1"], DAY, remembered=both[0])
    take_changes()
    told = []
    for number, savings in enumerate((900_000_000, 7, 8, 900_000_000, 900_000_001, 9)):
        record(rulebook, [NewFact("p1", "assets.financial", savings, "nts")], key=f"{number}")
        moved = follow_changes(rulebook, DAY, remembered=both[number % 2])
        assert moved is not None
        told += [one.kind for one in moved.told if one.service == "basic_pension"]
    assert told == ["lost", "eligible", "lost", "eligible"]
    kept = StandingAnswer.objects.get(resident="p1", service="basic_pension")
    look_again_on(rulebook, DAY + dt.timedelta(days=1))
    assert StandingAnswer.objects.get(resident="p1", service="basic_pension").status == kept.status == "eligible"


def test_what_came_of_a_failed_transaction_is_read_again(rulebook: Rulebook) -> None:
    pensioner(rulebook)
    remembered = Remembered.of_families(rulebook)
    enrol(rulebook, ["p1"], DAY, remembered=remembered)
    take_changes()
    record(rulebook, [NewFact("p1", "assets.financial", 900_000_000, "nts")], key="rich")
    with transaction.atomic():
        assert follow_changes(rulebook, DAY, remembered=remembered) is not None
        transaction.set_rollback(True)
    moved = follow_changes(rulebook, DAY, remembered=remembered)
    assert moved is not None
    assert [one.kind for one in moved.told if one.service == "basic_pension"] == ["lost"]
