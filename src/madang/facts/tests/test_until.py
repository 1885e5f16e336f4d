"""The next day on which something else is known to hold."""

from __future__ import annotations

import datetime as dt

import pytest

from madang.facts.service import NewFact, family_as_known, record, relation
from madang.rules.service import Rulebook

pytestmark = pytest.mark.django_db
EARNED = "employment.earned_income"


def test_the_next_first_or_last_day_or_birth(rulebook: Rulebook) -> None:
    record(rulebook, [NewFact("p", "person.birth_date", dt.date(1980, 1, 1), "moi")], key="b")
    assert family_as_known(rulebook, "p", dt.date(2026, 3, 1)).until is None
    period = NewFact("p", EARNED, 1, "nts", dt.date(2026, 5, 1), dt.date(2026, 7, 1))
    baby = NewFact("c", "person.birth_date", dt.date(2026, 6, 6), "moi")
    record(rulebook, [period, relation("p", "c", "child", "court"), baby], key="b2")
    asked = [dt.date(2026, 3, 1), dt.date(2026, 5, 1), dt.date(2026, 6, 6), dt.date(2026, 7, 1)]
    found = [family_as_known(rulebook, "p", day).until for day in asked]
    assert found == [dt.date(2026, 5, 1), dt.date(2026, 6, 6), dt.date(2026, 7, 1), None]
