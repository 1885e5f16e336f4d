"""What cannot be counted is refused with its reason; what is left of a period."""

from __future__ import annotations

import datetime as dt

import pytest

from madang.rules.clock.service import (
    BadExtension,
    BadPause,
    BadPeriod,
    Extension,
    NaiveTime,
    NoHolidays,
    due,
    remaining,
)
from madang.rules.clock.tests.korean import at, day, ends, korea, supplement


@pytest.mark.parametrize(
    ("kind", "length", "start"),
    [
        ("civil", (90, "day"), "2027-11-01"),
        ("civil", (30, "day"), "2022-11-20"),
        ("petition", (6, "day"), "2027-12-28"),
        ("petition", (2, "day"), "2028-01-03"),
        ("petition", (6, "day"), "2022-12-20"),
    ],
)
def test_a_year_without_holidays_is_refused(kind: str, length: tuple[int, str], start: str) -> None:
    with pytest.raises(NoHolidays) as refused:
        ends(kind, length, start)
    assert refused.value.code == "no_holidays"
    assert "2023–2027" in refused.value.text("ko")
    assert str(refused.value.year) in refused.value.text("en")


def test_a_period_that_ends_in_a_known_year_needs_no_other() -> None:
    # Days before the end are only counted: 3 December 2022 and 60 days is 1 February 2023.
    assert ends("civil", (60, "day"), "2022-12-03").day == day("2023-02-01")


@pytest.mark.parametrize(
    "spans",
    [
        [("2026-11-05", "2026-11-04")],
        [("2026-11-01", "2026-11-04")],
        [("2026-11-04", "2026-11-06"), ("2026-11-06", "2026-11-09")],
        [("2026-11-04", None), ("2026-11-06", "2026-11-09")],
    ],
)
def test_wrong_suspensions(spans: list[tuple[str, str | None]]) -> None:
    with pytest.raises(BadPause):
        ends("petition", (6, "day"), "2026-11-02", supplement(*spans))


def test_a_suspension_stands_on_a_ground_of_the_law() -> None:
    with pytest.raises(BadPause, match="holiday_of_the_clerk"):
        korea().pause("holiday_of_the_clerk", day("2026-11-04"))
    assert korea().grounds["supplement"].law.endswith("행정절차법 시행령 §11(1)")


extension = Extension(7, day("2026-11-10"), "fact_finding")


@pytest.mark.parametrize(
    ("extensions", "why"),
    [
        ([Extension(8, day("2026-11-10"), "fact_finding")], "7일까지만"),
        ([Extension(0, day("2026-11-10"), "fact_finding")], "7일까지만"),
        ([Extension(7, day("2026-11-10"), "too_much_work")], "연장 사유가 아닙니다"),  # 시행령 §21②
        ([Extension(7, day("2026-11-11"), "fact_finding")], "끝나기 전에"),
        ([Extension(7, day("2026-11-01"), "fact_finding")], "끝나기 전에"),
        ([extension, Extension(7, day("2026-11-19"), "fact_finding")], "두 번째 연장에는 신청인의 동의"),
        ([extension, *[Extension(7, day("2026-11-19"), "fact_finding", consent=True)] * 2], "2번까지만"),
    ],
)
def test_extensions_that_the_law_does_not_allow(extensions: list[Extension], why: str) -> None:
    with pytest.raises(BadExtension) as refused:
        ends("petition", (7, "day"), "2026-11-02", extensions=extensions)
    assert why in refused.value.text("ko")
    assert "시행령 §21" in refused.value.text("en") or "끝나기" in why


def test_a_period_without_a_rule_is_not_extended() -> None:
    with pytest.raises(BadExtension, match="cannot be extended"):
        ends("civil", (90, "day"), "2026-03-05", extensions=[Extension(1, day("2026-03-06"), "x")])


@pytest.mark.parametrize(
    ("kind", "amount", "unit"),
    [("petition", 0, "day"), ("petition", -1, "day"), ("civil", 3, "hour"), ("civil", 1, "decade"), ("none", 1, "day")],
)
def test_wrong_lengths(kind: str, amount: int, unit: str) -> None:
    with pytest.raises(BadPeriod):
        korea().period(kind, amount, unit, law="시험")


def test_absurd_lengths_are_refused() -> None:
    period = korea().period("petition", 10_000, "year", law="시험")
    with pytest.raises(BadPeriod):
        due(at("2026-11-02"), period, korea().calendar)
    with pytest.raises(BadPeriod):
        korea().period("civil", 10**8, "day", law="시험")
    with pytest.raises(BadPeriod):
        due(at("9999-12-01"), korea().period("restriction", 60, "day", law="시험"), korea().calendar)


def test_a_moment_has_a_time_zone_and_is_read_in_seoul() -> None:
    period = korea().period("civil", 1, "day", law="시험")
    with pytest.raises(NaiveTime):
        due(dt.datetime(2026, 11, 2, 9), period, korea().calendar)  # noqa: DTZ001
    # 16:00 UTC is one in the morning of the 3rd in Seoul.
    assert due(dt.datetime(2026, 11, 2, 16, tzinfo=dt.UTC), period, korea().calendar).day == day("2026-11-04")


def test_what_is_left() -> None:
    found = ends("petition", (7, "day"), "2026-11-02")  # Tue 10
    left = remaining(found, at("2026-11-05 12:00"), korea().calendar)
    assert (left.over, left.days, left.working_days) == (False, 5, 3)  # Fri, Mon, Tue
    over = remaining(found, at("2026-11-12 00:00"), korea().calendar)
    assert (over.over, over.days, over.working_days) == (True, -2, 0)
    hours = ends("petition", (3, "hour"), "2026-11-02 10:00")
    assert remaining(hours, at("2026-11-02 13:30"), korea().calendar).time == dt.timedelta(minutes=30)
    assert remaining(hours, at("2026-11-02 14:01"), korea().calendar).over
    open_ = ends("petition", (6, "day"), "2026-11-02", supplement(("2026-11-04", None)))
    assert remaining(open_, at("2026-12-31"), korea().calendar).days is None
