"""Functions that make and read dates, times and durations (DMN 1.5 sections 10.3.4.1, 10.3.4.7, 10.3.4.8)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from madang.rules.feel.builtins.registry import Refusal, builtin
from madang.rules.feel.temporal import as_date, date_of, day_number, months_between, weekday
from madang.rules.feel.temporal_text import (
    MAX_OFFSET,
    make_date,
    parse_date,
    parse_date_time,
    parse_duration,
    parse_time,
)
from madang.rules.feel.values import CONTEXT, NANOS, DateTime, DaysDuration, MonthsDuration, Time

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MIDNIGHT_UTC = Time(0, 0, 0, 0, 0)


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise Refusal
    return int(number)


@builtin("date", "from:string|date|moment", "year:number, month:number, day:number")
def date(source: Any, month: Decimal | None = None, day: Decimal | None = None) -> Any:
    if month is not None and day is not None:
        return make_date(_whole(source), _whole(month), _whole(day))
    return parse_date(source) if isinstance(source, str) else as_date(source)


@builtin("time", "from:string|time|moment|date", "hour:number, minute:number, second:number, offset?:days|null")
def time(
    source: Any, minute: Decimal | None = None, second: Decimal | None = None, offset: DaysDuration | None = None
) -> Any:
    if minute is not None and second is not None:
        return _time_of(_whole(source), _whole(minute), second, offset)
    if isinstance(source, str):
        return parse_time(source)
    if isinstance(source, Time):
        return source
    return source.time if isinstance(source, DateTime) else _MIDNIGHT_UTC


def _time_of(hour: int, minute: int, second: Decimal, offset: DaysDuration | None) -> Time:
    seconds = None if offset is None else offset.nanos // NANOS
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60) or abs(seconds or 0) > MAX_OFFSET:
        raise Refusal
    whole = int(second)
    nanos = int(CONTEXT.multiply(CONTEXT.subtract(second, Decimal(whole)), Decimal(NANOS)))
    return Time(hour, minute, whole, nanos, seconds)


@builtin("date and time", "date:date|moment, time:time", "from:string|date|moment")
def date_and_time(source: Any, clock: Time | None = None) -> Any:
    if clock is not None:
        return DateTime(as_date(source), clock)
    if isinstance(source, str):
        found = parse_date_time(source)
        day = parse_date(source) if found is None else None
        return DateTime(day, Time(0, 0, 0)) if day is not None else found
    return source if isinstance(source, DateTime) else DateTime(source, _MIDNIGHT_UTC)


@builtin("duration", "from:string|days|months")
def duration(source: Any) -> Any:
    return parse_duration(source) if isinstance(source, str) else source


@builtin("years and months duration", "from:date|moment, to:date|moment")
def years_and_months_duration(start: Any, end: Any) -> MonthsDuration:
    return MonthsDuration(months_between(start, end))


@builtin("day of year", "date:date|moment")
def day_of_year(value: Any) -> Decimal:
    day = as_date(value)
    return Decimal(day_number(day) - day_number(_first(day.year, 1, 1)) + 1)


@builtin("day of week", "date:date|moment")
def day_of_week(value: Any) -> str:
    return _DAYS[weekday(as_date(value)) - 1]


@builtin("month of year", "date:date|moment")
def month_of_year(value: Any) -> str:
    return _MONTHS[as_date(value).month - 1]


@builtin("week of year", "date:date|moment")
def week_of_year(value: Any) -> Decimal:
    """The ISO 8601 week."""
    day = as_date(value)
    thursday: Any = date_of(day_number(day) - weekday(day) + 4)
    return Decimal((day_number(thursday) - day_number(_first(thursday.year, 1, 1))) // 7 + 1)


def _first(year: int, month: int, day: int) -> Any:
    found = make_date(year, month, day)
    if found is None:
        raise Refusal
    return found
