"""Who belongs to a unit: one kernel for each, which lists the members of every applicant's unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from madang.rules.columns.coding import MEMBERS, UNKNOWN
from madang.rules.columns.frame import Frame
from madang.rules.columns.kernel import Kernel
from madang.rules.columns.lists import loop
from madang.rules.columns.references import home_of
from madang.rules.columns.unit_applicants import fewest_members, of_homes
from madang.rules.columns.unit_members import choose_members
from madang.rules.columns.values import Day, Each, Person, Value
from madang.rules.model import UnitDefinition

if TYPE_CHECKING:
    from collections.abc import Callable

    from madang.rules.columns.book import Book

FULL = -1
"""What a kernel that makes lists gives when the room for members is used up; it is then run again with more."""


def members_of(book: Book, name: str) -> Each:
    """The unit of the applicant `a`; its kernel is written when a list is first gone through."""

    def each(f: Frame, body: Callable[[Frame, Value], None], stop: str | None) -> tuple[str | None, frozenset[int]]:
        may = book.unit(name)
        kind = f"unit:{name}"
        row = home_of(f, "a") if of_homes(book, book.rulebook.pack.units[name]) else "a"
        loop(f, f.k.array(("starts", kind)), f.k.array(("members", kind)), row, body, stop)
        return (f.w.let(f"{f.k.array(('state', kind))}[{row}]", "s"), may) if may else (None, may)

    return Each(each, most=MEMBERS, least=fewest_members(book, book.rulebook.pack.units[name]))


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
        if not book.whole:
            with inner.w.block(f"if end - begin == {MEMBERS}"):
                inner.w.line(f"full = {UNKNOWN}")
                inner.w.line("end -= 1")
        inner.w.line(f"out1[end] = {person.text}")
        inner.w.line("end += 1")

    state, may = write(f).each(f, take, None)
    f.w.line(f"out2[a] = max(full, {state or 0})")
    f.w.line("out0[a + 1] = end")
    kernel.makes = (("starts", name), ("members", name), ("state", name))
    kernel.finish(["    end = 0", "    out0[0] = 0", "    for a in range(n):"], ["    return end"])
    return kernel, may if book.whole else may | {UNKNOWN}


def write_unit(book: Book, unit: UnitDefinition) -> tuple[Kernel, frozenset[int]]:
    """The kernel of a unit, and the states in which it may leave one."""
    kind = f"unit:{unit.name}"
    kernel = Kernel(kind, lists=True)
    variables: dict[str, Value] = {"date": Day("date", ymd="ymd"), "applicant": Person("a")}
    f = Frame(book, kernel, kernel.w, variables)
    may: set[int] = set() if book.whole else {UNKNOWN}
    f.w.line("begin = end")
    f.w.line("st = 0")
    with f.w.block(f"if end + {MEMBERS} > room"):
        f.w.line(f"return {FULL}")
    choose_members(f, unit, may)
    if may:
        with f.w.block("if st != 0"):
            f.w.line("end = begin")
            f.w.line("lowest = -1")
    row = "h" if of_homes(book, unit) else "a"
    f.w.line(f"out2[{row}] = st")
    f.w.line(f"out0[{row} + 1] = end")
    f.w.line(f"out3[{row}] = lowest")
    kernel.makes = (("starts", kind), ("members", kind), ("state", kind), ("lowest", kind))
    kernel.by_home = of_homes(book, unit)
    head = ["    end = 0", "    out0[0] = 0", "    saved = 0", "    for a in range(n):"]
    if kernel.by_home:  # for one of those who live there; an empty home has no unit
        starts, members = kernel.array(("starts", "coresidents")), kernel.array(("members", "coresidents"))
        head[3:] = [
            "    for h in range(n):",
            "        out0[h + 1] = end",
            "        out2[h] = 0",
            "        out3[h] = -1",
        ]
        head += [
            f"        if {starts}[h] == {starts}[h + 1]:",
            "            continue",
            f"        a = {members}[{starts}[h]]",
        ]
    kernel.finish(head, ["    return end"])
    return kernel, frozenset(may)
