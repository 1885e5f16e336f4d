"""Arithmetic and order of dates, times and durations (DMN 1.5 section 10.3.2.3 and tables 50 to 55)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from madang.rules.feel.temporal_text import days_in_month, make_date, zone_info
from madang.rules.feel.values import NANOS, Date, DateTime, DaysDuration, FarDate, MonthsDuration, Time

DAY = 86_400 * NANOS


def day_number(date: Date) -> int:
    """Days since 0000-03-01, proleptic Gregorian, for any year."""
    year, month = (date.year, date.month) if date.month > 2 else (date.year - 1, date.month + 12)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + date.day - 1


def date_of(number: int) -> Date | None:
    """The date of a day number; None outside FEEL's years."""
    era, rest = divmod(number, 146_097)
    year_of_era = (rest - rest // 1460 + rest // 36_524 - rest // 146_096) // 365
    day_of_year = rest - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month + 2) // 5 + 1
    year = year_of_era + era * 400
    return make_date(year if month < 10 else year + 1, month + 3 if month < 10 else month - 9, day)


def weekday(date: Date) -> int:
    """1 Monday to 7 Sunday."""
    return (day_number(date) + 2) % 7 + 1


def add_months(date: Date, months: int) -> Date | None:
    """The same day some months on, or that month's last day."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return make_date(year, month + 1, min(date.day, days_in_month(year, month + 1)))


def months_between(start: Any, end: Any) -> int:
    """Whole months from start to end by their dates, negative when end is earlier."""
    first, last = as_date(start), as_date(end)
    total: int = (last.year - first.year) * 12 + last.month - first.month
    if total > 0 and last.day < first.day:
        return total - 1
    if total < 0 and last.day > first.day:
        return total + 1
    return total


def as_date(value: Any) -> Any:
    return value.date if isinstance(value, DateTime) else value


def nanos_of_day(time: Time) -> int:
    return ((time.hour * 60 + time.minute) * 60 + time.second) * NANOS + time.nano


def utc_offset(time: Time, date: Date | None = None) -> int | None:
    """Seconds from UTC; None for a local time. A zone is looked up on the date (2000-01-01 without one)."""
    if time.zone is None:
        return time.offset
    zone = zone_info(time.zone)
    day = date if isinstance(date, dt.date) else dt.date(2000, 1, 1)
    shift = dt.datetime(day.year, day.month, day.day, time.hour, time.minute, time.second, tzinfo=zone).utcoffset()
    return int(shift.total_seconds()) if shift is not None else None


def instant(value: Any) -> tuple[bool, int]:
    """(has an offset, nanoseconds): dates and local values count as their own clock."""
    if isinstance(value, Time):
        offset = utc_offset(value)
        return offset is not None, nanos_of_day(value) - (offset or 0) * NANOS
    if isinstance(value, DateTime):
        offset = utc_offset(value.time, value.date)
        return offset is not None, day_number(value.date) * DAY + nanos_of_day(value.time) - (offset or 0) * NANOS
    return True, day_number(value) * DAY


def time_from_nanos(nanos: int, like: Time) -> Time:
    """The time of day `nanos` into the day, with the offset or zone of `like`."""
    seconds, nano = divmod(nanos, NANOS)
    minutes, second = divmod(seconds, 60)
    return Time(minutes // 60, minutes % 60, second, nano, like.offset, like.zone)


def shift(value: Any, nanos: int) -> Any:
    """A date, time or date and time moved by nanoseconds; a date moves by its instant at midnight UTC."""
    if isinstance(value, Time):
        return time_from_nanos((nanos_of_day(value) + nanos) % DAY, value)
    if isinstance(value, DateTime):
        days, rest = divmod(nanos_of_day(value.time) + nanos, DAY)
        date = date_of(day_number(value.date) + days)
        return DateTime(date, time_from_nanos(rest, value.time)) if date is not None else None
    return date_of(day_number(value) + nanos // DAY)


def shift_months(value: Any, months: int) -> Any:
    """A date or date and time moved by months."""
    if isinstance(value, DateTime):
        date = add_months(value.date, months)
        return DateTime(date, value.time) if date is not None else None
    return add_months(value, months)


def difference(left: Any, right: Any) -> DaysDuration | None:
    """left - right; None when only one of them has an offset."""
    (left_fixed, left_nanos), (right_fixed, right_nanos) = instant(left), instant(right)
    return DaysDuration(left_nanos - right_nanos) if left_fixed == right_fixed else None


def property_of(value: Any, name: str) -> Any:
    """A property of a temporal value (DMN 1.5 table 65), a Decimal, text or duration; None if there is none."""
    found: Any = None
    if isinstance(value, (dt.date, FarDate)):
        found = _of_date(value, name)
    elif isinstance(value, Time):
        found = _of_time(value, name)
    elif isinstance(value, DateTime):
        found = _of_date(value.date, name)
        found = _of_time(value.time, name, value.date) if found is None else found
    elif isinstance(value, MonthsDuration):
        found = {"years": value.years, "months": value.months}.get(name)
    elif isinstance(value, DaysDuration):
        found = _of_days(value, name)
    return Decimal(found) if type(found) is int else found


def _of_date(value: Date, name: str) -> int | None:
    if name == "weekday":
        return weekday(value)
    return int(getattr(value, name)) if name in ("year", "month", "day") else None


def _of_time(value: Time, name: str, date: Date | None = None) -> Any:
    if name in ("hour", "minute", "second"):
        return getattr(value, name)
    if name == "timezone":
        return value.zone
    if name == "time offset":
        offset = utc_offset(value, date)
        return None if offset is None else DaysDuration(offset * NANOS)
    return None


def _of_days(value: DaysDuration, name: str) -> int | None:
    seconds = abs(value.nanos) // NANOS
    parts = {
        "days": seconds // 86_400,
        "hours": seconds // 3600 % 24,
        "minutes": seconds // 60 % 60,
        "seconds": seconds % 60,
    }
    found = parts.get(name)
    return None if found is None else (-found if value.nanos < 0 else found)
