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
from madang.rules.columns.lists import listed_once, loop
from madang.rules.columns.references import home_of
from madang.rules.columns.values import AT_FAULT, Bool, Day, Each, Person, Value
from madang.rules.model import UnitDefinition, UnitRule

if TYPE_CHECKING:
    from collections.abc import Callable

    from madang.rules.columns.book import Book

APPLICANT = ir.Variable("applicant")
MOST_OF_EXCLUDING = 8
"""How many assignments of an excluding line are done whether or not another holds: nobody can guess which does."""
FULL = -1
"""What a unit's kernel gives when the room for members is used up; it is then run again with more."""
TOO_MANY = -2
"""What it gives when a unit is chosen from more than MEMBERS and the kernel was written for a promise: kernels that
promise nothing then run the chunk."""


def members_of(book: Book, name: str) -> Each:
    """The unit of the applicant `a`; its kernel is written when a list is first gone through."""

    def each(f: Frame, body: Callable[[Frame, Value], None], stop: str | None) -> tuple[str | None, frozenset[int]]:
        may = book.unit(name)
        kind = f"unit:{name}"
        row = home_of(f, "a") if of_homes(book, book.rulebook.pack.units[name]) else "a"
        loop(f, f.k.array(("starts", kind)), f.k.array(("members", kind)), row, body, stop)
        return (f.w.let(f"{f.k.array(('state', kind))}[{row}]", "s"), may) if may else (None, may)

    return Each(each, most=MEMBERS, least=_least(book, book.rulebook.pack.units[name]))


def _least(book: Book, unit: UnitDefinition) -> int:
    """1 where whoever applies is surely of the unit."""
    sure = any(rule.source is None and rule.when is None for rule in unit.members)
    return 1 if sure and not unit.excluded and book.whole else 0


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
    may: set[int] = set() if book.whole else {UNKNOWN}
    f.w.line("begin = end")
    f.w.line("st = 0")
    with f.w.block(f"if end + {MEMBERS} > room"):
        f.w.line(f"return {FULL}")
    plain = not any(_states_of(f, rule) for rule in unit.members)
    aside = f.aside()
    for rule in unit.members:
        _candidates(aside, rule, may, plain)
    through = the_list(book, unit) if plain and not may else None
    if through is None:
        f.w.splice(aside.w)
    else:
        _as_before(f, through, aside)
    f.w.line("lowest = -1")
    _settle(f, unit, may, plain)
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


def the_list(book: Book, unit: UnitDefinition) -> ir.Filter | None:
    """The one list of coresidents through which alone a unit's lines of members speak of the applicant: whoever has the
    same list then has the same candidates."""
    told = [part for rule in unit.members for part in (rule.source, rule.when)]
    if any(rule.source is None for rule in unit.members):
        return None
    found: set[ir.Node] = set()
    if not all(_through(book, book.node(part), found) for part in told if part is not None) or len(found) != 1:
        return None
    (only,) = found
    return only if isinstance(only, ir.Filter) else None


def _through(book: Book, node: Any, found: set[ir.Node]) -> bool:
    if isinstance(node, ir.Filter) and listed_once(node):
        found.add(node)
        return True
    if node == APPLICANT or (isinstance(node, ir.Derived) and (node.subject is None or book.reads_applicant(node))):
        return False
    if isinstance(node, tuple):
        return all(_through(book, part, found) for part in node)
    if isinstance(node, ir.Node):
        return all(_through(book, getattr(node, name), found) for name in node.__dataclass_fields__ if name != "at")
    return True


def _as_before(f: Frame, through: ir.Filter, candidates: Frame) -> None:
    """The candidates, taken over from the row before where its list is the same: most who live together follow each
    other."""
    name = f.book.name_of_list(through)
    starts, members = f.k.array(("starts", name)), f.k.array(("members", name))
    f.w.line("fresh = 1")
    f.w.line(f"size = {starts}[a + 1] - {starts}[a]")
    with f.w.block(f"if a > 0 and {starts}[a] - {starts}[a - 1] == size"):
        f.w.line("fresh = 0")
        with f.w.block(f"for j in range({starts}[a], {starts}[a + 1])"):
            f.w.line(f"fresh |= (1 if {members}[j] != {members}[j - size] else 0)")
    candidates.w.line("saved = end - begin")
    with candidates.w.block("for k in range(saved)"):
        candidates.w.line("flags[k] = out1[begin + k]")
    f.w.put("if fresh == 1", candidates.w)
    with f.w.block("else"):
        with f.w.block("for k in range(saved)"):
            f.w.line("out1[begin + k] = flags[k]")
        f.w.line("end = begin + saved")


