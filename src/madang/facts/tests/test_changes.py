"""The queue of changes: only what is known otherwise, each once, never lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from madang.facts.service import Changed, NewFact, Retraction, lives_at, record, relation, take_changes
from madang.rules.service import Rulebook

EARNED = "employment.earned_income"
pytestmark = pytest.mark.django_db


def test_only_what_is_known_otherwise_is_queued(rulebook: Rulebook) -> None:
    (id,) = record(rulebook, [NewFact("p", EARNED, 1, "nts")], key="b1").ids
    assert take_changes() == [Changed("p", EARNED, "")]
    assert take_changes() == []
    record(rulebook, [NewFact("p", EARNED, 1, "nts", as_of=dt.date(2026, 1, 1))], key="b2")
    record(rulebook, [NewFact("p", EARNED, 1, "nps", dt.date(2026, 2, 1))], key="b3")
    assert take_changes() == []
    record(rulebook, [Retraction(id, "nts")], key="b4")
    assert take_changes() == []  # b2 says the same
    record(rulebook, [NewFact("p", EARNED, 1, "ask")], key="b5")
    assert take_changes() == [Changed("p", EARNED, "")]  # no longer proven
    record(rulebook, [NewFact("p", EARNED, 2, "nts", dt.date(2026, 2, 1))], key="b6")
    record(rulebook, [NewFact("p", EARNED, 3, "nts", dt.date(2026, 2, 1))], key="b7")
    assert take_changes() == [Changed("p", EARNED, "")]


def test_both_ends_of_a_relation_and_every_home_of_a_move_are_told(rulebook: Rulebook) -> None:
    record(rulebook, [relation("p", "c", "child", "court"), lives_at("p", "h1", "moi")], key="b1")
    record(rulebook, [lives_at("p", "h2", "moi", valid_from=dt.date(2026, 1, 1))], key="b2")
    assert take_changes() == [
        Changed("p", "person.residence", "h1"),
        Changed("p", "person.residence", "h2"),
        Changed("p", "relation.child", "c"),
    ]


def test_whoever_fails_puts_them_back(rulebook: Rulebook) -> None:
    record(rulebook, [NewFact(f"p{n}", EARNED, 1, "nts") for n in range(5)], key="b1")
    with transaction.atomic():
        assert len(take_changes(3)) == 3
        transaction.set_rollback(True)
    assert len(take_changes(3)) == 3
    assert len(take_changes(3)) == 2
