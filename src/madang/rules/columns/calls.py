"""How built-in functions are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from madang.rules import ir
from madang.rules.columns import totals
from madang.rules.columns.calendar_days import called, months_on, ymd_of
from madang.rules.columns.coding import DAY_BOUND, NULL, UNKNOWN, text_code
from madang.rules.columns.folding import negation
from madang.rules.columns.frame import Frame, form
from madang.rules.columns.kinds import code, day, number, worst
from madang.rules.columns.lists import chosen_figure
from madang.rules.columns.problems import refuse
from madang.rules.columns.references import entry
from madang.rules.columns.rounding import absolute, modulo, to_scale, to_step
from madang.rules.columns.values import Day, Figures, Known, Missing, Months, Num, Value
from madang.rules.feel.builtins import BUILTINS
from madang.rules.loading.service import value_on

Writes = Callable[[Frame, Sequence[Value]], Value]


@form(ir.Call)
def call(f: Frame, node: ir.Call) -> Value:
    assert isinstance(node.function, ir.Name)
    name = node.function.name
    args = [f.value(arg) for arg in node.args]
    if name in TO_STEP and isinstance(node.args[1], ir.Parameter) and isinstance(args[1], Num):
        args[1] = Known(_figure_today(f, node.args[1].name))
    if all(isinstance(arg, Known) for arg in args):
        return Known(BUILTINS[name].function(*[arg.value for arg in args if isinstance(arg, Known)]))
    written = CALLS.get(name)
    if written is None:
        raise refuse(f"함수 '{name}'", f"the function '{name}'")
    return written(f, args)


MOST_MONTHS = 12_000


def _figure_today(f: Frame, name: str) -> Any:
    """A figure whose value goes into the text: what is rounded to it could not be bounded otherwise."""
    held = value_on(f.book.rulebook.pack.parameters[name], f.book.date)
    assert held is not None
    return held.value


# --- dates -----------------------------------------------------------------------------------------


def date(f: Frame, args: Sequence[Value]) -> Value:
    """date(year, month, day); null for a day that does not exist."""
    if len(args) != 3:
        return day(f, args[0])
    parts = [number(f, arg) for arg in args]
    if any(part.den != 1 or part.divisor is not None for part in parts):
        raise refuse("정수가 아닌 날짜 조각", "a date out of fractions")
    state, may = worst(f, *parts)
    name, told = f.w.fresh(), f.w.fresh("s")
    year, month, of_month = (part.text for part in parts)
    f.w.line(f"{told} = {state or 0}")
    f.w.line(f"{name} = 0")
    with f.w.block(f"if {told} == 0"):
        with f.w.block(f"if {called(f, 'valid_date')}({year}, {month}, {of_month}) == 1"):
            f.w.line(f"{name} = {called(f, 'day_of')}({year}, {month}, {of_month})")
        with f.w.block("else"):
            f.w.line(f"{told} = {NULL} if {year} >= 1 and {year} <= 9999 else {UNKNOWN}")
    return Day(name, told, may | {NULL, UNKNOWN})


def month_edge(f: Frame, args: Sequence[Value], *, name: str) -> Value:
    """start of month, end of month"""
    one = day(f, args[0])
    if name == "month_end":
        return Day(f.w.let(f"{called(f, name)}({one.text})"), one.state, one.may)
    ymd = ymd_of(f, one)
    return Day(f.w.let(f"{one.text} - ({ymd} & 31) + 1"), one.state, one.may, f.w.let(f"({ymd} & -32) + 1", "y"))


def add_months(f: Frame, args: Sequence[Value]) -> Value:
    """The same day some months on, or that month's last day; months are cut to a whole number."""
    one, months = day(f, args[0]), number(f, args[1])
    if months.divisor is not None or months.inexact is not None:
        raise refuse("나눗셈으로 얻은 달수", "months that come from a division")
    state, may = worst(f, one, months)
    count = months.text
    if months.den != 1:
        count = f.w.let(f"({count} // {months.den} if {count} >= 0 else -(-{count} // {months.den}))")
    if not (count.lstrip("-").isdigit() and abs(int(count)) <= MOST_MONTHS):
        told, some = f.w.fresh("s"), f.w.fresh()
        f.w.line(f"{told} = {state or 0}")
        f.w.line(f"{some} = {count}")
        with f.w.block(f"if {count} > {MOST_MONTHS} or {count} < -{MOST_MONTHS}"):
            f.w.line(f"{told} = max({told}, {UNKNOWN})")
            f.w.line(f"{some} = 0")
        count, state, may = some, told, may | {UNKNOWN}
    return months_on(f, one, count, state, may)


