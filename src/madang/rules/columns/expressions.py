"""How operators, comparisons, membership, conditions and entries are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from madang.rules import ir
from madang.rules.columns import arithmetic
from madang.rules.columns.calendar_days import comparable, months_on, ymd_of
from madang.rules.columns.coding import DAY_BOUND, FAULT
from madang.rules.columns.folding import choose, combine, fold, going_on
from madang.rules.columns.frame import Frame, form
from madang.rules.columns.kinds import CONVERT, MOST_DECIMALS, boolean, day, kind_of, number, worst
from madang.rules.columns.listing import listed
from madang.rules.columns.problems import refuse
from madang.rules.columns.references import entry
from madang.rules.columns.values import (
    AT_FAULT,
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
from madang.rules.feel.operators import OPERATORS
from madang.rules.feel.paths import path_of
from madang.rules.feel.values import NANOS, DaysDuration, MonthsDuration
from madang.rules.reckoning.faults import ZEROS

ORDER = frozenset({"lt", "le", "gt", "ge"})
COMPARISONS = ORDER | {"eq", "ne"}
ARITHMETIC: dict[str, Callable[..., Num]] = {
    "add": arithmetic.add,
    "subtract": partial(arithmetic.add, sign=-1),
    "multiply": arithmetic.multiply,
    "divide": arithmetic.divide,
}


@form(ir.Operation)
def operation(f: Frame, node: ir.Operation) -> Value:
    if node.op in ("and", "or"):
        operands = [partial(_truth, node=arg) for arg in node.args]
        return fold(f, operands, decisive=0 if node.op == "and" else 1)
    values = [f.value(arg) for arg in node.args]
    if all(isinstance(value, Known) for value in values):
        told = [value.value for value in values if isinstance(value, Known)]
        if node.op == "divide" and told[1] in ZEROS and told[0] is not None:
            return Missing("")
        found = OPERATORS[node.op](*told)
        if not (isinstance(found, Decimal) and -found.as_tuple().exponent > MOST_DECIMALS):  # type: ignore[operator]
            return Known(found)
    if node.op in COMPARISONS:
        return compare(f, node.op, *values)
    if node.op == "between":
        return _between(f, *values)
    if node.op == "negate":
        return arithmetic.negate(f, number(f, values[0]))
    if any(isinstance(value, Day) or _is_duration(value) for value in values):
        return _shifted(f, node.op, *values)
    if node.op not in ARITHMETIC:
        raise refuse(f"연산 {node.op}", f"the operation '{node.op}' over facts")
    return ARITHMETIC[node.op](f, number(f, values[0]), number(f, values[1]))


def _truth(f: Frame, *, node: ir.Node) -> Bool:
    return boolean(f, f.value(node))


def _is_duration(value: Value) -> bool:
    return isinstance(value, Known) and isinstance(value.value, (DaysDuration, MonthsDuration))


def _shifted(f: Frame, op: str, one: Value, other: Value) -> Value:
    """A date moved by a known duration."""
    if op == "add" and _is_duration(one):
        one, other = other, one
    if op not in ("add", "subtract") or not isinstance(other, Known):
        raise refuse("이런 날짜 계산", "this reckoning with dates")
    sign, by, moved = (1 if op == "add" else -1), other.value, day(f, one)
    if isinstance(by, DaysDuration) and by.nanos % (86_400 * NANOS) == 0:
        days = by.nanos // (86_400 * NANOS)
        if abs(days) < DAY_BOUND:
            return Day(f.w.let(f"{moved.text} + {sign * days}"), moved.state, moved.may)
    if isinstance(by, MonthsDuration) and abs(by.total) < 12_000:
        return months_on(f, moved, str(sign * by.total), moved.state, moved.may)
    raise refuse("이런 기간", "such a duration")


# --- comparison ------------------------------------------------------------------------------------


def compare(f: Frame, op: str, one: Value, other: Value) -> Bool:
    """A comparison of two values of one kind; null where there is no order, or (ordering) with a null."""
    if isinstance(one, Known) and isinstance(other, Known):
        found = OPERATORS[op](one.value, other.value)
        return boolean(f, Known(found))
    if isinstance(one, Person) or isinstance(other, Person):
        return _same_person(f, op, one, other)
    if isinstance(one, Months) and isinstance(other, Months):
        return arithmetic.equal_codes(f, op, *((v.text, v.state, v.may) for v in (one, other)))
    kind = kind_of([one, other])
    left, right = (CONVERT[kind](f, value) for value in (one, other))
    if kind is Num:
        return arithmetic.compare(f, op, left, right)
    if kind in (Bool, Code) and op in ORDER:
        raise refuse("글이나 참·거짓의 크기 비교", "an order of texts or of yes-or-no values")
    if isinstance(left, Day) and isinstance(right, Day):
        one_text, other_text = comparable(f, left, right)
        left, right = replace(left, text=one_text), replace(right, text=other_text)
    return arithmetic.equal_codes(f, op, _code(f, left), _code(f, right))


def _code(f: Frame, value: Any) -> tuple[str, str | None, frozenset[int]]:
    if isinstance(value, Bool) and value.may:
        return value.text, f.w.let(f"({value.text} if {value.text} > 1 else 0)", "s"), value.may
    return value.text, value.state, value.may


def _same_person(f: Frame, op: str, one: Value, other: Value) -> Bool:
    if not (isinstance(one, Person) and isinstance(other, Person)) or op in ORDER:
        raise refuse("사람과 다른 것의 비교", "a comparison of a person with something else")
    return Bool(f.w.let(f"(1 if {one.text} {arithmetic.SYMBOLS[op]} {other.text} else 0)", "c"))


def _between(f: Frame, value: Value, low: Value, high: Value) -> Bool:
    """All three are worked out first; a fault in one is a fault of the whole."""
    above, below = compare(f, "ge", value, low), compare(f, "le", value, high)
    found = fold(f, [lambda _: above, lambda _: below], decisive=0)
    if not found.may & AT_FAULT:
        return found
    state, _ = worst(f, above, below)
    name = f.w.let(f"({state} if {state} >= {FAULT} else {found.text})", "c")
    return Bool(name, found.may)


@form(ir.In)
def membership(f: Frame, node: ir.In) -> Value:
    value = f.value(node.value)
    return fold(f, [partial(_passes, value=value, test=test) for test in node.tests], decisive=1)


def _passes(f: Frame, *, value: Value, test: ir.Node) -> Bool:
    if isinstance(test, ir.UnaryTest):
        return compare(f, test.op, value, f.value(test.operand))
    if isinstance(test, ir.RangeOf):
        parts = []
        if test.low is not None:
            parts.append(("ge" if test.low_closed else "gt", test.low))
        if test.high is not None:
            parts.append(("le" if test.high_closed else "lt", test.high))
        return fold(f, [lambda g, o=op, n=end: compare(g, o, value, g.value(n)) for op, end in parts], decisive=0)  # type: ignore[misc]
    other = f.value(test)
    if isinstance(other, Known) and isinstance(other.value, list):
        other = listed([Known(item) for item in other.value])
    if not isinstance(other, Each):
        return compare(f, "eq", value, other)
    return among(f, value, other)


def among(f: Frame, value: Value, items: Each) -> Bool:
    """Whether one of the items equals the value; all items are worked out first."""
    name = f.w.fresh("c")
    f.w.line(f"{name} = 0")
    states: set[int] = set()

    def look(inner: Frame, item: Value) -> None:
        found = compare(inner, "eq", item, value)
        states.update(found.may)
        if not states:
            inner.w.line(f"{name} |= {found.text}")
            return
        if found.may & AT_FAULT:
            with inner.w.block(f"if {found.text} >= {FAULT}"):
                inner.w.line(f"{name} = {found.text}")
        with inner.w.block(f"if {going_on(name, 1, frozenset(states))}"):
            combine(inner, name, found, 1)

    state, may = items.each(f, look, None)
    if state is not None:
        with f.w.block(f"if {state} > {name} and {name} != 1 or {state} >= {FAULT}"):
            f.w.line(f"{name} = {state}")
    return Bool(name, frozenset(states) | may)


# --- conditions and entries ------------------------------------------------------------------------


@form(ir.If)
def conditional(f: Frame, node: ir.If) -> Value:
    return choose(f, boolean(f, f.value(node.condition)), lambda g: g.value(node.yes), lambda g: g.value(node.no))


@form(ir.Path)
def path(f: Frame, node: ir.Path) -> Value:
    subject = f.value(node.subject)
    if isinstance(subject, Known):
        return Known(path_of(subject.value, node.name))
    if isinstance(subject, Figures):
        definition = f.book.rulebook.pack.parameters[subject.name]
        return entry(f, definition, node.name) if node.name in (subject.keys or ()) else Known(None)
    if isinstance(subject, Months) and node.name == "years":
        months = subject.text
        years = f.w.let(f"({months} // 12 if {months} >= 0 else -(-{months} // 12))")
        return Num(years, 1, -DAY_BOUND, DAY_BOUND, subject.state, subject.may)
    if isinstance(subject, Months) and node.name == "months":
        months = subject.text
        rest = f.w.let(f"({months} % 12 if {months} >= 0 else -(-{months} % 12))")
        return Num(rest, 1, -12, 12, subject.state, subject.may)
    if isinstance(subject, Day) and node.name in ("year", "month", "day", "weekday"):
        return part_of_day(f, subject, node.name)
    raise refuse(f"'.{node.name}'", f"the entry '.{node.name}'")


def part_of_day(f: Frame, subject: Day, name: str) -> Num:
    """Year, month, day or weekday (Monday 1) of a date."""
    if name == "weekday":
        return Num(f.w.let(f"({subject.text} + 3) % 7 + 1"), 1, 1, 7, subject.state, subject.may)
    found = ymd_of(f, subject)
    text, most = {
        "year": (f"({found} >> 5) // 12", 99_999),
        "month": (f"({found} >> 5) % 12 + 1", 12),
        "day": (f"{found} & 31", 31),
    }[name]
    return Num(f.w.let(text), 1, 0, most, subject.state, subject.may)
