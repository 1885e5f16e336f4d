"""Who belongs to a unit: one kernel for each, which lists the members of every applicant's unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from madang.rules.columns.coding import FAULT, LOST, MEMBERS, UNKNOWN
from madang.rules.columns.folding import combine, fold, going_on, negation
from madang.rules.columns.frame import Frame
from madang.rules.columns.kernel import Kernel
from madang.rules.columns.kinds import boolean
from madang.rules.columns.listing import each_of, listed
from madang.rules.columns.lists import loop
from madang.rules.columns.values import AT_FAULT, Bool, Day, Each, Person, Value
from madang.rules.model import UnitDefinition, UnitRule

if TYPE_CHECKING:
    from collections.abc import Callable

    from madang.rules.columns.book import Book

FULL = -1
"""What a unit's kernel gives when the room for members is used up; it is then run again with more."""


def members_of(book: Book, name: str) -> Each:
    """The unit of the applicant `a`; its kernel is written when a list is first gone through."""

    def each(f: Frame, body: Callable[[Frame, Value], None], stop: str | None) -> tuple[str | None, frozenset[int]]:
        may = book.unit(name)
        kind = f"unit:{name}"
        loop(f, f.k.array(("starts", kind)), f.k.array(("members", kind)), "a", body, stop)
        return (f.w.let(f"{f.k.array(('state', kind))}[a]", "s"), may) if may else (None, may)

    return Each(each)


def write_unit(book: Book, unit: UnitDefinition) -> tuple[Kernel, frozenset[int]]:
    """The kernel of a unit, and the states in which it may leave one."""
    kind = f"unit:{unit.name}"
    kernel = Kernel(kind)
    variables: dict[str, Value] = {"date": Day("date"), "applicant": Person("a")}
    f = Frame(book, kernel, kernel.w, variables)
    may: set[int] = {UNKNOWN}
    f.w.line("begin = end")
    f.w.line("st = 0")
    with f.w.block(f"if end + {MEMBERS} > room"):
        f.w.line(f"return {FULL}")
    for rule in unit.members:
        _candidates(f, rule, may)
    _settle(f, unit, may)
    with f.w.block("if st != 0"):
        f.w.line("end = begin")
    f.w.line("out2[a] = st")
    f.w.line("out0[a + 1] = end")
    kernel.makes = (("starts", kind), ("members", kind), ("state", kind))
    head = ["    end = 0", "    out0[0] = 0", "    for a in range(n):"]
    kernel.finish(head, ["    return end"], extra=("flags", "room"))
    return kernel, frozenset(may)


def _candidates(f: Frame, rule: UnitRule, may: set[int]) -> None:
    """One line of members: everybody it names, with whether it holds of them."""
    source = f.value(f.book.node(rule.source)) if rule.source else f.variables["applicant"]
    persons = listed([source]) if isinstance(source, Person) else each_of(source)

    def take(inner: Frame, person: Value) -> None:
        assert isinstance(person, Person)
        inside = _holds(inner, rule, person)
        slot = inner.w.fresh("k")
        inner.w.line(f"{slot} = begin")
        with inner.w.block(f"while {slot} < end and out1[{slot}] != {person.text}"):
            inner.w.line(f"{slot} += 1")
        with inner.w.block(f"if {slot} == end"):
            with inner.w.block(f"if end - begin == {MEMBERS}"):
                inner.w.line(f"st = max(st, {UNKNOWN})")
                inner.w.line(f"{slot} = begin")
            with inner.w.block("else"):
                inner.w.line(f"out1[end] = {person.text}")
                inner.w.line("flags[end] = 0")
                inner.w.line("end += 1")
        held = inner.w.fresh("c")
        inner.w.line(f"{held} = flags[{slot}]")
        if inside.may & AT_FAULT:
            may.update(inside.may & AT_FAULT)
            with inner.w.block(f"if {inside.text} >= {FAULT}"):
                inner.w.line(f"st = max(st, {inside.text})")
        with inner.w.block(f"if {going_on(held, 1, inside.may)}"):
            combine(inner, held, inside, 1)
        inner.w.line(f"flags[{slot}] = {held}")

    state, states = persons.each(f, take, None)
    if state is not None:
        may.update(states)
        f.w.line(f"st = max(st, {state})")


def _holds(f: Frame, rule: UnitRule, person: Person) -> Bool:
    if rule.when is None:
        return Bool("1")
    return boolean(f, f.within("p", person).value(f.book.node(rule.when)))


def _settle(f: Frame, unit: UnitDefinition, may: set[int]) -> None:
    """Keeps whom a line names and no excluding line holds of."""
    if may & AT_FAULT:
        may.add(LOST)
    f.w.line("last = end")
    f.w.line("end = begin")
    with f.w.block("for k in range(begin, last)"):
        f.w.line("p = out1[k]")
        f.w.line("belongs = flags[k]")
        if unit.excluded:
            rules = [lambda inner, r=rule: _holds(inner, r, Person("p")) for rule in unit.excluded]
            faulty = fold(f.aside(), rules, decisive=1).may & AT_FAULT
            with f.w.block("if True" if faulty else "if belongs != 0"):
                _exclude(f, fold(f, rules, decisive=1), may)
        with f.w.block("if belongs == 1"):
            f.w.line("out1[end] = p")
            f.w.line("end += 1")
        with f.w.block(f"elif belongs >= {UNKNOWN}"):
            f.w.line("st = max(st, belongs)")


def _exclude(f: Frame, outside: Bool, may: set[int]) -> None:
    may.update(outside.may & {*AT_FAULT, UNKNOWN})
    if outside.may & AT_FAULT:
        with f.w.block(f"if {outside.text} >= {FAULT}"):
            f.w.line(f"st = max(st, {outside.text})")
    kept = negation(f, outside)
    with f.w.block(f"if {kept.text} == 0"):
        f.w.line("belongs = 0")
    with f.w.block(f"elif {kept.text} > 1"):
        f.w.line(f"belongs = max(belongs, {kept.text})")
