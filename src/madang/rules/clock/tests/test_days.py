"""Periods of six days and more, Saturdays and holidays left out (민원 처리에 관한 법률 §19②): dates derived by hand.

The first day is counted where it is a working day; numbers in the comments are the days as they are counted.
"""

from __future__ import annotations

import pytest

from madang.rules.clock.service import Extension
from madang.rules.clock.tests.korean import day, ends, supplement

cases = [
    # Mon 2 - Fri 6 five, Mon 9 the sixth.
    (6, "2026-11-02", "2026-11-09"),
    # Received at 17:30 on a Friday: the day counts all the same. Fri 3 May 1; 4 Sat, 5 어린이날, 6 대체공휴일 (규정
    # §3①1); 7, 8, 9, 10 make 5; Mon 13 the sixth.
    (6, "2024-05-03 17:30", "2024-05-13"),
    # Fri 2 May 1; Mon 5 어린이날 and 부처님 오신 날 together, Tue 6 대체공휴일 (§3①3); 7 2, 8 3, 9 4, 12 5, 13 6, 14 7.
    (7, "2025-05-02", "2025-05-14"),
    # Fri 24 Jan 1; Mon 27 임시공휴일 (§2(11)); 28-30 설; Fri 31 2; 3 Feb 3, 4 4, 5 5, 6 6.
    (6, "2025-01-24", "2025-02-06"),
    # Fri 28 Feb 1; Sat 3·1절, Mon 3 대체공휴일; Tue 4 2, 5 3, 6 4, 7 5, 10 6.
    (6, "2025-02-28", "2025-03-10"),
    # Received on a holiday, Sat 15 Aug 2026, Mon 17 대체공휴일: Tue 18 1 … Fri 21 4, 24-28 9, Mon 31 10.
    (10, "2026-08-15", "2026-08-31"),
    # Fri 26 Sep 1, 29 2, 30 3, 1 Oct 4, 2 5; 3 개천절, 5-7 추석, 8 대체공휴일, 9 한글날; 10 6, 13-17 11, 20-22 14.
    (14, "2025-09-26", "2025-10-22"),
    # 25-27 Sep 3; 28-30 추석, 2 Oct 임시공휴일, 3 개천절; 4-6 6; 9 한글날; 10-13 10; 16-20 15; 23-27 20.
    (20, "2023-09-25", "2023-10-27"),
    # Fri 20 Jan 1; 21-23 설, Tue 24 대체공휴일 of Sun 22 (§3①2); 25 2, 26 3, 27 4, 30 5, 31 6.
    (6, "2023-01-20", "2023-01-31"),
    # Fri 26 May 1; Sat 27 부처님 오신 날, Mon 29 대체공휴일 (2023.5.4 개정); 30 2, 31 3, 1 June 4, 2 5, 5 6.
    (6, "2023-05-26", "2023-06-05"),
    # Wed 15 July 1, 16 2; Fri 17 제헌절, a holiday again since 2026; 20 3, 21 4, 22 5, 23 6.
    (6, "2026-07-15", "2026-07-23"),
    # In 2025 it was none: 15 1, 16 2, 17 3, 18 4, 21 5, 22 6.
    (6, "2025-07-15", "2025-07-22"),
    # Fri 30 Apr 1; Sat 1 May 노동절, Mon 3 its 대체공휴일; 4 2; 5 어린이날; 6 3, 7 4, 10 5, 11 6.
    (6, "2027-04-30", "2027-05-11"),
    # Over the year's end: Mon 28 Dec 1, 29 2, 30 3, 31 4; Fri 1 Jan; Mon 4 5, 5 6.
    (6, "2026-12-28", "2027-01-05"),
    # Thu 6 June 2024 is 현충일, without substitute on other days: 3 1, 4 2, 5 3, 7 4, 10 5, 11 6.
    (6, "2024-06-03", "2024-06-11"),
]


@pytest.mark.parametrize(("amount", "start", "last"), cases)
def test_working_days(amount: int, start: str, last: str) -> None:
    found = ends("petition", (amount, "day"), start)
    assert found.day == day(last)
    assert found.moment is None


suspended = [
    # 행정절차법 시행령 §11(1). Mon 1, Tue 2; sent Wed 4, back Tue 10, both left out; 11 3, 12 4, 13 5, Mon 16 6.
    ([("2026-11-04", "2026-11-10")], "2026-11-16"),
    # Sent and back on one day: that day alone.
    ([("2026-11-05", "2026-11-05")], "2026-11-10"),
    # Twice: 1 Mon, 2 Tue; Wed out; 3 Thu, 4 Fri; Mon 9, Tue 10 out; 5 Wed, 6 Thu.
    ([("2026-11-04", "2026-11-04"), ("2026-11-09", "2026-11-10")], "2026-11-12"),
    # Sent on the very day of receipt: it does not count either. 3 1, 4 2, 5 3, 6 4, 9 5, 10 6.
    ([("2026-11-02", "2026-11-02")], "2026-11-10"),
    # On days that do not count anyhow nothing is lost.
    ([("2026-11-07", "2026-11-08")], "2026-11-09"),
    # After the end: without effect.
    ([("2026-11-11", "2026-11-12")], "2026-11-09"),
]


@pytest.mark.parametrize(("spans", "last"), suspended)
def test_suspended_days_are_not_counted(spans: list[tuple[str, str]], last: str) -> None:
    assert ends("petition", (6, "day"), "2026-11-02", supplement(*spans)).day == day(last)


def test_an_open_suspension_leaves_the_end_open() -> None:
    found = ends("petition", (6, "day"), "2026-11-02", supplement(("2026-11-04", None)))
    assert found.waits
    assert found.day is None
    assert found.steps[-1].what == "waits"
    assert ends("petition", (6, "day"), "2026-11-02", supplement(("2026-11-10", None))).day == day("2026-11-09")


def test_one_extension_and_a_second_with_consent() -> None:
    # 시행령 §21①. Seven days end on Tue 10; fourteen: 2-6, 9-13, 16-19; twenty-one: 2-6, 9-13, 16-20, 23-27, Mon 30.
    first = Extension(7, day("2026-11-10"), "fact_finding")
    second = Extension(7, day("2026-11-19"), "force_majeure", consent=True)
    assert ends("petition", (7, "day"), "2026-11-02").day == day("2026-11-10")
    assert ends("petition", (7, "day"), "2026-11-02", extensions=[first]).day == day("2026-11-19")
    assert ends("petition", (7, "day"), "2026-11-02", extensions=[first, second]).day == day("2026-11-30")


def test_an_extension_beside_a_suspension() -> None:
    # 7 + 3 days; Wed 4 - Fri 6 out: Mon 1, Tue 2, 9-13 7, 16 8, 17 9, 18 10.
    more = Extension(3, day("2026-11-13"), "equivalent")
    found = ends("petition", (7, "day"), "2026-11-02", supplement(("2026-11-04", "2026-11-06")), [more])
    assert found.day == day("2026-11-18")
    assert "시행령 §21①4" in next(step.law for step in found.steps if step.what == "extended")
