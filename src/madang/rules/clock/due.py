"""When a period ends, with suspensions and extensions, and what is left of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from madang.rules.clock.calendar import SEOUL, Calendar
from madang.rules.clock.counting import Counted, counted
from madang.rules.clock.extending import allowed, extended_step
from madang.rules.clock.kinds import Extension, Pause, Period
from madang.rules.clock.refusals import NaiveTime
from madang.rules.clock.steps import Step, named, step
from madang.rules.clock.walking import Walk, one_day


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a period.

    day: the last day, on which it may still be done; None while a suspension is open. moment: the time on that day, for
    periods counted in office hours; without one the period ends with the day (민법 §159). steps: how it was counted.
    """

    start: dt.datetime
    period: Period
    day: dt.date | None
    moment: dt.datetime | None
    steps: tuple[Step, ...]

    @property
    def waits(self) -> bool:
        """Whether a suspension is open, so that the end is not known yet."""
        return self.day is None


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left at a moment. days: from that day to the last, negative once it is over; working_days: how many of
    the days after that one, up to the last, are worked (0 once it is over). All None while a suspension is open."""

    over: bool
    days: int | None = None
    working_days: int | None = None
    time: dt.timedelta | None = None
    """Until the moment, for periods counted in office hours."""


def in_seoul(moment: dt.datetime) -> dt.datetime:
    """The moment by the clock of Seoul, where the law works. NaiveTime without a time zone."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise NaiveTime("시간대가 없는 시각입니다.", "the time has no time zone")
    return moment.astimezone(SEOUL)


def due(
    start: dt.datetime,
    period: Period,
    calendar: Calendar,
    suspensions: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
) -> Due:
    """When the period that begins at `start` ends. Refused (ClockRefused): NoHolidays, NaiveTime, BadPause,
    BadExtension. Extensions in the order in which they were told."""
    begun = in_seoul(start)
    walk = Walk(calendar, suspensions, begun.date())
    amount = period.amount
    found = counted(begun, period, amount, walk)
    steps: list[Step] = []
    for number, extension in enumerate(extensions, start=1):
        rule = allowed(period, extension, number, begun.date(), found.day)
        told = extended_step(period, extension, number, rule)
        if not rule.after_expiry:
            amount += extension.amount
            found = counted(begun, period, amount, walk)
            steps.append(told)
        elif found.day is not None:
            after = _after(found.day, period, extension.amount, walk)
            found = Counted(after.day, after.moment, [*found.steps, told, *after.steps])
    opening = named(begun.date())
    words = f"{opening.ko} {begun:%H:%M}에 시작합니다.", f"It begins on {opening.en} at {begun:%H:%M}."
    first = step("start", *words, period.law, begun.date())
    return Due(begun, period, found.day, found.moment, (first, *steps, *found.steps))


def _after(end: dt.date, period: Period, amount: int, walk: Walk) -> Counted:
    begun = dt.datetime.combine(end + one_day, dt.time(), SEOUL)
    return counted(begun, period, amount, walk, first_day=True)


def remaining(due: Due, now: dt.datetime, calendar: Calendar) -> Remaining:
    """What is left of the period at a moment. NaiveTime; NoHolidays."""
    here = in_seoul(now)
    if due.day is None:
        return Remaining(over=False)
    today = here.date()
    days = (due.day - today).days
    later = (today + dt.timedelta(days=step) for step in range(1, days + 1))
    over = here > due.moment if due.moment is not None else today > due.day
    left = None if due.moment is None else due.moment - here
    return Remaining(over, days, sum(calendar.works(day) for day in later), left)
