"""What iterations run over, and positions in lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from madang.rules.feel.operators import within
from madang.rules.feel.temporal import date_of, day_number
from madang.rules.feel.values import CONTEXT, FarDate, Range


def steps(start: Any, end: Any) -> Iterator[Any] | None:
    """The numbers (by one) or dates (by day) from start to end, upward or downward; None for anything else."""
    if type(start) is Decimal and type(end) is Decimal:
        step = 1 if end >= start else -1
        last = int(CONTEXT.subtract(end, start).copy_abs())
        return (CONTEXT.add(start, Decimal(step * number)) for number in range(last + 1))
    if isinstance(start, (dt.date, FarDate)) and isinstance(end, (dt.date, FarDate)):
        first, last = day_number(start), day_number(end)
        step = 1 if last >= first else -1
        return (date_of(number) for number in range(first, last + step, step))
    return None


def span_items(span: Range) -> Iterator[Any] | None:
    """The numbers or dates of a range, by one from its lower end."""
    found = steps(span.low, span.high)
    return None if found is None else (item for item in found if within(item, span))


def item_at(items: list[Any], position: Decimal) -> Any:
    """The item at a 1-based position, from the end when negative; null when there is none."""
    place = int(position)
    if place != position or place == 0 or abs(place) > len(items):
        return None
    return items[place - 1] if place > 0 else items[place]
