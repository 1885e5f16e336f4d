"""Substitute holidays as 관공서의 공휴일에 관한 규정 §3 makes them out of the other holidays.

Each year's file writes its substitutes down; the loader holds them against this.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Set

from madang.rules.clock.holidays import Holiday

SATURDAY, SUNDAY = 5, 6


def substitutes(holidays: Iterable[Holiday]) -> list[tuple[dt.date, dt.date]]:
    """(substitute, the holiday it makes up for) of every holiday that falls in vain, in order.

    The first day after it that is no holiday (§3①), is not a substitute already (§3②) and no Saturday (§3③). Of
    several holidays that meet on one weekday one is kept, the others are owed (§3①3).
    """
    by_day: dict[dt.date, list[Holiday]] = {}
    for holiday in holidays:
        if holiday.rule.kind != "substitute":
            by_day.setdefault(holiday.day, []).append(holiday)
    found: list[tuple[dt.date, dt.date]] = []
    taken: set[dt.date] = set()
    for day in sorted(by_day):
        for _ in range(_owed(day, by_day[day])):
            substitute = _first_free(day, by_day.keys() | taken)
            taken.add(substitute)
            found.append((substitute, day))
    return found


def _owed(day: dt.date, holidays: list[Holiday]) -> int:
    weekday = day.weekday()
    if weekday in (SATURDAY, SUNDAY):
        name = "saturday" if weekday == SATURDAY else "sunday"
        return sum(name in holiday.rule.gives_way for holiday in holidays)
    named = [holiday for holiday in holidays if holiday.rule.kind == "named"]
    may = sum("holiday" in holiday.rule.gives_way for holiday in named)
    return min(len(named) - 1, may) if named else 0


def _first_free(day: dt.date, holidays: Set[dt.date]) -> dt.date:
    day += dt.timedelta(days=1)
    while day.weekday() in (SATURDAY, SUNDAY) or day in holidays:
        day += dt.timedelta(days=1)
    return day
