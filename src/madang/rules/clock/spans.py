"""Weeks, months and years by the calendar (민법 §160)."""

from __future__ import annotations

import calendar
import datetime as dt

from madang.rules.clock.refusals import BadPeriod


def last_day(first: dt.date, amount: int, unit: str) -> dt.date:
    """The last day of a period that begins with `first`: the day before the day that answers to it (§160②).

    Where the last month has no such day, its own last day (§160③). BadPeriod beyond the year 9999.
    """
    try:
        if unit == "week":
            return first + dt.timedelta(days=7 * amount - 1)
        months = first.year * 12 + first.month - 1 + (amount if unit == "month" else 12 * amount)
        year, month = divmod(months, 12)
        month += 1
        if first.day > calendar.monthrange(year, month)[1]:
            return dt.date(year, month, calendar.monthrange(year, month)[1])
        return dt.date(year, month, first.day) - dt.timedelta(days=1)
    except (ValueError, OverflowError, calendar.IllegalMonthError) as error:
        raise BadPeriod(f"기간이 너무 깁니다: {amount} {unit}", f"the period is too long: {amount} {unit}") from error
