"""Functions over lists: counts, sums, means, extremes, membership."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from madang.rules.columns import arithmetic
from madang.rules.columns.coding import LIMIT, NULL, UNKNOWN
from madang.rules.columns.expressions import among
from madang.rules.columns.folding import choose
from madang.rules.columns.frame import Frame
from madang.rules.columns.kinds import CONVERT, boolean, kind_of, one_scale, worst
from madang.rules.columns.listing import Ends, each_of
from madang.rules.columns.lists import items_of, note
from madang.rules.columns.problems import refuse
from madang.rules.columns.quantifiers import fold_list
from madang.rules.columns.values import NEVER, Bool, Day, Each, Num, Person, Value

MOST_COUNTED = 2**20


def count(f: Frame, args: Sequence[Value]) -> Value:
    """How many items a list has."""
    name = f.w.fresh()
    f.w.line(f"{name} = 0")
    items = _one(args)
    state, may = items.each(f, lambda inner, _: inner.w.line(f"{name} += 1"), None)
    return Num(name, 1, 0, MOST_COUNTED if items.most is None else items.most, state, may)


def _one(args: Sequence[Value]) -> Each:
    return each_of(args[0]) if len(args) == 1 else concatenated(args)


def concatenated(args: Sequence[Value]) -> Each:
    """Lists one after the other; a single value counts as a list of one."""
    lists = [each_of(arg) for arg in args]

    def each(f: Frame, body: Callable[[Frame, Value], None], stop: str | None) -> Ends:
        state, found = f.w.fresh("s"), set[int]()
        f.w.line(f"{state} = 0")
        for one in lists:
            note(f, state, found, one.each(f, body, stop))
        return (state, frozenset(found)) if found else (None, NEVER)

    bounds = [one.most for one in lists]
    most = None if None in bounds else sum(bound or 0 for bound in bounds)
    return Each(each, most=most, least=sum(one.least for one in lists))


def total(f: Frame, args: Sequence[Value]) -> Value:
    """The sum of numbers; null for an empty list or one with a null in it."""
    items = _one(args)
    numbers = [CONVERT[Num](f.aside(), item) for item in items_of(f, items)]
    if any(number.divisor is not None for number in numbers):
        raise refuse("나눗셈으로 얻은 수들의 합", "a sum of quotients whose divisors differ")
    den = one_scale(numbers) if numbers else 1
    most = LIMIT + 1 if items.most is None else items.most * max((_size(one, den) for one in numbers), default=0)
    checked, most = most > LIMIT, min(most, LIMIT)
    name, state, some = f.w.fresh(), f.w.fresh("s"), f.w.fresh()
    inexact = f.w.fresh("i") if any(number.inexact is not None for number in numbers) else None
    f.w.line(f"{name} = 0")
    f.w.line(f"{state} = 0")
    if not items.least:
        f.w.line(f"{some} = 0")
    if inexact is not None:
        f.w.line(f"{inexact} = 0")
    states = {UNKNOWN} if checked else set[int]()

    def add(inner: Frame, item: Value) -> None:
        one = arithmetic.scaled(inner, CONVERT[Num](inner, item), den)
        if not items.least:
            inner.w.line(f"{some} = 1")
        inner.w.line(f"{name} += {one.text}")
        if checked:
            with inner.w.block(f"if {name} > {LIMIT} or {name} < -{LIMIT}"):
                inner.w.line(f"{state} = max({state}, {UNKNOWN})")
                inner.w.line(f"{name} = 0")
        if one.state is not None:
            states.update(one.may)
            inner.w.line(f"{state} = max({state}, {one.state})")
        if inexact is not None and one.inexact is not None:
            inner.w.line(f"{inexact} |= {one.inexact}")

    ended, may = items.each(f, add, None)
    if ended is not None:
        f.w.line(f"{state} = max({state}, {ended})")
    if not items.least:
        states.add(NULL)
        with f.w.block(f"if {some} == 0"):
            f.w.line(f"{state} = max({state}, {NULL})")
    states.update(may)
    low = 0 if all(number.low >= 0 for number in numbers) else -most
    return Num(name, den, low, most, state if states else None, frozenset(states), inexact)


def _size(number: Num, den: int) -> int:
    """The greatest size of a number whose denominator becomes `den`."""
    return max(abs(number.low), abs(number.high)) * (den // number.den)


def mean(f: Frame, args: Sequence[Value]) -> Value:
    """The sum over the count; null for an empty list."""
    return arithmetic.divide(f, CONVERT[Num](f, total(f, args)), CONVERT[Num](f, count(f, args)))


def extreme(f: Frame, args: Sequence[Value], *, largest: bool) -> Value:
    """The largest or smallest number or date; null for an empty list or one with a null in it."""
    items = _one(args)
    kinds = items_of(f, items)
    kind: Any = kind_of(kinds) if kinds else Num
    if kind not in (Num, Day):
        raise refuse("이런 값의 최대·최소", "the largest or smallest of such values")
    held: list[Any] = [CONVERT[kind](f.aside(), item) for item in kinds]
    best, states = _start(f, kind, held)

    def look(inner: Frame, item: Value) -> None:
        one: Any = CONVERT[kind](inner, item)
        if kind is Num:
            one = arithmetic.scaled(inner, one, best.den)
        states.update(one.may)
        sign = ">" if largest else "<"
        inner.w.line(f"{best.state} = {one.state or 0} if {best.state} == -1 else max({best.state}, {one.state or 0})")
        with inner.w.block(f"if {best.text}_some == 0 or {one.text} {sign} {best.text}"):
            inner.w.line(f"{best.text}_some = 1")
            inner.w.line(f"{best.text} = {one.text}")
        if kind is Num and best.inexact is not None:
            inner.w.line(f"{best.inexact} |= {one.inexact or 0}")

    ended, may = items.each(f, look, None)
    f.w.line(f"{best.state} = {NULL} if {best.state} == -1 else {best.state}")
    if ended is not None:
        f.w.line(f"{best.state} = max({best.state}, {ended})")
    return replace(best, may=frozenset(states) | may | {NULL})  # type: ignore[no-any-return]


def _start(f: Frame, kind: Any, held: list[Any]) -> tuple[Any, set[int]]:
    name, state = f.w.fresh(), f.w.fresh("s")
    f.w.line(f"{name} = 0")
    f.w.line(f"{name}_some = 0")
    f.w.line(f"{state} = -1")
    if kind is Day:
        return Day(name, state), set()
    if any(one.divisor is not None for one in held):
        raise refuse("나눗셈으로 얻은 수들의 최대·최소", "an extreme of quotients whose divisors differ")
    den = one_scale(held) if held else 1
    inexact = f.w.fresh("i") if any(one.inexact is not None for one in held) else None
    if inexact is not None:
        f.w.line(f"{inexact} = 0")
    low = min(0, *(one.low * (den // one.den) for one in held))
    high = max(0, *(one.high * (den // one.den) for one in held))
    return Num(name, den, max(low, -LIMIT), min(high, LIMIT), state, NEVER, inexact), set()


def bounded(f: Frame, args: Sequence[Value], *, op: str) -> Value:
    """at least, at most: the greater or smaller of two numbers. On a tie either may be the one that decimals round."""
    one, other = (CONVERT[Num](f, arg) for arg in args)
    if one.inexact is None and other.inexact is not None:
        one, other = other, one
    left, right = arithmetic.common(f, one, other)
    first = f.w.let(f"(1 if {left.text} {arithmetic.SYMBOLS[op]} {right.text} else 0)", "c")
    found: Any = choose(f, Bool(first), lambda _: one, lambda _: other)
    if other.inexact is not None:
        with f.w.block(f"if {left.text} == {right.text}"):
            f.w.line(f"{found.inexact} = {one.inexact} | {other.inexact}")
    state, may = worst(f, left, right)
    return replace(found, state=state, may=may)  # type: ignore[no-any-return]


def contains(f: Frame, args: Sequence[Value]) -> Value:
    """Whether an item is in a list."""
    source, item = args
    if isinstance(source, Each) and source.home_of is not None and isinstance(item, Person):
        home = f.k.array(("home",))
        return Bool(f.w.let(f"(1 if {home}[{source.home_of}] == {home}[{item.text}] else 0)", "c"))
    return among(f, item, each_of(source))


def truths(f: Frame, args: Sequence[Value], *, decisive: int) -> Value:
    """all, any: over a list of yes-or-no values."""
    items = _one(args)

    def operands(take: Callable[[Frame, Bool], None], stop: str | None) -> Ends:
        return items.each(f, lambda inner, item: take(inner, boolean(inner, item)), stop)

    return fold_list(f, operands, decisive=decisive, lazy=False)
