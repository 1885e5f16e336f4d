"""Weeks, months, years and the days of the Civil Act: dates derived by hand, the article beside each."""

from __future__ import annotations

import pytest

from madang.rules.clock.service import Extension, ExtensionRule
from madang.rules.clock.tests.korean import day, ends, supplement

D, W, M, Y = "day", "week", "month", "year"

cases = [
    # 민원처리법 §19③: by the calendar, first day counted, 민법 §159-§161.
    ("petition", (1, M), "2024-01-31", "2024-02-29"),  # 민법 §160③: no 31 February, a leap year
    ("petition", (1, M), "2023-01-31", "2023-02-28"),  # §160③
    ("petition", (1, M), "2023-01-29", "2023-02-28"),  # §160③: no 29 February 2023
    ("petition", (1, M), "2024-01-29", "2024-02-28"),  # §160②: the day before 29 February
    ("petition", (1, M), "2026-09-01", "2026-09-30"),  # §160①: a whole month
    ("petition", (1, M), "2026-03-31", "2026-04-30"),  # §160③
    # §160② Sun 24 May 부처님 오신 날; Mon 25 대체공휴일; §161 Tue 26.
    ("petition", (1, M), "2026-04-25", "2026-05-26"),
    ("petition", (3, M), "2025-07-05", "2025-10-10"),  # Sat 4 Oct; 5-7 추석, 8 대체공휴일, 9 한글날; Fri 10 (§161)
    ("petition", (1, W), "2026-04-28", "2026-05-04"),  # Tue to Mon
    ("petition", (2, W), "2026-11-02", "2026-11-16"),  # fourteen days end on Sun 15; §161
    ("petition", (1, Y), "2024-02-29", "2025-02-28"),  # §160③: no 29 February 2025
    ("petition", (1, Y), "2023-03-01", "2024-02-29"),  # §160②: the day before 1 March 2024
    # 행정기본법 §6①, 민법 §157: the first day is not counted.
    ("civil", (30, D), "2026-08-15", "2026-09-14"),  # 16 August is day 1: 16 of August, 14 of September
    ("civil", (30, D), "2026-09-04", "2026-10-06"),  # Sun 4 Oct; Mon 5 대체공휴일 of 개천절; §161 Tue
    ("civil", (60, D), "2026-09-04", "2026-11-03"),  # 26 + 31 + 3
    ("civil", (30, D), "2026-04-01", "2026-05-04"),  # Fri 1 May 노동절, a weekend, Mon
    ("civil", (30, D), "2025-04-01", "2025-05-01"),  # a working day in 2025
    ("civil", (30, D), "2027-06-17", "2027-07-20"),  # Sat 17 July 제헌절, Sun, Mon 19 대체공휴일, Tue
    ("civil", (14, D), "2026-12-11", "2026-12-28"),  # Fri 25 Dec, a weekend, Mon
    ("civil", (10, D), "2025-01-17", "2025-01-31"),  # 행정절차법 §21③: Mon 27 임시공휴일, 28-30 설, Fri 31
    ("civil", (60, D), "2024-02-10", "2024-04-11"),  # 19 + 31 + 10: Wed 10 April, election day; Thu
    ("civil", (90, D), "2025-07-09", "2025-10-10"),  # 기초연금법 §22②: 22 + 31 + 30 + 7: Tue 7 Oct 추석; 8, 9; Fri
    ("civil", (90, D), "2026-03-05", "2026-06-04"),  # 26 + 30 + 31 + 3: Wed 3 June, election day; Thu
    ("civil", (180, D), "2025-12-12", "2026-06-10"),  # 행정심판법 §27③: 19 + 31 + 28 + 31 + 30 + 31 + 10
    ("civil", (1, M), "2024-01-31", "2024-02-29"),  # §157: from 1 February, a whole month
    ("civil", (1, M), "2024-01-30", "2024-02-29"),  # §157: from 31 January; §160③
    ("civil", (1, M), "2024-01-28", "2024-02-28"),  # §157: from 29 January; §160② the day before 29 February
    ("civil", (3, M), "2023-11-30", "2024-02-29"),  # §157: from 1 December, three whole months
    # 아동수당법 §10②: within sixty days, the day of birth included.
    ("civil_from_the_first_day", (60, D), "2026-03-10", "2026-05-08"),  # 22 + 30 + 8
    ("civil_from_the_first_day", (60, D), "2026-07-30", "2026-09-28"),  # 2 + 31 + 27: Sun 27 Sep; Mon
    ("civil_from_the_first_day", (60, D), "2025-08-06", "2025-10-10"),  # 26 + 30 + 4: Sat 4 Oct, 추석 …; Fri 10
    # 행정기본법 §6②: first day counted, an end on a holiday stays.
    ("restriction", (30, D), "2026-09-06", "2026-10-05"),  # 25 + 5: a 대체공휴일
    ("restriction", (1, M), "2026-01-17", "2026-02-16"),  # the eve of 설
    ("restriction", (3, M), "2024-11-30", "2025-02-28"),  # §160③
]


