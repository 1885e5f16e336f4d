"""The lines of a unit as code: who may belong to it, and who of these does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from madang.rules import ir
from madang.rules.columns.coding import FAULT, LOST, MEMBERS, UNKNOWN
from madang.rules.columns.folding import combine, fold, going_on, negation
from madang.rules.columns.frame import Frame
from madang.rules.columns.kinds import boolean
from madang.rules.columns.listing import each_of, listed
from madang.rules.columns.unit_applicants import the_list
from madang.rules.columns.values import AT_FAULT, Bool, Each, Person, Value
from madang.rules.model import UnitDefinition, UnitRule

if TYPE_CHECKING:
    from collections.abc import Callable

TOO_MANY = -2
"""What a unit's kernel gives when the unit is chosen from more than MEMBERS and the kernel was written for a promise:
kernels that promise nothing then run the chunk."""
MOST_OF_EXCLUDING = 8
"""How many assignments of an excluding line are done whether or not another holds: nobody can guess which does."""


def choose_members(f: Frame, unit: UnitDefinition, may: set[int]) -> None:
    """Writes the members of the unit of `a` behind those of the rows before, and the lowest of them; adds the states in
    which the unit may be."""
    plain = f.book.whole and not any(_states_of(f, rule) for rule in unit.members)
    aside = f.aside()
    for rule in unit.members:
        _candidates(aside, rule, may, plain)
    through = the_list(f.book, unit) if plain and not may else None
    if through is None:
        f.w.splice(aside.w)
    else:
        _as_before(f, through, aside)
    f.w.line("lowest = -1")
    _settle(f, unit, may, plain)


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
            _add(inner, person)
        else:
            with inner.w.block(f"if {inside.text} == 1"):
                _add(inner, person)

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


def _add(f: Frame, person: Person) -> None:
    """A candidate of whom it is certain, once."""
    place = f.w.fresh("k")
    f.w.line(f"{place} = begin")
    with f.w.block(f"while {place} < end and out1[{place}] != {person.text}"):
        f.w.line(f"{place} += 1")
    with f.w.block(f"if {place} == end"):
        with f.w.block(f"if end - begin == {MEMBERS}"):
            f.w.line(f"return {TOO_MANY}")
        f.w.line(f"out1[end] = {person.text}")
        f.w.line("end += 1")


def _slot(f: Frame, person: Person) -> str:
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
            f.w.line("flags[end] = 0")
            f.w.line("end += 1")
    return slot


def _flagged(f: Frame, person: Person, inside: Bool, may: set[int]) -> None:
    """Somebody of whom a line perhaps holds: what all lines say together is kept beside."""
    slot = _slot(f, person)
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
