"""Dates, times and durations from text and to text (ISO 8601 as XML Schema 1.1 writes it; DMN 1.5 section 10.3.2.3)."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from madang.rules.feel.values import NANOS, Date, DateTime, DaysDuration, FarDate, MonthsDuration, Time

_DATE = re.compile(r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.(\d{1,30}))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z][\w+/-]*)?", re.ASCII)
_DURATION = re.compile(
    r"(-?)P(?=.)(?:(\d{1,20})Y)?(?:(\d{1,20})M)?(?:(\d{1,20})D)?"
    r"(?:T(?=.)(?:(\d{1,20})H)?(?:(\d{1,20})M)?(?:(\d{1,20})(?:\.(\d{0,30}))?S)?)?",
    re.ASCII,
)
MAX_OFFSET = 18 * 3600
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def make_date(year: int, month: int, day: int) -> Date | None:
    """A date of the proleptic Gregorian calendar, or None if there is none."""
    if not (-999_999_999 <= year <= 999_999_999 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        return None
    return dt.date(year, month, day) if 1 <= year <= 9999 else FarDate(year, month, day)


def days_in_month(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_DAYS[month - 1]


@lru_cache(maxsize=256)
def zone_info(name: str) -> ZoneInfo | None:
    """The IANA zone, or None if there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def parse_date(text: str) -> Date | None:
    match = _DATE.fullmatch(text)
    return make_date(int(match[1]), int(match[2]), int(match[3])) if match else None


def parse_time(text: str) -> Time | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone = match[5] or ""
    nano = int((match[4] or "0")[:9].ljust(9, "0"))
    if zone.startswith("@"):
        return Time(hour, minute, second, nano, None, zone[1:]) if zone_info(zone[1:]) else None
    offset = _offset(zone)
    if zone and offset is None:
        return None
    return Time(hour, minute, second, nano, offset)


def _offset(zone: str) -> int | None:
    if not zone:
        return None
    if zone == "Z":
        return 0
    hours, minutes, seconds = int(zone[1:3]), int(zone[4:6]), int(zone[7:9] or 0)
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > MAX_OFFSET:
        return None
    return -total if zone[0] == "-" else total


def parse_date_time(text: str) -> DateTime | None:
    """`dateTtime`; 24:00:00 is the next day's beginning."""
    day_text, separator, time_text = text.partition("T")
    day = parse_date(day_text)
    midnight = time_text.startswith("24:00:00")
    time = parse_time(("00" + time_text[2:]) if midnight else time_text) if separator else None
    if day is None or time is None or (midnight and time.nano):
        return None
    return DateTime(day, time) if not midnight else _next_day(day, time)


def _next_day(day: Date, time: Time) -> DateTime | None:
    later = make_date(day.year, day.month, day.day + 1) or make_date(day.year, day.month + 1, 1)
    later = later or make_date(day.year + 1, 1, 1)
    return None if later is None else DateTime(later, time)


def parse_duration(text: str) -> DaysDuration | MonthsDuration | None:
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    sign, years, months, days, hours, minutes, seconds, fraction = match.groups()
    negative = -1 if sign else 1
    clock = (days, hours, minutes, seconds)
    if years is None and months is None:
        if all(part is None for part in clock):
            return None
        whole = ((int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
        return DaysDuration(negative * (whole * NANOS + int((fraction or "0")[:9].ljust(9, "0"))))
    if any(part is not None for part in clock):
        return None
    return MonthsDuration(negative * (int(years or 0) * 12 + int(months or 0)))


def parse_any(text: str) -> Any:
    """A date, date and time, time or duration; None if it is none of them."""
    if len(text) > 200:
        return None
    for parse in (parse_date, parse_date_time, parse_time, parse_duration):
        value = parse(text)
        if value is not None:
            return value
    return None


def text_of(value: Any) -> str:
    """Canonical text of a temporal value."""
    if isinstance(value, (dt.date, FarDate)):
        return value.isoformat()
    if isinstance(value, Time):
        return _time_text(value)
    if isinstance(value, DateTime):
        return f"{text_of(value.date)}T{_time_text(value.time)}"
    if isinstance(value, MonthsDuration):
        years, months = abs(value.years), abs(value.months)
        parts = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return f"{'-' if value.total < 0 else ''}P{parts or '0M'}"
    return _days_text(value)


def _time_text(value: Time) -> str:
    text = f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}"
    if value.nano:
        text += f".{value.nano:09d}".rstrip("0")
    if value.zone is not None:
        return f"{text}@{value.zone}"
    if value.offset is None:
        return text
    return text + ("Z" if value.offset == 0 else offset_text(value.offset))


def offset_text(offset: int) -> str:
    """`+09:00`, with seconds only when there are some."""
    hours, rest = divmod(abs(offset), 3600)
    minutes, seconds = divmod(rest, 60)
    tail = f":{seconds:02d}" if seconds else ""
    return f"{'-' if offset < 0 else '+'}{hours:02d}:{minutes:02d}{tail}"


def _days_text(value: DaysDuration) -> str:
    whole, nanos = divmod(abs(value.nanos), NANOS)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    fraction = f".{nanos:09d}".rstrip("0") if nanos else ""
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    clock += f"{seconds}{fraction}S" if seconds or nanos else ""
    body = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return f"{'-' if value.nanos < 0 else ''}P{body or 'T0S'}"
