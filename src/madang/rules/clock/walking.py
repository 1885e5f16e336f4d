"""Going through days: which count, where a count ends, and where an end moves to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from madang.rules.clock.calendar import Calendar
from madang.rules.clock.kinds import Pause
from madang.rules.clock.refusals import BadPause

one_day = dt.timedelta(days=1)


@dataclass(slots=True)
class Walked:
    """Where a walk ended: day, or moment too; day None where it waits for a suspension to end. Days passed over."""

    day: dt.date | None
    moment: dt.datetime | None = None
    closed: list[dt.date] = field(default_factory=list)


class Walk:
    """The days as a calendar and the suspensions of one period make them."""

    def __init__(self, calendar: Calendar, pauses: Sequence[Pause], begun: dt.date) -> None:
        self.calendar = calendar
        self.pauses = tuple(sorted(pauses, key=lambda pause: pause.first))
        _check(self.pauses, begun)

    def paused(self, day: dt.date) -> Pause | None:
        """The suspension that holds on the day."""
        for pause in self.pauses:
            if pause.first <= day and (pause.last is None or day <= pause.last):
                return pause
        return None

    def waits(self, day: dt.date) -> bool:
        """Whether the day lies in a suspension that has not ended yet."""
        pause = self.paused(day)
        return pause is not None and pause.last is None

    def days(self, first: dt.date, amount: int, *, working: bool) -> Walked:
        """The `amount`-th day that counts, from `first` on. working: Saturdays and holidays do not count."""
        found = Walked(None)
        day = first
        while not self.waits(day):
            if self.paused(day) is None:
                if working and not self.calendar.works(day):
                    found.closed.append(day)
                else:
                    amount -= 1
                    if amount == 0:
                        found.day = day
                        return found
            day += one_day
        return found

    def hours(self, start: dt.datetime, hours: int) -> Walked:
        """The moment at which so many office hours have passed since `start`."""
        found = Walked(None)
        left = dt.timedelta(hours=hours)
        day = start.date()
        while not self.waits(day):
            if self.paused(day) is None:
                if not self.calendar.works(day):
                    found.closed.append(day)
                for opens, closes in self.calendar.spans(day):
                    begins = max(opens, start)
                    if closes - begins >= left:
                        found.day, found.moment = day, begins + left
                        return found
                    left -= max(closes - begins, dt.timedelta())
            day += one_day
        return found

    def longer(self, first: dt.date, last: dt.date) -> Walked:
        """Where a period by the calendar ends once the suspended days between are made up for."""
        base, last_known = last, None
        while last != last_known:
            last_known = last
            suspended = 0
            for pause in self.pauses:
                if pause.first > last:
                    break
                if pause.last is None:
                    return Walked(None)
                suspended += (pause.last - max(pause.first, first)).days + 1 if pause.last >= first else 0
            last = base + dt.timedelta(days=suspended)
        return Walked(last)

    def moved(self, day: dt.date) -> tuple[dt.date | None, list[dt.date]]:
        """The first day from `day` on that is a working day and not suspended, and the days passed over (민법 §161)."""
        passed: list[dt.date] = []
        while not self.waits(day):
            if self.paused(day) is None and self.calendar.works(day):
                return day, passed
            passed.append(day)
            day += one_day
        return None, passed


def _check(pauses: Sequence[Pause], begun: dt.date) -> None:
    before: Pause | None = None
    for pause in pauses:
        if pause.last is not None and pause.last < pause.first:
            raise BadPause(
                f"멈춘 기간의 끝({pause.last})이 시작({pause.first})보다 앞섭니다.",
                f"the suspension ends ({pause.last}) before it begins ({pause.first})",
            )
        if pause.first < begun:
            raise BadPause(
                f"멈춘 기간({pause.first})이 기간의 시작({begun})보다 앞섭니다.",
                f"the suspension begins ({pause.first}) before the period does ({begun})",
            )
        if before is not None and (before.last is None or pause.first <= before.last):
            raise BadPause(
                f"멈춘 기간이 겹칩니다: {before.first}부터와 {pause.first}부터.",
                f"two suspensions overlap: from {before.first} and from {pause.first}",
            )
        before = pause
