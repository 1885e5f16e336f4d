"""Who belongs to a unit: one kernel for each, which lists the members of every applicant's unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from madang.rules import ir
from madang.rules.columns.coding import FAULT, LOST, MEMBERS, UNKNOWN
from madang.rules.columns.folding import combine, fold, going_on, negation
from madang.rules.columns.frame import Frame
from madang.rules.columns.kernel import Kernel
from madang.rules.columns.kinds import boolean
from madang.rules.columns.listing import each_of, listed
from madang.rules.columns.lists import loop
from madang.rules.columns.references import home_of
from madang.rules.columns.values import AT_FAULT, Bool, Day, Each, Person, Value
from madang.rules.model import UnitDefinition, UnitRule

if TYPE_CHECKING:
    from collections.abc import Callable

    from madang.rules.columns.book import Book

APPLICANT = ir.Variable("applicant")
FULL = -1
"""What a unit's kernel gives when the room for members is used up; it is then run again with more."""


def members_of(book: Book, name: str) -> Each:
    """The unit of the applicant `a`; its kernel is written when a list is first gone through."""

    def each(f: Frame, body: Callable[[Frame, Value], None], stop: str | None) -> tuple[str | None, frozenset[int]]:
        may = book.unit(name)
        kind = f"unit:{name}"
        row = home_of(f, "a") if of_homes(book, book.rulebook.pack.units[name]) else "a"
        loop(f, f.k.array(("starts", kind)), f.k.array(("members", kind)), row, body, stop)
        return (f.w.let(f"{f.k.array(('state', kind))}[{row}]", "s"), may) if may else (None, may)

    return Each(each)


def chosen_list(book: Book, name: str, write: Callable[[Frame], Each]) -> tuple[Kernel, frozenset[int]]:
    """A kernel that lists, once for every applicant, whom an expression chooses among those who live together."""
    kernel = Kernel(name, lists=True)
    f = Frame(book, kernel, kernel.w, {"date": Day("date", ymd="ymd"), "applicant": Person("a")})
    with f.w.block(f"if end + {MEMBERS} > room"):
        f.w.line(f"return {FULL}")
    f.w.line("begin = end")
    f.w.line("full = 0")

    def take(inner: Frame, person: Value) -> None:
        assert isinstance(person, Person)
        with inner.w.block(f"if end - begin == {MEMBERS}"):
            inner.w.line(f"full = {UNKNOWN}")
        with inner.w.block("else"):
            inner.w.line(f"out1[end] = {person.text}")
            inner.w.line("end += 1")

    state, may = write(f).each(f, take, None)
    f.w.line(f"out2[a] = max(full, {state or 0})")
    f.w.line("out0[a + 1] = end")
    kernel.makes = (("starts", name), ("members", name), ("state", name))
    kernel.finish(
        ["    end = 0", "    out0[0] = 0", "    for a in range(n):"], ["    return end"], extra=("flags", "room")
    )
    return kernel, may | {UNKNOWN}


def of_homes(book: Book, unit: UnitDefinition) -> bool:
    """Whether a unit is the same for all who live together: it speaks of the applicant only as of one of them."""
    told = [part for rule in (*unit.members, *unit.excluded) for part in (rule.source, rule.when) if part is not None]
    return all(_of_home(book, book.node(expression)) for expression in told)


def _of_home(book: Book, node: Any) -> bool:
    if isinstance(node, ir.Related) and node.kind == "coresidents" and node.subject == APPLICANT:
        return True
    if node == APPLICANT or (isinstance(node, ir.Derived) and (node.subject is None or book.reads_applicant(node))):
        return False
    if isinstance(node, tuple):
        return all(_of_home(book, part) for part in node)
    if isinstance(node, ir.Node):
        return all(_of_home(book, getattr(node, name)) for name in node.__dataclass_fields__ if name != "at")
    return True


def write_unit(book: Book, unit: UnitDefinition) -> tuple[Kernel, frozenset[int]]:
    """The kernel of a unit, and the states in which it may leave one."""
    kind = f"unit:{unit.name}"
    kernel = Kernel(kind, lists=True)
    variables: dict[str, Value] = {"date": Day("date", ymd="ymd"), "applicant": Person("a")}
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
    row = "h" if of_homes(book, unit) else "a"
    f.w.line(f"out2[{row}] = st")
    f.w.line(f"out0[{row} + 1] = end")
    kernel.makes = (("starts", kind), ("members", kind), ("state", kind))
    kernel.by_home = of_homes(book, unit)
    head = ["    end = 0", "    out0[0] = 0", "    for a in range(n):"]
    if kernel.by_home:  # for one of those who live there; an empty home has no unit
        starts, members = kernel.array(("starts", "coresidents")), kernel.array(("members", "coresidents"))
        head[2:] = ["    for h in range(n):", "        out0[h + 1] = end", "        out2[h] = 0"]
        head += [
            f"        if {starts}[h] == {starts}[h + 1]:",
            "            continue",
            f"        a = {members}[{starts}[h]]",
        ]
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
            if not faulty:  # then their order is of no matter: the short ones first
                rules.sort(key=lambda write: _length(f, write))
            with f.w.block("if True" if faulty else "if belongs != 0"):
                _exclude(f, fold(f, rules, decisive=1), may)
        with f.w.block("if belongs == 1"):
            f.w.line("out1[end] = p")
            f.w.line("end += 1")
        with f.w.block(f"elif belongs >= {UNKNOWN}"):
            f.w.line("st = max(st, belongs)")


def _length(f: Frame, write: Callable[[Frame], Bool]) -> int:
    """How many lines something is."""
    aside = f.aside()
    write(aside)
    return len(aside.w.lines)


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
