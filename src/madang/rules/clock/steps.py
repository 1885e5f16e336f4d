"""How a period was counted, sentence by sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from madang.rules.clock.calendar import SUNDAY_LAW, Calendar
from madang.rules.model import Label
from madang.rules.particles import settled

_weekdays = ("월", "화", "수", "목", "금", "토", "일")
_english = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Step:
    """One step; what: start, first_day, left_out, paused, extended, last_day, moved, ends, waits; law: the article."""

    what: str
    ko: str
    en: str
    law: str
    day: dt.date | None = None

    def text(self, language: str) -> str:
        """The sentence in "ko" or "en"."""
        return self.ko if language == "ko" else self.en


def step(what: str, ko: str, en: str, law: str, day: dt.date | None = None) -> Step:
    """A step whose pairs of Korean particles are settled."""
    return Step(what, settled(ko), en, law, day)


def named(day: dt.date) -> Label:
    """«2026년 5월 5일(화)» / "Tue 5 May 2026"."""
    weekday = day.weekday()
    return Label(
        f"{day.year}년 {day.month}월 {day.day}일({_weekdays[weekday]})",
        f"{_english[weekday]} {day.day} {day:%B} {day.year}",
    )


def left_out(days: Sequence[dt.date], calendar: Calendar, law: str) -> list[Step]:
    """The days that were not counted as nobody works on them: each holiday by name, Saturdays and Sundays together."""
    found = []
    weekend = 0
    for day in days:
        holidays = calendar.holidays(day)
        if not holidays:
            weekend += 1
            continue
        why, date = calendar.why_closed(day), named(day)
        assert why is not None
        laws = ", ".join([law, *(holiday.law for holiday in holidays)])
        found.append(
            step("left_out", f"{date.ko} {why.ko}: 세지 않습니다.", f"{date.en}, {why.en}: not counted.", laws, day)
        )
    if weekend:
        found.append(
            step(
                "left_out",
                f"토요일과 일요일 {weekend}일은 세지 않습니다.",
                f"{weekend} Saturday{'' if weekend == 1 else 's'} or Sunday{'' if weekend == 1 else 's'}: not counted.",
                f"{law}, {SUNDAY_LAW}",
            )
        )
    return found
