"""The calendar of the kernels against Python's own and against the interpreter's functions."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from madang.rules.columns import runtime
from madang.rules.columns.coding import day_code
from madang.rules.feel.builtins import BUILTINS

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
ORDINARY = st.dates(dt.date(1600, 1, 1), dt.date(2400, 12, 31))


def packed(day: dt.date) -> int:
    return (day.year * 12 + day.month - 1) << 5 | day.day


def test_every_day_of_eight_centuries() -> None:
    for ordinal in range(dt.date(1600, 1, 1).toordinal(), dt.date(2400, 12, 31).toordinal()):
        day = dt.date.fromordinal(ordinal)
        assert runtime.year_month_day(day_code(day)) == packed(day)
        assert runtime.day_of(day.year, day.month, day.day) == day_code(day)


def test_every_month_of_eight_centuries() -> None:
    for year in range(1600, 2400):
        for month in range(1, 13):
            assert runtime.days_in_month(year, month) == calendar.monthrange(year, month)[1]


@given(DAYS)
def test_days_there_and_back(day: dt.date) -> None:
    assert runtime.year_month_day(day_code(day)) == packed(day)
    assert runtime.day_of(day.year, day.month, day.day) == day_code(day)
    assert runtime.valid_date(day.year, day.month, day.day) == 1


@given(ORDINARY, st.integers(-6_000, 6_000))
def test_months_added(day: dt.date, months: int) -> None:
    assert runtime.months_added(packed(day), months) == packed(BUILTINS["add months"].function(day, Decimal(months)))


@given(ORDINARY, ORDINARY)
def test_months_between(one: dt.date, other: dt.date) -> None:
    months = BUILTINS["completed months"].function(one, other)
    assert runtime.months_between(packed(one), packed(other)) == months


@given(ORDINARY)
def test_the_end_of_the_month(day: dt.date) -> None:
    assert runtime.month_end(day_code(day)) == day_code(BUILTINS["end of month"].function(day))


def test_before_year_one_is_no_date_and_no_error() -> None:
    assert runtime.year_month_day(-(2**24)) > 0
    assert runtime.valid_date(2025, 2, 29) == 0
    assert runtime.valid_date(0, 1, 1) == 0
    assert runtime.valid_date(2025, 13, 1) == 0
