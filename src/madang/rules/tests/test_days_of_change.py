"""Days on which the law of children's benefits changes: the day before, and the day itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from madang.rules.service import Answer, Rulebook, check, family_from


def said(rulebook: Rulebook, service: str, day: str, born: str, region: str, **facts: Any) -> Answer:
    child = {
        "person.birth_date": born,
        "person.nationality": "KR",
        "person.whereabouts": "home",
        "child.birth_registered": True,
        "stay.abroad_days": 0,
        **facts,
    }
    data = {
        "date": dt.date.fromisoformat(day),
        "applicant": "a",
        "persons": [{"id": "a", "facts": {"person.birth_date": "1990-05-05"}}, {"id": "c", "facts": child}],
        "relations": [{"from": "a", "to": "c", "kind": "child"}],
        "residences": [
            {"persons": ["a", "c"], "region": region, "facts": {"local.child_allowance_voucher": True}},
        ],
    }
    return check(rulebook, family_from(data, rulebook), [service])[0]


@pytest.mark.parametrize(
    ("day", "won"),
    [
        ("2025-12-31", 100_000),  # before the top-ups
        ("2026-01-01", 110_000),  # + 10,000 in a depopulation area (시행령 §2②1)
        ("2026-03-26", 110_000),
        ("2026-03-27", 120_000),  # + 10,000 in local vouchers (아동수당법 §4⑦)
        ("2026-03-31", 120_000),
    ],
)
def test_top_ups_of_the_child_allowance_begin(rulebook: Rulebook, day: str, won: int) -> None:
    amount = said(rulebook, "child_allowance", day, "2022-01-10", "충청북도 제천시").amount
    assert amount is not None
    assert (amount.low, amount.high) == (won, won)


@pytest.mark.parametrize(
    ("day", "born", "status"),
    [
        ("2025-12-31", "2017-12-31", "ineligible"),  # under 8 until November 2025
        ("2025-12-31", "2018-01-01", "eligible"),
        ("2025-12-31", "2017-01-01", "ineligible"),
        ("2026-01-01", "2017-01-01", "eligible"),  # 부칙(제21489호) §2②: born in 2017, whatever the age
        ("2026-01-01", "2016-12-31", "ineligible"),
        ("2029-12-31", "2017-01-01", "eligible"),
        ("2030-01-01", "2017-01-01", "ineligible"),  # under 13 until December 2029
        ("2030-01-01", "2017-02-01", "eligible"),
    ],
)
def test_the_age_limit_rises(rulebook: Rulebook, day: str, born: str, status: str) -> None:
    assert said(rulebook, "child_allowance", day, born, "서울특별시 종로구").status == status


@pytest.mark.parametrize(
    ("day", "won"),
    [
        # 500,000 of the second year less the voucher of the class; classes are made anew on 1 March
        ("2024-02-29", 0),  # born after 1 January 2022: still the youngest class, 540,000
        ("2024-03-01", 25_000),  # the next class, 475,000
    ],
)
def test_day_care_classes_change_in_march(rulebook: Rulebook, day: str, won: int) -> None:
    amount = said(
        rulebook, "parent_benefit", day, "2022-06-10", "서울특별시 종로구", **{"child.care_setting": "daycare"}
    ).amount
    assert amount is not None
    assert (amount.low, amount.high) == (won, won)
