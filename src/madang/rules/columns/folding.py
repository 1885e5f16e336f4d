"""`and`, `or` and choices: Kleene's logic on codes, in the order in which the interpreter looks at operands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from madang.rules.columns.arithmetic import scaled
from madang.rules.columns.coding import FAULT, LOST, NULL, UNKNOWN
from madang.rules.columns.frame import Frame
from madang.rules.columns.kinds import CONVERT, boolean, kind_of, one_scale
from madang.rules.columns.values import AT_FAULT, NEVER, Bool, Day, Num, Value

Operand = Callable[[Frame], Bool]

MOST_FOR_NOTHING = 4
"""How many assignments are done whether or not they are needed: a branch that is guessed wrong costs more."""


def fold(f: Frame, operands: Sequence[Operand], *, decisive: int, for_nothing: int = MOST_FOR_NOTHING) -> Bool:
    """Conjunction (decisive 0) or disjunction (decisive 1), lazily: nothing after the first decisive one counts."""
    name = f.w.fresh("c")
    f.w.line(f"{name} = {1 - decisive}")
    may: frozenset[int] = NEVER
    for number, operand in enumerate(operands):
        if number == 0:
            first = operand(f)
            f.w.line(f"{name} = {first.text}")
            may = first.may
            continue
        aside = f.aside()
        found = operand(aside)
        if not (may or found.may) and aside.w.short(for_nothing):
            f.w.splice(aside.w)
            f.w.line(f"{name} = {name} {'|' if decisive else '&'} {found.text}")
            continue
        combine(aside, name, found, decisive)
        f.w.put(f"if {going_on(name, decisive, may)}", aside.w)
        may |= found.may
        if may & AT_FAULT and UNKNOWN in may:
            may |= {LOST}
    return Bool(name, may)


def going_on(name: str, decisive: int, may: frozenset[int]) -> str:
    """The condition under which further operands are looked at."""
    return f"{name} != {decisive}" + (f" and {name} < {FAULT}" if may & AT_FAULT else "")


def combine(f: Frame, name: str, found: Bool, decisive: int) -> None:
    """One more operand into a fold that goes on. `name` holds no decision and no fault."""
    if not found.may:
        with f.w.block(f"if {found.text} == {decisive}"):
            f.w.line(f"{name} = {decisive}")
        return
    with f.w.block(f"if {found.text} == {decisive}"):
        f.w.line(f"{name} = {decisive}")
    if found.may & AT_FAULT:
        with f.w.block(f"elif {found.text} >= {FAULT}"):
            f.w.line(f"{name} = {LOST} if {name} == {UNKNOWN} else {found.text}")
    with f.w.block(f"elif {found.text} > 1"):
        f.w.line(f"{name} = max({name}, {found.text})")


def negation(f: Frame, value: Value) -> Bool:
    """not: true for false, false for true, else as it is."""
    told = boolean(f, value)
    if told.text in ("0", "1"):
        return Bool(str(1 - int(told.text)))
    if not told.may:
        return Bool(f.w.let(f"1 - {told.text}", "c"))
    return Bool(f.w.let(f"(1 - {told.text} if {told.text} <= 1 else {told.text})", "c"), told.may)


Branch = Callable[[Frame], Value]


def choose(f: Frame, condition: Bool, yes: Branch, no: Branch) -> Value:
    """`if condition then yes else no`: what is not true takes no; while it is unknown, so is the result."""
    if condition.text == "1":
        return yes(f)
    if condition.text in ("0", str(NULL)):
        return no(f)
    arms = [f.aside(), f.aside()]
    values: list[Value] = [yes(arms[0]), no(arms[1])]
    kind = kind_of(values)
    held: list[Any] = [CONVERT[kind](arm, value) for arm, value in zip(arms, values, strict=True)]
    if kind is Num:
        den = one_scale(held)
        held = [scaled(arm, value, den) for arm, value in zip(arms, held, strict=True)]
    may = frozenset().union(*(value.may for value in held))
    if not condition.may - {NULL} and all(arm.w.short(MOST_FOR_NOTHING) for arm in arms):
        for arm in arms:
            f.w.splice(arm.w)
        return _selected(f, kind, held, may, condition)
    lost = LOST if may & AT_FAULT else UNKNOWN
    result: Any = _joined(f, kind, held, may, condition, lost)
    for arm, value in zip(arms, held, strict=True):
        _assign(arm, result, value)
    f.w.put(f"if {condition.text} == 1", arms[0].w)
    if not condition.may - {NULL}:
        f.w.put("else", arms[1].w)
        return result  # type: ignore[no-any-return]
    f.w.put(f"elif {condition.text} <= {NULL}", arms[1].w)
    with f.w.block("else"):
        state = f"({lost} if {condition.text} == {UNKNOWN} else {condition.text})" if lost == LOST else condition.text
        _assign(f, result, _nothing(result, state))
    return result  # type: ignore[no-any-return]


def _joined(f: Frame, kind: type[Any], held: list[Any], may: frozenset[int], condition: Bool, lost: int) -> Any:
    """The variables that take whichever value it is."""
    states = condition.may - {NULL}
    if UNKNOWN in states:
        may |= {lost}
    may |= states
    name = f.w.fresh()
    if kind is Bool:
        return Bool(name, may)
    state = f.w.fresh("s") if may else None
    first = replace(held[0], text=name, state=state, may=may)
    if not isinstance(first, Num):
        return replace(first, ymd=None, of=None) if isinstance(first, Day) else first
    inexact = None if all(value.inexact is None for value in held) else f.w.fresh("i")
    divisor = None if all(value.divisor is None for value in held) else f.w.fresh()
    low, high = min(0, *(v.low for v in held)), max(0, *(v.high for v in held))
    return replace(first, low=low, high=high, inexact=inexact, divisor=divisor, most=max(v.most for v in held))


def _selected(f: Frame, kind: type[Any], held: list[Any], may: frozenset[int], condition: Bool) -> Value:
    """One of two values that are both there."""
    result: Any = _joined(f, kind, held, may, condition, UNKNOWN)
    pairs = zip(_parts(result, held[0]), _parts(result, held[1]), strict=True)
    for (name, yes), (_, no) in pairs:
        f.w.line(f"{name} = {yes} if {condition.text} == 1 else {no}")
    return result  # type: ignore[no-any-return]


def _assign(f: Frame, result: Any, value: Any) -> None:
    for name, text in _parts(result, value):
        f.w.line(f"{name} = {text}")


def _parts(result: Any, value: Any) -> list[tuple[str, Any]]:
    """(variable of the result, what it becomes)"""
    parts = [(result.text, value.text)]
    if isinstance(result, Bool):
        return parts
    if result.state is not None:
        parts.append((result.state, value.state or 0))
    if isinstance(result, Num):
        if result.inexact is not None:
            parts.append((result.inexact, value.inexact or 0))
        if result.divisor is not None:
            parts.append((result.divisor, value.divisor or 1))
    return parts


def _nothing(like: Any, state: str) -> Any:
    if isinstance(like, Bool):
        return Bool(state, like.may)
    if isinstance(like, Num):
        return replace(like, text="0", state=state, inexact=None, divisor=None)
    return replace(like, text="0", state=state)
