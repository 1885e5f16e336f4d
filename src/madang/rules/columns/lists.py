"""How lists are written: as loops around whatever is done with their items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from madang.rules import ir
from madang.rules.binding.rulebook import walk
from madang.rules.columns.coding import MEMBERS, NULL, UNKNOWN, text_code
from madang.rules.columns.frame import Frame, form
from madang.rules.columns.kinds import boolean, number, person
from madang.rules.columns.listing import Body, Ends, each_of, listed
from madang.rules.columns.problems import refuse
from madang.rules.columns.references import entry, figure, home_of, template_of, values_at
from madang.rules.columns.values import (
    AT_FAULT,
    NEVER,
    Bool,
    Each,
    Figures,
    Known,
    Missing,
    Num,
    Person,
    Value,
)
from madang.rules.reckoning.lists import item_at, mentions_item

COMPANY = ir.Related(ir.Variable("applicant"), "coresidents")

# --- persons ---------------------------------------------------------------------------------------


@form(ir.Related)
def related(f: Frame, node: ir.Related) -> Value:
    who = person(f.value(node.subject)).text
    kind = node.kind

    def each(inner: Frame, body: Body, stop: str | None) -> Ends:
        starts, members = inner.k.array(("starts", kind)), inner.k.array(("members", kind))
        row = who if kind != "coresidents" else home_of(inner, who)
        loop(inner, starts, members, row, body, stop)
        if kind not in ("spouses", "legal_spouses") or inner.book.whole:
            return None, NEVER
        # Somebody married of whom no spouse is named has one all the same, of whom nothing is known.
        state = inner.w.fresh("s")
        married = inner.k.array(("fact", "person.marital_status", None, 0))
        inner.w.line(f"{state} = 0")
        with inner.w.block(f"if {starts}[{row}] == {starts}[{row} + 1] and {married}[{who}] == {text_code('married')}"):
            inner.w.line(f"{state} = {UNKNOWN}")
        return state, frozenset((UNKNOWN,))

    return Each(each, home_of=who if kind == "coresidents" else None, most=MEMBERS if f.book.whole else None)


def loop(f: Frame, starts: str, members: str, row: str, body: Body, stop: str | None) -> None:
    """One loop over the persons of a row."""
    index = f.w.fresh("j")
    with f.w.block(f"for {index} in range({starts}[{row}], {starts}[{row} + 1])"):
        body(f, Person(f.w.let(f"{members}[{index}]", "p")))
        if stop is not None:
            with f.w.block(f"if {stop}"):
                f.w.line("break")


# --- loops and filters -----------------------------------------------------------------------------


@form(ir.ListOf)
def list_of(f: Frame, node: ir.ListOf) -> Value:
    values = [f.value(item) for item in node.items]
    if all(isinstance(value, Known) for value in values):
        return Known([value.value for value in values if isinstance(value, Known)])
    return listed(values)


@form(ir.For)
def for_each(f: Frame, node: ir.For) -> Value:
    def each(inner: Frame, body: Body, stop: str | None) -> Ends:
        def turn(here: Frame) -> None:
            body(here, here.value(node.body))

        return rows(_in_scope(inner, f), node.iterators, turn, stop)

    least, most = _turns(f.aside(), node.iterators)
    return Each(each, most=most, least=least)


def _turns(f: Frame, iterators: tuple[ir.Iterator, ...]) -> tuple[int, int | None]:
    """The fewest and the most turns that iterators can take, where that is known beforehand."""
    least, most = 1, 1
    for iterator in iterators:
        if iterator.to is not None:
            return 0, None
        source = each_of(f.value(iterator.source))
        items = items_of(f, source)
        if source.most is None or not items:
            return 0, None
        least, most = least * source.least, most * source.most
        f = f.within(iterator.name, items[0])
    return least, most


def items_of(f: Frame, items: Each) -> list[Value]:
    """What the items of a list will be, without writing anything."""
    seen: list[Value] = []
    items.each(f.aside(), lambda _, item: seen.append(item), None)
    return seen


def rows(f: Frame, iterators: tuple[ir.Iterator, ...], turn: Callable[[Frame], None], stop: str | None) -> Ends:
    """The turns that iterators take, one inside the other."""
    if not iterators:
        turn(f)
        return None, NEVER
    first, rest = iterators[0], iterators[1:]
    if first.to is not None:
        raise refuse("수의 범위를 도는 반복", "a loop over a range of numbers")
    state, found = f.w.fresh("s"), set[int]()
    f.w.line(f"{state} = 0")

    def step(inner: Frame, item: Value) -> None:
        note(inner, state, found, rows(inner.within(first.name, item), rest, turn, stop))

    note(f, state, found, each_of(f.value(first.source)).each(f, step, None if found & AT_FAULT else stop))
    return (state, frozenset(found)) if found else (None, NEVER)


def note(f: Frame, state: str, found: set[int], ends: Ends) -> None:
    """Adds what is known of one list to what is known of the whole."""
    if ends[0] is not None:
        found.update(ends[1])
        f.w.line(f"{state} = max({state}, {ends[0]})")


def _in_scope(inner: Frame, outer: Frame) -> Frame:
    """The place of one frame with the variables of another."""
    return replace(inner, variables=outer.variables)


@form(ir.Filter)
def filtered(f: Frame, node: ir.Filter) -> Value:
    source = f.value(node.source)
    if isinstance(node.condition, ir.Constant) or not mentions_item(node.condition):
        position = f.value(node.condition)
        if isinstance(position, Bool) or (isinstance(position, Known) and isinstance(position.value, bool)):
            raise refuse("항목과 상관없는 조건의 거르기", "a filter whose condition is not about the item")
        return at_position(f, source, position)
    if isinstance(source, Each) and source.home_of == "a" and listed_once(node):
        return _once(node)
    return _filter(f, source, node)


def listed_once(node: ir.Filter) -> bool:
    """Whether a filter chooses among the applicant's coresidents by nothing but them, the applicant and the day."""
    return node.source == COMPANY and set(variables_of(node)) <= {"applicant", "item", "date"}


