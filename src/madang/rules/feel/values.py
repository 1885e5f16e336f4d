"""FEEL's values (DMN 1.5 section 10.3.2).

number: Decimal of at most 34 digits. string: str. boolean: bool. null: None. list: list. context: dict.
date: datetime.date, or FarDate outside the years 1 to 9999. The rest are the classes below.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

CONTEXT = Context(
    prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow]
)
"""IEEE 754-2008 decimal128, as DMN 1.5 section 10.3.2.3.1 asks."""

NANOS = 1_000_000_000


@dataclass(frozen=True, slots=True, order=True)
class FarDate:
    """A date that datetime.date cannot hold: year -999,999,999 to 0 and 10,000 to 999,999,999."""

    year: int
    month: int
    day: int

    def isoformat(self) -> str:
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


Date = dt.date | FarDate


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day; `offset` in seconds from UTC, or `zone` an IANA name, or neither (local)."""

    hour: int
    minute: int
    second: int
    nano: int = 0
    offset: int | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class DateTime:
    """A date and a time of day."""

    date: Date
    time: Time


@dataclass(frozen=True, slots=True)
class DaysDuration:
    """A days and time duration, in whole nanoseconds, signed."""

    nanos: int


@dataclass(frozen=True, slots=True)
class MonthsDuration:
    """A years and months duration, in whole months, signed; `years` and `months` share the sign."""

    total: int

    @property
    def years(self) -> int:
        return self.total // 12 if self.total >= 0 else -(-self.total // 12)

    @property
    def months(self) -> int:
        return self.total - 12 * self.years


@dataclass(frozen=True, slots=True)
class Range:
    """A range; an end that is None is open-ended."""

    low: Any
    high: Any
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function value. `function` takes the arguments in order of `parameters`."""

    parameters: tuple[str, ...]
    function: Callable[..., Any]
    types: tuple[str | None, ...] = ()
    variadic: bool = False
    result: str | None = None


_TYPES: dict[type, str] = {
    Decimal: "number",
    str: "string",
    bool: "boolean",
    type(None): "Null",
    dt.date: "date",
    FarDate: "date",
    Time: "time",
    DateTime: "date and time",
    DaysDuration: "days and time duration",
    MonthsDuration: "years and months duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
    int: "number",
    tuple: "list",
}


def type_name(value: Any) -> str:
    """The FEEL type of a value, one of ir.type_names."""
    return _TYPES.get(type(value), "Any")


def number(value: int | str | Decimal) -> Decimal:
    """A number rounded to 34 digits; raises decimal.InvalidOperation or Overflow."""
    return CONTEXT.create_decimal(value)


def from_python(value: Any) -> Any:
    """A caller's value as FEEL's: int to Decimal, tuple to list, mapping to dict, datetime to DateTime; floats are
    read by their shortest text."""
    kind = type(value)
    if kind is int:
        return number(value)
    if kind is float:
        return number(repr(value))
    if isinstance(value, Mapping):
        return {key: from_python(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [from_python(item) for item in value]
    if isinstance(value, dt.datetime):
        offset = value.utcoffset()
        seconds = None if offset is None else int(offset.total_seconds())
        return DateTime(value.date(), Time(value.hour, value.minute, value.second, value.microsecond * 1000, seconds))
    return value
