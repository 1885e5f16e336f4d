"""FEEL's operators on known values (DMN 1.5 section 10.3.2.13 to 10.3.2.17): plain functions; a wrong operand
gives null."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any

from madang.rules.feel import temporal
from madang.rules.feel.values import (
    CONTEXT,
    NANOS,
    DateTime,
    DaysDuration,
    FarDate,
    MonthsDuration,
    Range,
    Time,
    type_name,
)

MAX_STRING = 1_000_000
"""Characters of a joined string; beyond it there is no value."""

MAX_PAIRS = 100_000
"""Comparisons of one equality; beyond it there is no value."""

_DURATIONS = (DaysDuration, MonthsDuration)
_POINTS = (dt.date, FarDate, DateTime)


def apply(op: str, args: list[Any]) -> Any:
    """The value of ir.Operation `op` over known values; null where FEEL has no value."""
    return OPERATORS[op](*args)


# --- arithmetic ------------------------------------------------------------------------------------


def add(left: Any, right: Any) -> Any:
    if type(left) is Decimal and type(right) is Decimal:
        return _exact(CONTEXT.add, left, right)
    if type(left) is str and type(right) is str:
        return left + right if len(left) + len(right) <= MAX_STRING else None
    if isinstance(left, _DURATIONS) and not isinstance(right, _DURATIONS):
        left, right = right, left
    if isinstance(right, DaysDuration):
        if isinstance(left, DaysDuration):
            return DaysDuration(left.nanos + right.nanos)
        return temporal.shift(left, right.nanos) if isinstance(left, (*_POINTS, Time)) else None
    if isinstance(right, MonthsDuration):
        if isinstance(left, MonthsDuration):
            return MonthsDuration(left.total + right.total)
        return temporal.shift_months(left, right.total) if isinstance(left, _POINTS) else None
    return _again(add, left, right)


def subtract(left: Any, right: Any) -> Any:
    if type(left) is Decimal and type(right) is Decimal:
        return _exact(CONTEXT.subtract, left, right)
    if isinstance(right, _DURATIONS):
        return None if isinstance(left, _DURATIONS) and type(left) is not type(right) else add(left, negate(right))
    if isinstance(left, _POINTS) and isinstance(right, _POINTS):
        return temporal.difference(left, right)
    if isinstance(left, Time) and isinstance(right, Time):
        return temporal.difference(left, right)
    return _again(subtract, left, right)


def multiply(left: Any, right: Any) -> Any:
    if type(left) is Decimal and type(right) is Decimal:
        return _exact(CONTEXT.multiply, left, right)
    if isinstance(right, _DURATIONS):
        left, right = right, left
    if isinstance(left, _DURATIONS) and type(right) is Decimal:
        return _scaled(left, lambda size: CONTEXT.multiply(size, right))
    return _again(multiply, left, right)


def divide(left: Any, right: Any) -> Any:
    if type(left) is Decimal and type(right) is Decimal:
        return _exact(CONTEXT.divide, left, right) if right else None
    if isinstance(left, _DURATIONS):
        if type(right) is Decimal:
            return _scaled(left, lambda size: CONTEXT.divide(size, right)) if right else None
        if type(left) is type(right):
            return _exact(CONTEXT.divide, Decimal(_size(left)), Decimal(_size(right))) if _size(right) else None
    return _again(divide, left, right)


def power(left: Any, right: Any) -> Any:
    if type(left) is Decimal and type(right) is Decimal:
        return _exact(CONTEXT.power, left, right)
    return _again(power, left, right)


def negate(value: Any) -> Any:
    if type(value) is Decimal:
        return value.copy_negate() if value else value
    if isinstance(value, DaysDuration):
        return DaysDuration(-value.nanos)
    if isinstance(value, MonthsDuration):
        return MonthsDuration(-value.total)
    return -Decimal(value) if type(value) is int else None


def _exact(operation: Callable[[Decimal, Decimal], Decimal], left: Decimal, right: Decimal) -> Decimal | None:
    try:
        return operation(left, right)
    except DecimalException:
        return None


def _size(duration: Any) -> int:
    return duration.nanos if isinstance(duration, DaysDuration) else duration.total


def _scaled(duration: Any, scale: Callable[[Decimal], Decimal]) -> Any:
    try:
        return type(duration)(int(scale(Decimal(_size(duration)))))
    except DecimalException:
        return None


def _again(operation: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    """Once more with Python integers made numbers; None when there was none."""
    if type(left) is int or type(right) is int:
        return operation(Decimal(left) if type(left) is int else left, Decimal(right) if type(right) is int else right)
    return None


# --- comparison ------------------------------------------------------------------------------------


def eq(left: Any, right: Any) -> bool | None:
    """Equality; null for values of different kinds, except that null differs from everything else. Times are equal
    to the whole second, as DMN 1.5 section 10.3.2.3.4 counts them."""
    kind = type(left)
    if kind is type(right) and (kind is Decimal or kind is str or kind is bool):
        return bool(left == right)
    if left is None or right is None:
        return left is right
    if type_name(left) != type_name(right):
        return None
    if isinstance(left, (list, dict, Range)):
        return _same_structure(left, right)
    if isinstance(left, (Time, DateTime)):
        (left_fixed, left_nanos), (right_fixed, right_nanos) = temporal.instant(left), temporal.instant(right)
        return left_fixed == right_fixed and left_nanos // NANOS == right_nanos // NANOS
    return bool(left == right)


def _same_structure(left: Any, right: Any) -> bool | None:
    """Equality of lists, contexts and ranges, without recursion; null beyond MAX_PAIRS comparisons."""
    pending = [(left, right)]
    for _ in range(MAX_PAIRS):
        if not pending:
            return True
        one, other = pending.pop()
        parts = _parts(one, other)
        if parts is None:
            return False
        pending.extend(parts)
    return None


def _parts(one: Any, other: Any) -> list[tuple[Any, Any]] | None:
    """The pairs that must be equal for two values to be; None when they differ."""
    if one is other:
        return []
    if isinstance(one, list) and isinstance(other, list):
        return list(zip(one, other, strict=True)) if len(one) == len(other) else None
    if isinstance(one, dict) and isinstance(other, dict):
        return [(one[key], other[key]) for key in one] if one.keys() == other.keys() else None
    if isinstance(one, Range) and isinstance(other, Range):
        alike = (one.low_closed, one.high_closed) == (other.low_closed, other.high_closed)
        return [(one.low, other.low), (one.high, other.high)] if alike else None
    if isinstance(one, (list, dict, Range)):
        return None
    return [] if eq(one, other) is True else None


def ne(left: Any, right: Any) -> bool | None:
    equal = eq(left, right)
    return None if equal is None else not equal


def compare(left: Any, right: Any) -> int | None:
    """-1, 0 or 1; None when the two have no order."""
    kind = type(left)
    if kind is type(right) and (kind is Decimal or kind is str or kind is dt.date):
        return 0 if left == right else (1 if left > right else -1)
    if isinstance(left, _POINTS) and isinstance(right, _POINTS):
        if isinstance(left, DateTime) is not isinstance(right, DateTime):
            return None
    elif not (isinstance(left, Time) and isinstance(right, Time)):
        if type(left) is type(right) and isinstance(left, _DURATIONS):
            return (_size(left) > _size(right)) - (_size(left) < _size(right))
        found: int | None = _again(compare, left, right)
        return found
    (left_fixed, left_nanos), (right_fixed, right_nanos) = temporal.instant(left), temporal.instant(right)
    return (left_nanos > right_nanos) - (left_nanos < right_nanos) if left_fixed == right_fixed else None


def lt(left: Any, right: Any) -> bool | None:
    if type(left) is Decimal and type(right) is Decimal:
        return left < right
    order = compare(left, right)
    return None if order is None else order < 0


def le(left: Any, right: Any) -> bool | None:
    if type(left) is Decimal and type(right) is Decimal:
        return left <= right
    order = compare(left, right)
    return None if order is None else order <= 0


def gt(left: Any, right: Any) -> bool | None:
    if type(left) is Decimal and type(right) is Decimal:
        return left > right
    order = compare(left, right)
    return None if order is None else order > 0


def ge(left: Any, right: Any) -> bool | None:
    if type(left) is Decimal and type(right) is Decimal:
        return left >= right
    order = compare(left, right)
    return None if order is None else order >= 0


def between(value: Any, low: Any, high: Any) -> bool | None:
    return conjunction(ge(value, low), le(value, high))


def within(value: Any, span: Range) -> bool | None:
    """Whether a value lies in a range."""
    above = True if span.low is None else (ge if span.low_closed else gt)(value, span.low)
    below = True if span.high is None else (le if span.high_closed else lt)(value, span.high)
    return conjunction(above, below)


# --- logic -----------------------------------------------------------------------------------------


def conjunction(*args: Any) -> bool | None:
    """Kleene's and: false beats null; what is no boolean counts as null."""
    if any(arg is False for arg in args):
        return False
    return True if all(arg is True for arg in args) else None


def disjunction(*args: Any) -> bool | None:
    """Kleene's or: true beats null."""
    if any(arg is True for arg in args):
        return True
    return False if all(arg is False for arg in args) else None


OPERATORS: dict[str, Callable[..., Any]] = {
    "add": add,
    "subtract": subtract,
    "multiply": multiply,
    "divide": divide,
    "power": power,
    "negate": negate,
    "eq": eq,
    "ne": ne,
    "lt": lt,
    "le": le,
    "gt": gt,
    "ge": ge,
    "between": between,
    "and": conjunction,
    "or": disjunction,
}