def variables_of(node: ir.Node) -> list[str]:
    """The variables an expression speaks of."""
    return [part.name for part in walk(node) if isinstance(part, ir.Variable)]


def _once(node: ir.Filter) -> Each:
    """Whom a filter chooses among the applicant's coresidents, listed once for all who ask."""

    def each(inner: Frame, body: Body, stop: str | None) -> Ends:
        name, may = inner.book.chosen(node, lambda g: _filter(g, g.value(node.source), node))
        loop(inner, inner.k.array(("starts", name)), inner.k.array(("members", name)), "a", body, stop)
        return (inner.w.let(f"{inner.k.array(('state', name))}[a]", "s"), may) if may else (None, may)

    return Each(each, most=MEMBERS)


def _filter(f: Frame, source: Value, node: ir.Filter) -> Each:
    """A list without those of whom the condition does not hold."""

    def each(inner: Frame, body: Body, stop: str | None) -> Ends:
        state, found = inner.w.fresh("s"), set[int]()
        inner.w.line(f"{state} = 0")

        def look(here: Frame, item: Value) -> None:
            condition = boolean(here, here.within("item", item).value(node.condition))
            with here.w.block(f"if {condition.text} == 1"):
                body(_in_scope(here, inner), item)
            if condition.may - {NULL}:
                found.update(condition.may - {NULL})
                with here.w.block(f"elif {condition.text} > {NULL}"):
                    here.w.line(f"{state} = max({state}, {condition.text})")

        place = _in_scope(inner, f)
        note(inner, state, found, each_of(source).each(place, look, stop))
        return (state, frozenset(found)) if found else (None, NEVER)

    return Each(each, most=source.most if isinstance(source, Each) else None)


def at_position(f: Frame, source: Value, position: Value) -> Value:
    """An item by its place, from 1, or from the end when negative: of a list of the law's figures."""
    if isinstance(source, Missing):
        return source
    if isinstance(source, Known) and isinstance(position, Known):
        return Known(item_at([(item, True) for item in source.value], position.value))
    if not isinstance(source, Figures) or source.keys is not None:
        raise refuse("사람이나 값 목록의 몇째", "a place in a list that is no parameter")
    definition = f.book.rulebook.pack.parameters[source.name]
    if len({len(held.value) for held in definition.values}) > 1:
        raise refuse("해마다 길이가 다른 목록", "a list whose length differs by year")
    if isinstance(position, Known):
        if not isinstance(position.value, Decimal):
            return Known(None)
        place = int(position.value)
        index = place - 1 if place > 0 else source.length + place
        return entry(f, definition, index) if place != 0 and 0 <= index < source.length else Known(None)
    return _computed(f, source, number(f, position))


def _computed(f: Frame, source: Figures, position: Num) -> Value:
    per = f"({position.den} * {position.divisor or 1})"
    place, state = f.w.fresh(), f.w.fresh("s")
    f.w.line(f"{place} = {position.text} // {per} if {position.text} >= 0 else -(-{position.text} // {per})")
    f.w.line(f"{place} = {place} - 1 if {place} > 0 else ({source.length} + {place} if {place} < 0 else -1)")
    f.w.line(f"{state} = {position.state or 0}")
    may = position.may
    if position.inexact is not None:
        may |= {UNKNOWN}
        with f.w.block(f"if {position.inexact} == 1 and {position.text} % {per} == 0"):
            f.w.line(f"{state} = max({state}, {UNKNOWN})")
    return chosen_figure(f, source, place, state, may)


def chosen_figure(f: Frame, source: Figures, place: str, state: str | None, may: frozenset[int]) -> Value:
    """The item of a list or table of figures at a place worked out by row, from 0; null where there is none."""
    definition = f.book.rulebook.pack.parameters[source.name]
    names: list[int | str] = list(range(source.length)) if source.keys is None else list(source.keys)
    like: Any = template_of([value for name in names for value in values_at(definition, name)])
    den = like.den if isinstance(like, Num) else 1
    start = f.k.figure(*((source.name, name, den) for name in names))
    told, text = f.w.fresh("s"), f.w.fresh()
    f.w.line(f"{told} = {state or 0}")
    f.w.line(f"{text} = 0")
    with f.w.block(f"if {told} == 0"):
        with f.w.block(f"if {place} >= 0 and {place} < {source.length}"):
            f.w.line(f"{text} = f[{start} + {place}]")
        with f.w.block("else"):
            f.w.line(f"{told} = {NULL}")
    found: Any = figure(f, text, like)
    may |= found.may | {NULL}
    if isinstance(found, Bool):
        return Bool(f.w.let(f"({told} if {told} != 0 else {found.text})", "b"), may)
    if found.state is not None:
        told = f.w.let(f"max({told}, {found.state})", "s")
    return replace(found, state=told, may=may)  # type: ignore[no-any-return]
