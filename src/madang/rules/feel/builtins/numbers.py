"""Numeric functions (DMN 1.5 section 10.3.4.5)."""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any

from madang.rules.feel.builtins.registry import Refusal, builtin
from madang.rules.feel.values import CONTEXT, DaysDuration

MIN_SCALE, MAX_SCALE = -6111, 6176


def rounded(value: Decimal, scale: Decimal, rounding: str) -> Decimal:
    """A number with `scale` digits after the point; raises Refusal beyond decimal128's scales."""
    if not MIN_SCALE <= scale <= MAX_SCALE:
        raise Refusal
    places = int(scale)
    if -value.as_tuple().exponent <= places:  # type: ignore[operator]
        return value
    whole = value.scaleb(places, CONTEXT).to_integral_value(rounding)
    return CONTEXT.plus(whole.scaleb(-places, CONTEXT))


@builtin("decimal", "n:number, scale:number")
def decimal(n: Decimal, scale: Decimal) -> Decimal:
    return rounded(n, scale, ROUND_HALF_EVEN)


@builtin("floor", "n:number, scale?:number")
def floor(n: Decimal, scale: Decimal = Decimal(0)) -> Decimal:
    return rounded(n, scale, ROUND_FLOOR)


@builtin("ceiling", "n:number, scale?:number")
def ceiling(n: Decimal, scale: Decimal = Decimal(0)) -> Decimal:
    return rounded(n, scale, ROUND_CEILING)


@builtin("round up", "n:number, scale:number")
def round_up(n: Decimal, scale: Decimal) -> Decimal:
    return rounded(n, scale, ROUND_UP)


@builtin("round down", "n:number, scale:number")
def round_down(n: Decimal, scale: Decimal) -> Decimal:
    return rounded(n, scale, ROUND_DOWN)


@builtin("round half up", "n:number, scale:number")
def round_half_up(n: Decimal, scale: Decimal) -> Decimal:
    return rounded(n, scale, ROUND_HALF_UP)


@builtin("round half down", "n:number, scale:number")
def round_half_down(n: Decimal, scale: Decimal) -> Decimal:
    return rounded(n, scale, ROUND_HALF_DOWN)


@builtin("modulo", "dividend:number, divisor:number")
def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """dividend - divisor * floor(dividend / divisor): the sign of the divisor."""
    if not divisor:
        raise Refusal
    rest = CONTEXT.remainder(dividend, divisor)
    return CONTEXT.add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest


@builtin("sqrt", "number:number")
def sqrt(number: Decimal) -> Decimal:
    return CONTEXT.sqrt(number)


@builtin("log", "number:number")
def log(number: Decimal) -> Decimal:
    if number <= 0:
        raise Refusal
    return CONTEXT.ln(number)


@builtin("exp", "number:number")
def exp(number: Decimal) -> Decimal:
    return CONTEXT.exp(number)


@builtin("odd", "number:number")
def odd(number: Decimal) -> bool:
    return CONTEXT.remainder(number, Decimal(2)).copy_abs() == 1


@builtin("even", "number:number")
def even(number: Decimal) -> bool:
    return not CONTEXT.remainder(number, Decimal(2))


@builtin("abs", "n:number|days|months")
def absolute(n: Any) -> Any:
    if isinstance(n, Decimal):
        return n.copy_abs()
    return type(n)(abs(n.nanos if isinstance(n, DaysDuration) else n.total))
