"""The days on which offices work, and their hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from madang.rules.clock.holidays import Holiday
from madang.rules.clock.refusals import NoHolidays
from madang.rules.clock.substitutes import SATURDAY, SUNDAY
from madang.rules.model import Label

SEOUL = ZoneInfo("Asia/Seoul")
Span = tuple[dt.time, dt.time]
_saturday = Label("토요일", "Saturday")
_sunday = Label("일요일", "Sunday")
SUNDAY_LAW = "관공서의 공휴일에 관한 규정 §2(1)"


class Calendar:
    """Public holidays of some years, and office hours; does not change after it is made.

    years: those whose holidays are known in full. hours: spans of a working day, in order, not overlapping.
    """

    def __init__(self, years: Iterable[int], holidays: Iterable[Holiday], hours: Iterable[Span]) -> None:
        self.years = tuple(sorted(years))
        self.hours = tuple(hours)
        by_day: dict[dt.date, list[Holiday]] = {}
        for holiday in holidays:
            by_day.setdefault(holiday.day, []).append(holiday)
        self._by_day: Mapping[dt.date, tuple[Holiday, ...]] = {day: tuple(of) for day, of in by_day.items()}

    def holidays(self, day: dt.date) -> tuple[Holiday, ...]:
        """The holidays that fall on a day beside its being a Sunday. NoHolidays for a year that is not known."""
        if day.year not in self.years:
            raise NoHolidays(day.year, self.years)
        return self._by_day.get(day, ())

    def of_year(self, year: int) -> tuple[Holiday, ...]:
        """The holidays of a year in order. NoHolidays."""
        if year not in self.years:
            raise NoHolidays(year, self.years)
        return tuple(one for day in sorted(self._by_day) if day.year == year for one in self._by_day[day])

    def works(self, day: dt.date) -> bool:
        """Whether the day is neither a public holiday nor a Saturday. NoHolidays."""
        return not self.holidays(day) and day.weekday() not in (SATURDAY, SUNDAY)

    def why_closed(self, day: dt.date) -> Label | None:
        """What day it is on which nobody works, None for a working day. NoHolidays."""
        names = [holiday.label for holiday in self.holidays(day)]
        names += [_saturday] if day.weekday() == SATURDAY else [_sunday] if day.weekday() == SUNDAY else []
        if not names:
            return None
        return Label("·".join(name.ko for name in names), ", ".join(name.en for name in names))

    def spans(self, day: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
        """The office hours of a day, none where nobody works. NoHolidays."""
        if not self.works(day):
            return []
        return [
            (dt.datetime.combine(day, start, SEOUL), dt.datetime.combine(day, end, SEOUL)) for start, end in self.hours
        ]