@pytest.mark.parametrize(("kind", "length", "start", "last"), cases)
def test_the_last_day(kind: str, length: tuple[int, str], start: str, last: str) -> None:
    assert ends(kind, length, start).day == day(last)


suspended = [
    # 2 November and a month: 1 December; three days out: 4 December.
    ((1, M), "petition", "2026-11-02", ("2026-11-10", "2026-11-12"), "2026-12-04"),
    # Over the end: 28 days by 29 November, two more on 3 and 4 December.
    ((1, M), "petition", "2026-11-02", ("2026-11-30", "2026-12-02"), "2026-12-04"),
    # Sent on the last day itself, 1 December, which is left out: 2 December.
    ((1, M), "restriction", "2026-11-02", ("2026-12-01", "2026-12-01"), "2026-12-02"),
    # 30 days from 16 August without 20-24: Sat 19 September; §161 Mon 21.
    ((30, D), "civil", "2026-08-15", ("2026-08-20", "2026-08-24"), "2026-09-21"),
    # The thirtieth day is Sat 26 December; Mon 28, to which it would move, is left out until Wed 30: Thu 31.
    ((30, D), "civil", "2026-11-26", ("2026-12-28", "2026-12-30"), "2026-12-31"),
]


@pytest.mark.parametrize(("length", "kind", "start", "span", "last"), suspended)
def test_suspended_days_are_made_up_for(
    length: tuple[int, str], kind: str, start: str, span: tuple[str, str], last: str
) -> None:
    assert ends(kind, length, start, supplement(span)).day == day(last)


def test_an_open_suspension_of_a_month() -> None:
    assert ends("petition", (1, M), "2026-11-02", supplement(("2026-11-10", None))).waits
    assert not ends("petition", (1, M), "2026-11-02", supplement(("2026-12-02", None))).waits


def test_thirty_days_and_sixty_with_a_reason() -> None:
    # 기초연금법 시행규칙 §8①: 30 days of receipt, 60 with the reason stated. Sat 26 December, Mon 28; 4 + 31 + 25:
    # Mon 25 January.
    rule = ExtensionRule("기초연금법 시행규칙 §8① 단서", most=30)
    more = Extension(30, day("2026-12-28"), "재산 조사에 시일이 걸림")
    assert ends("civil", (30, D), "2026-11-26", rule=rule).day == day("2026-12-28")
    assert ends("civil", (30, D), "2026-11-26", extensions=[more], rule=rule).day == day("2027-01-25")


def test_an_extension_from_the_day_after_the_expiry() -> None:
    # 사회보장급여법 §17②: ten days to Thu 12; from Fri 13, which counts, five more to Tue 17.
    rule = ExtensionRule("사회보장급여법 §17② 단서", most=10, after_expiry=True)
    more = Extension(5, day("2026-11-12"), "사실 확인")
    assert ends("civil", (10, D), "2026-11-02", rule=rule).day == day("2026-11-12")
    found = ends("civil", (10, D), "2026-11-02", extensions=[more], rule=rule)
    assert found.day == day("2026-11-17")
    assert [step.what for step in found.steps].count("ends") == 2


def test_a_month_extended_by_a_month() -> None:
    # 시행령 §21①: two months from 31 January 2024: 30 March (§160②), a Saturday; §161 Mon 1 April.
    more = Extension(1, day("2024-02-20"), "cooperation")
    assert ends("petition", (1, M), "2024-01-31", extensions=[more]).day == day("2024-04-01")