def between(f: Frame, args: Sequence[Value], *, years: bool = False) -> Value:
    """completed months, completed years"""
    start, end = (day(f, arg) for arg in args)
    state, may = worst(f, start, end)
    months = f.w.let(f"{called(f, 'months_between')}({ymd_of(f, start)}, {ymd_of(f, end)})")
    if years:
        months = f.w.let(f"({months} // 12 if {months} >= 0 else -(-{months} // 12))")
    return Num(months, 1, -DAY_BOUND, DAY_BOUND, state, may)


def duration_between(f: Frame, args: Sequence[Value]) -> Value:
    """years and months duration"""
    found: Any = between(f, args)
    return Months(found.text, found.state, found.may)


# --- tables ----------------------------------------------------------------------------------------


def get_value(f: Frame, args: Sequence[Value]) -> Value:
    """The entry of a table of figures by its key; null where there is none."""
    table, key = args
    if isinstance(table, Missing):
        return table
    if not isinstance(table, Figures) or table.keys is None:
        raise refuse("기준값 표가 아닌 것의 항목", "an entry of what is no table of figures")
    definition = f.book.rulebook.pack.parameters[table.name]
    if isinstance(key, Known):
        return entry(f, definition, key.value) if key.value in table.keys else Known(None)
    return _by_key(f, table, code(f, key))


def _by_key(f: Frame, table: Figures, key: Any) -> Value:
    place = f.w.fresh()
    f.w.line(f"{place} = -1")
    assert table.keys is not None
    for index, name in enumerate(table.keys):
        with f.w.block(f"{'if' if index == 0 else 'elif'} {key.text} == {text_code(name)}"):
            f.w.line(f"{place} = {index}")
    return chosen_figure(f, table, place, key.state, key.may)


def _not(f: Frame, args: Sequence[Value]) -> Value:
    return negation(f, args[0])


def _as_list(f: Frame, args: Sequence[Value]) -> Value:
    return totals.concatenated(args)


TO_STEP = frozenset({"won down", "won up", "won half up"})

CALLS: dict[str, Writes] = {
    "not": _not,
    "count": totals.count,
    "sum": totals.total,
    "mean": totals.mean,
    "min": partial(totals.extreme, largest=False),
    "max": partial(totals.extreme, largest=True),
    "all": partial(totals.truths, decisive=0),
    "any": partial(totals.truths, decisive=1),
    "list contains": totals.contains,
    "concatenate": _as_list,
    "at least": partial(totals.bounded, op="ge"),
    "at most": partial(totals.bounded, op="le"),
    "won down": partial(to_step, way="down"),
    "won up": partial(to_step, way="up"),
    "won half up": partial(to_step, way="half up"),
    "floor": partial(to_scale, way="floor"),
    "ceiling": partial(to_scale, way="ceiling"),
    "round up": partial(to_scale, way="up"),
    "round down": partial(to_scale, way="down"),
    "round half up": partial(to_scale, way="half up"),
    "round half down": partial(to_scale, way="half down"),
    "decimal": partial(to_scale, way="half even"),
    "abs": absolute,
    "modulo": modulo,
    "date": date,
    "start of month": partial(month_edge, name="month_start"),
    "end of month": partial(month_edge, name="month_end"),
    "add months": add_months,
    "completed years": partial(between, years=True),
    "completed months": between,
    "years and months duration": duration_between,
    "get value": get_value,
}
"""The functions this engine knows; every other one is refused by name."""
