"""Periods of up to five days, counted in office hours: dates derived by hand (민원 처리에 관한 법률 §19①).

Office hours are 09-12 and 13-18 (국가공무원 복무규정 §9②), eight to a day; holidays and Saturdays are left out.
"""

from __future__ import annotations

import pytest

from madang.rules.clock.service import Extension
from madang.rules.clock.tests.korean import at, day, ends, supplement

HOUR, DAY = "hour", "day"

cases = [
    # 시행령 §19 «즉시»: three office hours. Mon 10-12 is two, 13-14 the third.
    ((3, HOUR), "2026-11-02 10:00", "2026-11-02 14:00"),
    # Fri 17:30-18:00 half an hour, Sat and Sun left out, Mon 09:00-11:30 two and a half.
    ((3, HOUR), "2026-11-06 17:30", "2026-11-09 11:30"),
    # 18:00 sharp: the day's hours are over; Tue 09-12.
    ((3, HOUR), "2026-11-02 18:00", "2026-11-03 12:00"),
    # 시행령 §13③, transfer within eight office hours: Tue 15-18 three, Wed 3 June is election day (규정 §2(10의2)),
    # Thu 09-12 and 13-15 five.
    ((8, HOUR), "2026-06-02 15:00", "2026-06-04 15:00"),
    # §19①: a day is eight office hours, Mon 09-12 and 13-18.
    ((1, DAY), "2026-11-02 09:00", "2026-11-02 18:00"),
    # Mon 14-18 four, Tue 09-12 three and 13-14 one.
    ((1, DAY), "2026-11-02 14:00", "2026-11-03 14:00"),
    # Received at lunch: Mon 13-18 five, Tue 09-12 three; full at noon.
    ((1, DAY), "2026-11-02 12:30", "2026-11-03 12:00"),
    # Received on a Saturday: the hours begin on Monday at nine.
    ((1, DAY), "2026-11-07 11:00", "2026-11-09 18:00"),
    # Received at eight in the evening before 노동절 (Fri 1 May 2026, 규정 §2(6)) and a weekend: Monday.
    ((1, DAY), "2026-04-30 20:00", "2026-05-04 18:00"),
    # In 2025 the first of May was a working day of offices: Wed 16-18 two, Thu eight, Fri 09-12 and 13-16 six.
    ((2, DAY), "2025-04-30 16:00", "2025-05-02 16:00"),
    # Received on 추석 (Mon 6 Oct 2025); Tue 추석 다음 날, Wed 대체공휴일 (규정 §3①2), Thu 한글날; Fri and Mon.
    ((2, DAY), "2025-10-06 10:00", "2025-10-13 18:00"),
    # Fri 17:30: half an hour; Sat, Sun (어린이날) and Mon 6 May 2024 (대체공휴일) left out; Tue, Wed sixteen; Thu seven
    # and a half, 09-12 and 13-17:30.
    ((3, DAY), "2024-05-03 17:30", "2024-05-09 17:30"),
    # Five days are still hours: Fri half, Mon-Thu thirty-two, Fri seven and a half.
    ((5, DAY), "2026-11-06 17:30", "2026-11-13 17:30"),
    # Mon 21 Sep seven, Tue and Wed sixteen, Thu-Sat 추석, Mon and Tue sixteen, Wed one: forty.
    ((5, DAY), "2026-09-21 10:00", "2026-09-30 10:00"),
]


@pytest.mark.parametrize(("length", "start", "moment"), cases)
def test_office_hours(length: tuple[int, str], start: str, moment: str) -> None:
    found = ends("petition", length, start)
    assert found.moment == at(moment)
    assert found.day == at(moment).date()


def test_days_of_a_supplement_are_left_out_whole() -> None:
    # 행정절차법 시행령 §11(1): the days of sending (Tue) and of arrival (Thu) are both left out. Mon 10-12 and 13-18
    # seven, Fri eight, Mon 09-10 one: sixteen.
    found = ends("petition", (2, DAY), "2026-11-02 10:00", supplement(("2026-11-03", "2026-11-05")))
    assert found.moment == at("2026-11-09 10:00")


def test_an_extended_period_stays_in_hours() -> None:
    # 시행령 §21①: once, by the period itself: forty-eight hours from Mon 09:00, forty by Fri, eight on Mon.
    more = Extension(3, day("2026-11-04"), "cooperation")
    found = ends("petition", (3, DAY), "2026-11-02 09:00", extensions=[more])
    assert found.moment == at("2026-11-09 18:00")


def test_steps_say_why() -> None:
    found = ends("petition", (3, DAY), "2024-05-03 17:30")
    assert [step.what for step in found.steps] == ["start", "first_day", "left_out", "left_out", "left_out", "ends"]
    holiday = found.steps[2]
    assert holiday.ko == "2024년 5월 5일(일) 어린이날·일요일: 세지 않습니다."
    assert "관공서의 공휴일에 관한 규정 §2(7)" in holiday.law
    assert found.steps[3].en == "Mon 6 May 2024, Substitute holiday: not counted."
    assert found.steps[4].ko == "토요일과 일요일 1일은 세지 않습니다."
    assert found.steps[-1].text("en") == "The 24 office hours are full at 17:30 on Thu 9 May 2024."
    assert found.steps[0].law == "시험"
