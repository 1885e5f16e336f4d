"""How references are written: constants, variables, facts, derived values, figures of the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from madang.rules import ir
from madang.rules.columns.coding import LIMIT, MODEST_MONEY, MODEST_NUMBER, MONEY_BOUND, NULL, NUMBER_BOUND
from madang.rules.columns.frame import Frame, form
from madang.rules.columns.kinds import check_scale, odd_part, person
from madang.rules.columns.problems import refuse
from madang.rules.columns.stored import load
from madang.rules.columns.values import NEVER, Bool, Code, Day, Figures, Known, Missing, Num, Value
from madang.rules.loading.service import value_on
from madang.rules.model import FactDefinition, ParameterDefinition


@form(ir.Constant)
def constant(f: Frame, node: ir.Constant) -> Value:
    return Known(node.value)


@form(ir.Variable)
def variable(f: Frame, node: ir.Variable) -> Value:
    found = f.variables.get(node.name)
    return Known(None) if found is None else found


@form(ir.Derived)
def derived(f: Frame, node: ir.Derived) -> Value:
    return f.book.derived(f, node)


# --- facts -----------------------------------------------------------------------------------------


@form(ir.Fact)
def fact(f: Frame, node: ir.Fact) -> Value:
    subject = person(f.value(node.subject)).text
    definition = f.book.rulebook.pack.facts[node.name]
    row = subject if definition.entity == "person" else home_of(f, subject)
    modest = f.book.promise is not None and f.book.promise.modest
    like = template(definition, node.basis, f.book.states((node.name, node.basis)), modest=modest)
    found = load(f, ("fact", node.name, node.basis), row, like)
    if isinstance(found, Day):
        return replace(found, of=(node.name, node.basis, row))
    if isinstance(found, Num) and odd_part(found.den) > 1:
        # Only the mean of months is a fraction: its decimals end when they can.
        mean, part = found, odd_part(found.den)
        return f.w.once((node.name, node.basis, row), lambda: _with_flag(f, mean, part))
    return found


def home_of(f: Frame, person: str) -> str:
    """The number of a person's home."""
    return f.w.once(("home", person), lambda: f.w.let(f"{f.k.array(('home',))}[{person}]", "h"))


def _with_flag(f: Frame, found: Num, part: int) -> Num:
    return Num(found.text, found.den, found.low, found.high, found.state, found.may,
               f.w.let(f"(1 if {found.text} % {part} != 0 else 0)", "i"))  # fmt: skip


def scale_of(basis: tuple[str, int] | None) -> int:
    """The denominator of a fact on a time basis: a mean of n months is kept as their sum."""
    return basis[1] if basis is not None and basis[0] == "average" else 1


def bound_of(definition: FactDefinition, basis: tuple[str, int] | None, *, modest: bool = False) -> int:
    """What the engine takes at most for a fact, as it stands in its column; modest: what hardly any goes beyond."""
    money, number = (MODEST_MONEY, MODEST_NUMBER) if modest else (MONEY_BOUND, NUMBER_BOUND)
    bound = money if definition.type == "money" else number
    if basis is None or definition.time != "month":
        return bound
    return bound * (basis[1] if basis[0] == "average" else 12)


def template(
    definition: FactDefinition, basis: tuple[str, int] | None, may: frozenset[int], *, modest: bool = False
) -> Value:
    """The kind, bounds and states of a fact's column."""
    state = "" if may else None
    if definition.type == "boolean":
        return Bool("", may)
    if definition.type == "date":
        return Day("", state, may)
    if definition.type in ("money", "number"):
        most = bound_of(definition, basis, modest=modest)
        low = 0 if definition.low is not None and definition.low >= 0 else -most
        return Num("", check_scale(scale_of(basis)), low, most, state, may)
    return Code("", state, may)


# --- figures of the law ----------------------------------------------------------------------------


@form(ir.Parameter)
def parameter(f: Frame, node: ir.Parameter) -> Value:
    definition = f.book.rulebook.pack.parameters[node.name]
    if value_on(definition, f.book.date) is None:
        return Missing(node.name)
    if definition.type == "list":
        return Figures(node.name, None, max(len(held.value) for held in definition.values))
    if definition.type == "table":
        keys = tuple(dict.fromkeys(key for held in definition.values for key in held.value))
        return Figures(node.name, keys, len(keys))
    return entry(f, definition, None)


def entry(f: Frame, definition: ParameterDefinition, place: int | str | None) -> Value:
    """One figure: of a scalar parameter, or an item of a list or table by its place; null where the day has none."""
    like = template_of(values_at(definition, place))
    start = f.k.figure((definition.name, place, like.den if isinstance(like, Num) else 1))
    return f.w.once(("figure", start), lambda: figure(f, f.k.held_figure(start), like))


def figure(f: Frame, text: str, like: Value) -> Value:
    """A figure that a variable holds."""
    if isinstance(like, Bool):
        return Bool(text, like.may)
    assert isinstance(like, (Num, Day, Code))
    name, state = text, None
    if like.may:
        name, state = f.w.fresh(), f.w.fresh("s")
        f.w.line(f"{name} = {text}")
        f.w.line(f"{state} = 0")
        with f.w.block(f"if {name} < SENTINELS"):
            f.w.line(f"{state} = {NULL}")
            f.w.line(f"{name} = 0")
    if isinstance(like, Num):
        return Num(name, like.den, like.low, like.high, state, like.may)
    return Day(name, state, like.may) if isinstance(like, Day) else Code(name, state, like.may)


ABSENT = object()


def values_at(definition: ParameterDefinition, place: int | str | None) -> list[Any]:
    """What a figure is in each period; ABSENT where a list or table has no such item."""
    if place is None:
        return [held.value for held in definition.values]
    return [item_at(held.value, place) for held in definition.values]


def item_at(value: Any, place: int | str) -> Any:
    """An item of a list (from 0) or table; ABSENT when there is none."""
    if isinstance(value, dict):
        return value.get(str(place), ABSENT)
    return value[place] if isinstance(place, int) and place < len(value) else ABSENT


def template_of(values: list[Any]) -> Value:
    """A kind that holds all the values. The bounds leave room, so that a figure may change without a new text."""
    told = [value for value in values if value is not ABSENT and value is not None]
    may = NEVER if len(told) == len(values) else frozenset((NULL,))
    if told and all(isinstance(value, bool) for value in told):
        return Bool("", may)
    if told and all(isinstance(value, Decimal) for value in told):
        den = max(Fraction(value).denominator for value in told)
        while any(Fraction(value) * den % 1 for value in told) or den not in (1, 100, 10_000, 1_000_000, 10**8):
            den = next((step for step in (1, 100, 10_000, 1_000_000, 10**8) if step > den), den * 100)
            check_scale(den)
        size = max(abs(int(Fraction(value) * den)) for value in told)
        bound = min(2 ** (size.bit_length() + 2), LIMIT)
        return Num("", den, 0 if all(value >= 0 for value in told) else -bound, bound, "" if may else None, may)
    if told and all(isinstance(value, str) for value in told):
        return Code("", "" if may else None, may)
    if told and all(type(value) is dt.date for value in told):
        return Day("", "" if may else None, may)
    raise refuse("이런 꼴의 기준값", "a figure of this form")
