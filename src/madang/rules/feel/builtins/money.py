"""The house's own functions: rounding of won, bounds, and the months the law counts in."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any

from madang.rules.feel.builtins.registry import Refusal, builtin
from madang.rules.feel.temporal import add_months, months_between
from madang.rules.feel.temporal_text import days_in_month, make_date
from madang.rules.feel.values import CONTEXT

_GRAIN = Decimal("1e-14")
"""What 34 digits cut off a third and a twelfth is far smaller; what tells two sums of won apart is far larger."""


def _to_step(x: Decimal, step: Decimal, rounding: str) -> Decimal:
    """x rounded to a multiple of step; the quotient is taken exactly, so nothing is rounded twice.

    A third and two thirds of a won make a won, though their decimals may add up to a little less.
    """
    if step <= 0:
        raise Refusal
    size = x.copy_abs()
    if size.adjusted() < 19:
        size = CONTEXT.quantize(size, _GRAIN)
    whole, rest = CONTEXT.divmod(size, step)
    up = (rounding == ROUND_UP and rest > 0) or (rounding == ROUND_HALF_UP and rest >= CONTEXT.subtract(step, rest))
    steps = CONTEXT.add(whole, Decimal(1)) if up else whole
    return CONTEXT.plus(CONTEXT.multiply(steps.copy_sign(x), step))


@builtin("won down", "x:number, step:number")
def won_down(x: Decimal, step: Decimal) -> Decimal:
    """Toward zero."""
    return _to_step(x, step, ROUND_DOWN)


@builtin("won up", "x:number, step:number")
def won_up(x: Decimal, step: Decimal) -> Decimal:
    """Away from zero."""
    return _to_step(x, step, ROUND_UP)


@builtin("won half up", "x:number, step:number")
def won_half_up(x: Decimal, step: Decimal) -> Decimal:
    """To the nearest, halves away from zero."""
    return _to_step(x, step, ROUND_HALF_UP)


@builtin("at least", "x:number, low:number")
def at_least(x: Decimal, low: Decimal) -> Decimal:
    return max(x, low)


@builtin("at most", "x:number, high:number")
def at_most(x: Decimal, high: Decimal) -> Decimal:
    return min(x, high)


@builtin("start of month", "date:date")
def start_of_month(date: dt.date) -> Any:
    return make_date(date.year, date.month, 1)


@builtin("end of month", "date:date")
def end_of_month(date: dt.date) -> Any:
    return make_date(date.year, date.month, days_in_month(date.year, date.month))


@builtin("add months", "date:date, months:number")
def months_added(date: dt.date, months: Decimal) -> Any:
    """The same day `months` later, or that month's last day."""
    return add_months(date, int(months))


@builtin("completed years", "from:date, to:date")
def completed_years(start: dt.date, end: dt.date) -> Decimal:
    """Whole years from one date to another (민법 §158 for an age: the birthday itself counts)."""
    return Decimal(int(months_between(start, end) / 12))


@builtin("completed months", "from:date, to:date")
def completed_months(start: dt.date, end: dt.date) -> Decimal:
    """Whole months from one date to another."""
    return Decimal(months_between(start, end))