def _candidates(f: Frame, rule: UnitRule, may: set[int], plain: bool) -> None:
    """One line of members: everybody it names, with whether it holds of them. plain: it is certain of everybody."""

    def take(inner: Frame, person: Value) -> None:
        assert isinstance(person, Person)
        inside = _holds(inner, rule, person)
        if not plain:
            _flagged(inner, person, inside, may)
        elif inside.text == "1":
            _slot(inner, person, flags=False)
        else:
            with inner.w.block(f"if {inside.text} == 1"):
                _slot(inner, person, flags=False)

    state, states = _persons(f, rule).each(f, take, None)
    if state is not None:
        may.update(states)
        f.w.line(f"st = max(st, {state})")


def _persons(f: Frame, rule: UnitRule) -> Each:
    source = f.value(f.book.node(rule.source)) if rule.source else f.variables["applicant"]
    return listed([source]) if isinstance(source, Person) else each_of(source)


def _states_of(f: Frame, rule: UnitRule) -> set[int]:
    """The states in which it may be whether a line of members holds of somebody."""
    found: set[int] = set()

    def look(inner: Frame, person: Value) -> None:
        assert isinstance(person, Person)
        found.update(_holds(inner, rule, person).may)

    aside = f.aside()
    _persons(aside, rule).each(aside, look, None)
    return found


def _slot(f: Frame, person: Person, *, flags: bool) -> str:
    """The place of a person among the candidates, a new one if need be."""
    slot = f.w.fresh("k")
    f.w.line(f"{slot} = begin")
    with f.w.block(f"while {slot} < end and out1[{slot}] != {person.text}"):
        f.w.line(f"{slot} += 1")
    with f.w.block(f"if {slot} == end"):
        with f.w.block(f"if end - begin == {MEMBERS}"):
            if f.book.whole:
                f.w.line(f"return {TOO_MANY}")
            else:
                f.w.line(f"st = max(st, {UNKNOWN})")
                f.w.line(f"{slot} = begin")
        with f.w.block("else"):
            f.w.line(f"out1[end] = {person.text}")
            if flags:
                f.w.line("flags[end] = 0")
            f.w.line("end += 1")
    return slot


def _flagged(f: Frame, person: Person, inside: Bool, may: set[int]) -> None:
    """Somebody of whom a line perhaps holds: what all lines say together is kept beside."""
    slot = _slot(f, person, flags=True)
    held = f.w.fresh("c")
    f.w.line(f"{held} = flags[{slot}]")
    may.update(inside.may & {UNKNOWN, *AT_FAULT})
    if inside.may & AT_FAULT:
        with f.w.block(f"if {inside.text} >= {FAULT}"):
            f.w.line(f"st = max(st, {inside.text})")
    with f.w.block(f"if {going_on(held, 1, inside.may)}"):
        combine(f, held, inside, 1)
    f.w.line(f"flags[{slot}] = {held}")


def _holds(f: Frame, rule: UnitRule, person: Person) -> Bool:
    if rule.when is None:
        return Bool("1")
    return boolean(f, f.within("p", person).value(f.book.node(rule.when)))


def _settle(f: Frame, unit: UnitDefinition, may: set[int], plain: bool) -> None:
    """Keeps whom a line names and no excluding line holds of."""
    if may & AT_FAULT:
        may.add(LOST)
    f.w.line("last = end")
    f.w.line("end = begin")
    with f.w.block("for k in range(begin, last)"):
        f.w.line("p = out1[k]")
        f.w.line("belongs = 1" if plain else "belongs = flags[k]")
        if unit.excluded:
            rules = [lambda inner, r=rule: _holds(inner, r, Person("p")) for rule in unit.excluded]
            faulty = fold(f.aside(), rules, decisive=1).may & AT_FAULT
            if not faulty:  # then their order is of no matter: the short ones first
                rules.sort(key=lambda write: _length(f, write))
            if plain:
                _exclude(f, fold(f, rules, decisive=1, for_nothing=MOST_OF_EXCLUDING), may)
            else:
                with f.w.block("if True" if faulty else "if belongs != 0"):
                    _exclude(f, fold(f, rules, decisive=1), may)
        with f.w.block("if belongs == 1"):
            f.w.line("out1[end] = p")
            f.w.line("end += 1")
            f.w.line("lowest = p if lowest < 0 or p < lowest else lowest")
        if may & {UNKNOWN, *AT_FAULT}:
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
    if kept.may:
        with f.w.block(f"elif {kept.text} > 1"):
            f.w.line(f"belongs = max(belongs, {kept.text})")
