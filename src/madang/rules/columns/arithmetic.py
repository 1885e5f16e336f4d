"""Exact arithmetic on fractions of 64-bit integers: + - * / and comparison.

Every numerator kept in a variable is at most LIMIT in size: proven from bounds where they suffice, looked at by row
where not; a row beyond it is unknown to this engine.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import gcd

from madang.rules.columns.coding import FAULT, LIMIT, LOST, NULL, UNKNOWN
from madang.rules.columns.frame import Frame
from madang.rules.columns.kinds import check_scale, either, odd_part, one_scale, worst
from madang.rules.columns.problems import refuse
from madang.rules.columns.runtime import exactly
from madang.rules.columns.values import Bool, Num

SYMBOLS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
WITH_TIE = frozenset(SYMBOLS)


def is_constant(value: Num) -> bool:
    """Whether the numerator is written out, and surely there."""
    return value.low == value.high and value.state is None and value.text.lstrip("-").isdigit()


def size(value: Num) -> int:
    """A bound on the numerator's size."""
    return max(abs(value.low), abs(value.high))


def kept(f: Frame, text: str, like: Num, low: int, high: int) -> Num:
    """A numerator kept in a variable, within LIMIT: by its bounds, or looked at."""
    name = f.w.let(text)
    if max(abs(low), abs(high)) <= LIMIT:
        return replace(like, text=name, low=low, high=high)
    state = f.w.fresh("s")
    f.w.line(f"{state} = {like.state or 0}")
    with f.w.block(f"if {name} > {LIMIT} or {name} < -{LIMIT}"):
        f.w.line(f"{state} = max({state}, {UNKNOWN})")
        f.w.line(f"{name} = 0")
    low, high = max(low, -LIMIT), min(high, LIMIT)
    return replace(like, text=name, low=low, high=high, state=state, may=like.may | {UNKNOWN})


def times(f: Frame, one: Num, text: str, low: int, high: int) -> Num:
    """The numerator times a whole number; the rest as it was."""
    if text == "1":
        return one
    corners = [one.low * low, one.low * high, one.high * low, one.high * high]
    if is_constant(one) and text.lstrip("-").isdigit():
        return kept(f, str(int(one.text) * int(text)), one, min(corners), max(corners))
    if max(map(abs, corners)) <= LIMIT:
        return replace(one, text=f.w.let(f"{one.text} * {text}"), low=min(corners), high=max(corners))
    name, state = f.w.fresh(), f.w.fresh("s")
    f.w.line(f"{state} = {one.state or 0}")
    f.w.line(f"{name} = 0")
    # Floats only to see that integers do not overflow, with room for their rounding.
    with f.w.block(f"if abs(float({one.text})) * abs(float({text})) > {LIMIT * 0.999:.0f}.0"):
        f.w.line(f"{state} = max({state}, {UNKNOWN})")
    with f.w.block("else"):
        f.w.line(f"{name} = {one.text} * {text}")
    low, high = max(min(corners), -LIMIT), min(max(corners), LIMIT)
    return replace(one, text=name, low=low, high=high, state=state, may=one.may | {UNKNOWN})


def scaled(f: Frame, one: Num, den: int) -> Num:
    """The same number over another denominator, a multiple of its own."""
    factor = den // one.den
    return replace(times(f, one, str(factor), factor, factor), den=den)


def common(f: Frame, one: Num, other: Num) -> tuple[Num, Num]:
    """Both over one denominator and one divisor."""
    den = one_scale((one, other))
    one, other = scaled(f, one, den), scaled(f, other, den)
    if one.divisor == other.divisor:
        return one, other
    left, left_most, right, right_most = one.divisor, one.most, other.divisor, other.most
    if right is not None:
        one = over(f, times(f, one, right, 1, right_most), right, right_most)
    if left is not None:
        other = over(f, times(f, other, left, 1, left_most), left, left_most)
    return one, replace(other, divisor=one.divisor, most=one.most)


