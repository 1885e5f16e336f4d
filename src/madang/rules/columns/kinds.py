"""One kind of value out of another: constants into code, states together, two branches into one value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

from madang.rules.columns.coding import EPOCH, FAULT, LIMIT, MOST_SCALE, NULL, text_code
from madang.rules.columns.frame import Frame
from madang.rules.columns.problems import CannotCompile, refuse
from madang.rules.columns.values import (
    NEVER,
    Bool,
    Code,
    Day,
    Each,
    Figures,
    Known,
    Missing,
    Months,
    Num,
    Person,
    Value,
)

MOST_DECIMALS = 14
"""Most decimals a denominator may need: 19 digits of 64 bits and these are within the 34 that decimals keep."""


def check_scale(den: int) -> int:
    """The denominator; CannotCompile where decimals of 34 digits could be rounded before 64 bits overflow."""
    if den > MOST_SCALE or decimals(den) > MOST_DECIMALS:
        raise refuse("이렇게 잘게 나눈 수", f"numbers in steps of 1/{den}")
    return den


def decimals(den: int) -> int:
    """The decimals a fraction of this denominator needs, its other prime factors left aside."""
    counts = []
    for prime in (2, 5):
        count = 0
        while den % prime == 0:
            den, count = den // prime, count + 1
        counts.append(count)
    return max(counts)


def odd_part(den: int) -> int:
    """What is left of a denominator without its twos and fives: 1 when decimals end."""
    for prime in (2, 5):
        while den % prime == 0:
            den //= prime
    return den


def constant(value: Fraction, inexact: bool = False) -> Num:
    """A number known beforehand."""
    if abs(value.numerator) > LIMIT:
        raise refuse("이렇게 큰 수", f"a number as large as {value}")
    size = value.numerator
    return Num(str(size), check_scale(value.denominator), size, size, inexact="1" if inexact else None)


def number(f: Frame, value: Value) -> Num:
    """A value as a number."""
    if isinstance(value, Num):
        return value
    if isinstance(value, Known) and isinstance(value.value, Decimal):
        return constant(Fraction(value.value))
    state = _state_of(value)
    if state is None:
        raise _kind(value, "수", "number")
    return Num("0", 1, 0, 0, str(state), frozenset((state,)))


def boolean(f: Frame, value: Value) -> Bool:
    """A value as a yes-or-no."""
    if isinstance(value, Bool):
        return value
    if isinstance(value, Known) and isinstance(value.value, bool):
        return Bool("1" if value.value else "0")
    state = _state_of(value)
    if state is None:
        raise _kind(value, "참·거짓", "yes-or-no")
    return Bool(str(state), frozenset((state,)))


def day(f: Frame, value: Value) -> Day:
    """A value as a date."""
    if isinstance(value, Day):
        return value
    if isinstance(value, Known) and isinstance(value.value, dt.date):
        return Day(str(value.value.toordinal() - EPOCH))
    state = _state_of(value)
    if state is None:
        raise _kind(value, "날짜", "date")
    return Day("0", str(state), frozenset((state,)))


def code(f: Frame, value: Value) -> Code:
    """A value as a text."""
    if isinstance(value, Code):
        return value
    if isinstance(value, Known) and isinstance(value.value, str):
        return Code(str(text_code(value.value)))
    state = _state_of(value)
    if state is None:
        raise _kind(value, "글", "text")
    return Code("0", str(state), frozenset((state,)))


def person(value: Value) -> Person:
    """A value as a person who is surely there."""
    if not isinstance(value, Person):
        raise refuse("있는지 없는지 모르는 사람", "somebody who may not be there, or a value that is no person")
    return value


def _state_of(value: Value) -> int | None:
    if isinstance(value, Missing):
        return FAULT
    return NULL if isinstance(value, Known) and value.value is None else None


def _kind(value: Value, ko: str, en: str) -> CannotCompile:
    what = type(value.value).__name__ if isinstance(value, Known) else type(value).__name__
    return refuse(f"{ko}이(가) 아닌 값({what})", f"a {what} where a {en} is meant")


Held = Num | Bool | Day | Code | Months


def worst(f: Frame, *values: Any) -> tuple[str | None, frozenset[int]]:
    """One state out of those of operands that are all looked at."""
    states = [(value.state, value.may) for value in values if value.state is not None]
    if not states:
        return None, NEVER
    text = states[0][0]
    for other, _ in states[1:]:
        if other != text:
            text = f.w.let(f"max({text}, {other})", "s")
    return text, frozenset().union(*(may for _, may in states))


def either(f: Frame, *flags: str | None) -> str | None:
    """1 when one of the flags is; None when there is none."""
    told = list(dict.fromkeys(flag for flag in flags if flag is not None))
    if not told:
        return None
    if "1" in told:
        return "1"
    return told[0] if len(told) == 1 else f.w.let(" | ".join(told), "i")


def kind_of(values: Sequence[Value]) -> type[Any]:
    """The one kind of code that several values can all be put into."""
    kinds: set[type[Any]] = set()
    for value in values:
        if isinstance(value, (Each, Person, Months, Figures)):
            raise refuse("목록이나 사람을 고르는 조건", "a choice between lists, persons or durations")
        if isinstance(value, Known):
            if value.value is not None:
                kinds.add(_kind_of_constant(value.value))
        elif not isinstance(value, Missing):
            kinds.add(type(value))
    if len(kinds) > 1:
        raise refuse("종류가 다른 값 사이의 선택", "a choice between values of different kinds")
    return kinds.pop() if kinds else Bool


def _kind_of_constant(value: Any) -> type[Any]:
    for type_, kind in ((bool, Bool), (Decimal, Num), (str, Code), (dt.date, Day)):
        if isinstance(value, type_):
            return kind
    raise refuse("목록이나 표를 고르는 조건", "a choice between lists or tables")


CONVERT: dict[type[Any], Any] = {Num: number, Bool: boolean, Day: day, Code: code}


def one_scale(numbers: Sequence[Num]) -> int:
    """The denominator that several numbers have in common."""
    return check_scale(lcm(*(one.den for one in numbers)))
