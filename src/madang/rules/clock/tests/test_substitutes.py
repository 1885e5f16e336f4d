"""§3 of 관공서의 공휴일에 관한 규정 on days that the years of the pack do not happen to have."""

from __future__ import annotations

import datetime as dt

import pytest

from madang.rules.clock.holidays import Holiday, HolidayRule
from madang.rules.clock.substitutes import substitutes
from madang.rules.model import Label, Place

label, place = Label("시험", "test"), Place("test", 1)
anywhere = frozenset({"saturday", "sunday", "holiday"})


def holiday(day: int, gives_way: frozenset[str] = anywhere, kind: str = "named") -> Holiday:
    """A holiday of March 2024, of which the first is a Friday."""
    rule = HolidayRule(f"{kind}_{day}", kind, label, "§2", "시험", "official", place, gives_way=gives_way)
    return Holiday(dt.date(2024, 3, day), rule, label, "시험", "official", place)


@pytest.mark.parametrize(
    ("holidays", "found"),
    [
        # §3①1: Saturday 2 March, the first day after it that is no holiday is Monday (Sunday is one, §2(1)).
        ([holiday(2)], [4]),
        # §3②: Saturday and Sunday would both have Monday; they have Monday and Tuesday.
        ([holiday(2), holiday(3)], [4, 5]),
        # §3①3, §3③: two on Friday; the day after is a Saturday, so Monday.
        ([holiday(1), holiday(1)], [4]),
        # Three on one day: two are owed.
        ([holiday(6)] * 3, [7, 8]),
        # Over another holiday and over a designated one.
        ([holiday(3), holiday(4, frozenset()), holiday(5, frozenset(), "temporary")], [6]),
        # An election day is none of §2(2)-(10): nothing meets (§3①3).
        ([holiday(6), holiday(6, frozenset(), "election")], []),
        # 1월 1일 and 현충일 are never made up for.
        ([holiday(3, frozenset())], []),
        # 설 and 추석 on a Saturday are not (§3①2).
        ([holiday(2, frozenset({"sunday", "holiday"}))], []),
    ],
)
def test_substitutes(holidays: list[Holiday], found: list[int]) -> None:
    assert [day.day for day, _ in substitutes(holidays)] == found