def over(f: Frame, one: Num, divisor: str, most: int) -> Num:
    """The number with one more divisor, its numerator as it is."""
    if one.divisor is None:
        return replace(one, divisor=divisor, most=most)
    product = times(f, replace(one, text=one.divisor, low=1, high=one.most, divisor=None), divisor, 1, most)
    return replace(
        one,
        state=product.state,
        may=product.may,
        divisor=f.w.let(f"max({product.text}, 1)"),
        most=max(product.high, 1),
    )


def add(f: Frame, one: Num, other: Num, *, sign: int = 1) -> Num:
    """one + other, or one - other."""
    one, other = common(f, one, other)
    low, high = (other.low, other.high) if sign > 0 else (-other.high, -other.low)
    text = f"{one.text} {'+' if sign > 0 else '-'} {other.text}"
    if is_constant(one) and is_constant(other):
        text = str(one.low + low)
    state, may = worst(f, one, other)
    result = replace(one, state=state, may=may, inexact=either(f, one.inexact, other.inexact))
    return kept(f, text, result, one.low + low, one.high + high)


def multiply(f: Frame, one: Num, other: Num) -> Num:
    """one * other; a constant is reduced against the denominator first."""
    if is_constant(one):
        one, other = other, one
    if is_constant(other) and other.divisor is None:
        factor = Fraction(int(other.text), other.den)
        shared = gcd(factor.numerator, one.den)
        part = factor.numerator // shared
        found = replace(times(f, one, str(part), part, part), den=check_scale(one.den // shared * factor.denominator))
        return replace(found, inexact=either(f, one.inexact, other.inexact))
    state, may = worst(f, one, other)
    found = times(f, replace(one, state=state, may=may), other.text, other.low, other.high)
    found = replace(found, den=check_scale(one.den * other.den), inexact=either(f, one.inexact, other.inexact))
    return found if other.divisor is None else over(f, found, other.divisor, other.most)


def divide(f: Frame, one: Num, other: Num) -> Num:
    """one / other; at fault for zero. Remembers whether the decimals end."""
    if is_constant(other) and other.divisor is None:
        return _by_constant(f, one, other)
    state, sign, size_ = f.w.fresh("s"), f.w.fresh(), f.w.fresh()
    found = times(f, one, str(other.den), other.den, other.den)
    if other.divisor is not None:
        found = times(f, found, other.divisor, 1, other.most)
    told, may = worst(f, found, other)
    f.w.line(f"{state} = {told or 0}")
    f.w.line(f"{size_} = abs({other.text})")
    f.w.line(f"{sign} = {found.text} if {other.text} > 0 else -{found.text}")
    if other.low <= 0 <= other.high:
        may |= {FAULT, LOST} if UNKNOWN in may else {FAULT}
        with f.w.block(f"if {state} == {UNKNOWN}"):  # what is not said here may be zero, or divided by it
            f.w.line(f"{state} = {LOST}")
        with f.w.block(f"if {size_} == 0"):
            with f.w.block(f"if {state} == 0"):
                f.w.line(f"{state} = {FAULT}")
            f.w.line(f"{size_} = 1")
    bound = size(found)
    found = replace(found, text=sign, low=-bound, high=bound, state=state, may=may)
    found = over(f, found, size_, max(size(other), 1))
    odd = odd_part(found.den)
    whole = times(f, replace(found, text=str(odd), low=0, high=odd), found.divisor or "1", 1, found.most)
    found = replace(found, state=whole.state, may=whole.may)
    f.k.used["exactly"] = exactly
    ends = f.w.let(f"exactly({found.text}, max({whole.text}, 1))", "i")
    return replace(found, inexact=either(f, one.inexact, other.inexact, ends))


def _by_constant(f: Frame, one: Num, other: Num) -> Num:
    if int(other.text) == 0:
        if one.state is None:
            return Num("0", 1, 0, 0, str(FAULT), frozenset((FAULT,)))
        state = f"({FAULT} if {one.state} == 0 else {LOST} if {one.state} == {UNKNOWN} else {one.state})"
        may = one.may - {UNKNOWN} | {FAULT} | ({LOST} if UNKNOWN in one.may else set())
        return Num("0", 1, 0, 0, f.w.let(state, "s"), may)
    reciprocal = 1 / Fraction(int(other.text), other.den)
    shared = gcd(reciprocal.numerator, one.den)
    part, den = reciprocal.numerator // shared, one.den // shared * reciprocal.denominator
    if is_constant(one) and one.divisor is None:
        value = Fraction(int(one.text) * part, den)
        inexact = "1" if odd_part(value.denominator) > 1 else None
        check_scale(value.denominator)
        return replace(one, text=str(value.numerator), den=value.denominator, low=value.numerator,
                       high=value.numerator, inexact=either(f, one.inexact, other.inexact, inexact))  # fmt: skip
    found = replace(times(f, one, str(part), part, part), den=check_scale(den))
    odd, ends = odd_part(den), None
    if found.divisor is not None:
        f.k.used["exactly"] = exactly
        ends = f.w.let(f"exactly({found.text}, {found.divisor} * {odd})", "i")
        if found.most * odd > LIMIT:
            raise refuse("이렇게 여러 번 나눈 수", "a number divided this often")
    elif odd > 1:
        ends = f.w.let(f"1 if {found.text} % {odd} != 0 else 0", "i")
    return replace(found, inexact=either(f, one.inexact, other.inexact, ends))


def negate(f: Frame, one: Num) -> Num:
    """-one"""
    text = str(-int(one.text)) if is_constant(one) else f.w.let(f"-{one.text}")
    return replace(one, text=text, low=-one.high, high=-one.low)


def compare(f: Frame, op: str, one: Num, other: Num) -> Bool:
    """A comparison; unknown where a tie meets a number that decimals hold rounded. Null operands: null (see eq)."""
    inexact = either(f, one.inexact, other.inexact)
    one, other = common(f, one, other)
    name = f.w.fresh("c")
    f.w.line(f"{name} = 1 if {one.text} {SYMBOLS[op]} {other.text} else 0")
    may: frozenset[int] = frozenset()
    if inexact is not None:
        may = frozenset((UNKNOWN,))
        with f.w.block(f"if {one.text} == {other.text} and {inexact} == 1"):
            f.w.line(f"{name} = {UNKNOWN}")
    state, states = worst(f, one, other)
    if state is not None:
        with f.w.block(f"if {state} != 0"):
            if op in ("eq", "ne"):
                _nulls(f, name, op, one.state, other.state, state)
            else:
                f.w.line(f"{name} = {state}")
    return Bool(name, may | states)


def _nulls(f: Frame, name: str, op: str, one: str | None, other: str | None, state: str) -> None:
    """null equals null and nothing else."""
    same, differ = (1, 0) if op == "eq" else (0, 1)
    f.w.line(f"{name} = {state} if {state} > {NULL} else ({same} if {one or 0} == {other or 0} else {differ})")


def equal_codes(f: Frame, op: str, one: tuple[str, str | None, frozenset[int]],
                other: tuple[str, str | None, frozenset[int]]) -> Bool:  # fmt: skip
    """Equality or order of days, texts, persons or yes-or-no values: (code, state, states) each."""
    name = f.w.fresh("c")
    f.w.line(f"{name} = 1 if {one[0]} {SYMBOLS[op]} {other[0]} else 0")
    told = [part for part in (one, other) if part[1] is not None]
    if not told:
        return Bool(name)
    state = told[0][1] if len(told) == 1 else f.w.let(f"max({one[1]}, {other[1]})", "s")
    assert state is not None
    with f.w.block(f"if {state} != 0"):
        if op in ("eq", "ne"):
            _nulls(f, name, op, one[1], other[1], state)
        else:
            f.w.line(f"{name} = {state}")
    may = one[2] | other[2]
    return Bool(name, may - {NULL} if op in ("eq", "ne") else may)
