"""Rounding, exact on fractions: where a number that decimals hold rounded lies on an edge, the result is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from madang.rules.columns import arithmetic
from madang.rules.columns.coding import LIMIT, UNKNOWN
from madang.rules.columns.frame import Frame
from madang.rules.columns.kinds import check_scale, number
from madang.rules.columns.problems import refuse
from madang.rules.columns.values import Known, Num, Value

Way = str
"""down (toward zero), up (away from zero), half up, half down, half even, floor, ceiling"""


def to_step(f: Frame, args: Sequence[Value], *, way: Way) -> Value:
    """won down, won up, won half up: to a multiple of a step known beforehand."""
    step = args[1]
    if not isinstance(step, Known) or not isinstance(step.value, Decimal) or step.value <= 0:
        raise refuse("미리 정해지지 않은 단위의 반올림", "rounding to a step that is not a positive constant")
    return _rounded(f, number(f, args[0]), Fraction(step.value), way, snaps=True)


def to_scale(f: Frame, args: Sequence[Value], *, way: Way) -> Value:
    """floor, ceiling, round …, decimal: to so many places after the point."""
    places = 0
    if len(args) > 1:
        if not isinstance(args[1], Known) or not isinstance(args[1].value, Decimal) or abs(args[1].value) > 12:
            raise refuse("미리 정해지지 않은 자리의 반올림", "rounding to places that are not a constant")
        places = int(args[1].value)
    return _rounded(f, number(f, args[0]), Fraction(10) ** -places, way)


FINEST = 10**13
"""Fractions of larger denominators may lie nearer to an edge than the grain to which won are rounded first."""


def _rounded(f: Frame, one: Num, step: Fraction, way: Way, *, snaps: bool = False) -> Value:
    """steps = numerator / (den · divisor · step): the quotient and rest of whole numbers decide.

    snaps: what decimals hold rounded is put right before it is rounded to won, so that edges are certain.
    """
    if snaps and (one.den * step.denominator > FINEST or (one.divisor is not None and step < Fraction(1, 10))):
        raise refuse("이렇게 잘게 나눈 수의 반올림", "rounding numbers in such small steps")
    if one.divisor is None and (step * one.den).denominator == 1 and step * one.den == 1 and one.inexact is None:
        return one
    scaled = arithmetic.times(f, one, str(step.denominator), step.denominator, step.denominator)
    per = one.den * step.numerator
    whole, most = str(per), per
    state, may = scaled.state, scaled.may
    if one.divisor is not None:
        product = arithmetic.times(f, replace(one, text=one.divisor, low=1, high=one.most, divisor=None, state=state,
                                              may=may), str(per), per, per)  # fmt: skip
        whole, most, state, may = product.text, max(1, product.high), product.state, product.may
        whole = f.w.let(f"max({whole}, 1)")
    if most * 2 > LIMIT * 2:
        raise refuse("이런 단위의 반올림", "rounding to such a step")
    steps, edge, rest = _steps(f, scaled.text, whole, way)
    unsure = f"{one.inexact} == 1 and {edge}" if one.inexact is not None else None
    if snaps:
        unsure = _too_near(f, rest, whole, way) if most > FINEST else None
    if unsure is not None:
        name = f.w.fresh("s")
        f.w.line(f"{name} = {state or 0}")
        with f.w.block(f"if {unsure}"):
            f.w.line(f"{name} = max({name}, {UNKNOWN})")
        state, may = name, may | {UNKNOWN}
    # least: the divisor is at least 1, so the quotient is at most the numerator over what is known.
    high = max(abs(scaled.low), abs(scaled.high)) // per + 1
    low = -high if scaled.low < 0 or way in ("ceiling", "floor") else 0
    like = Num(steps, 1, low, high, state, may)
    den = check_scale(step.denominator)
    return replace(arithmetic.times(f, like, str(step.numerator), step.numerator, step.numerator), den=den)


def _too_near(f: Frame, rest: str, whole: str, way: Way) -> str:
    """The condition of lying nearer to an edge, but not on it, than the grain to which won are rounded first."""
    grain = f.w.let(f"{whole} // {FINEST} + 1")
    edges = f"0 < {rest} <= {grain} or {whole} - {rest} <= {grain}"
    if way.startswith("half"):
        edges = f"{rest} != {whole} - {rest} and abs({rest} - ({whole} - {rest})) <= 2 * {grain}"
    return f"{whole} > {FINEST} and ({edges})"


def _steps(f: Frame, text: str, whole: str, way: Way) -> tuple[str, str, str]:
    """(whole steps, the condition of lying on an edge where a little less or more would round otherwise, the rest)"""
    if way in ("floor", "ceiling"):
        steps = f.w.let(f"{text} // {whole}" if way == "floor" else f"-(-{text} // {whole})")
        return steps, f"{text} % {whole} == 0", "0"
    size, rest, count = f.w.let(f"abs({text})"), f.w.fresh(), f.w.fresh()
    f.w.line(f"{count} = {size} // {whole}")
    f.w.line(f"{rest} = {size} - {count} * {whole}")
    more, edge = {
        "down": (None, f"{rest} == 0"),
        "up": (f"{rest} > 0", f"{rest} == 0"),
        "half up": (f"{rest} >= {whole} - {rest}", f"{rest} == {whole} - {rest}"),
        "half down": (f"{rest} > {whole} - {rest}", f"{rest} == {whole} - {rest}"),
        "half even": (
            f"{rest} > {whole} - {rest} or ({rest} == {whole} - {rest} and {count} % 2 == 1)",
            f"{rest} == {whole} - {rest}",
        ),
    }[way]
    if more is not None:
        with f.w.block(f"if {more}"):
            f.w.line(f"{count} += 1")
    return f.w.let(f"({count} if {text} >= 0 else -{count})"), edge, rest


def absolute(f: Frame, args: Sequence[Value]) -> Value:
    """abs"""
    one = number(f, args[0])
    most = max(abs(one.low), abs(one.high))
    return replace(one, text=f.w.let(f"abs({one.text})"), low=0, high=most)


def modulo(f: Frame, args: Sequence[Value]) -> Value:
    """dividend - divisor * floor(dividend / divisor), for a divisor known beforehand."""
    step: Any = args[1]
    if not isinstance(step, Known) or not isinstance(step.value, Decimal) or not step.value:
        raise refuse("미리 정해지지 않은 나머지", "a remainder by what is not a constant")
    one, other = arithmetic.common(f, number(f, args[0]), number(f, step))
    if one.divisor is not None or one.inexact is not None:
        raise refuse("나눗셈으로 얻은 수의 나머지", "the remainder of a quotient")
    most = abs(int(other.text))
    return replace(one, text=f.w.let(f"{one.text} % {other.text}"), low=-most, high=most)
