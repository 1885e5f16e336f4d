"""What kernels are written from: a rulebook on a day, and the kernels written so far, in the order they need."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from madang.rules import ir
from madang.rules.binding.rulebook import Rulebook, walk
from madang.rules.canonical import digest
from madang.rules.columns import runtime
from madang.rules.columns.chunk import FactColumn
from madang.rules.columns.frame import Frame
from madang.rules.columns.kernel import Kernel, Ref
from madang.rules.columns.problems import CannotCompile
from madang.rules.columns.promise import ANYTHING, Promise
from madang.rules.columns.stored import load, ref_of, store
from madang.rules.columns.values import Day, Each, Person, Value
from madang.rules.model import DerivedDefinition, Expression

APPLICANT = ir.Variable("applicant")


@dataclass(frozen=True, slots=True)
class Stored:
    """A value in columns: the template of what loading it gives."""

    name: str
    like: Value

    def at(self, f: Frame, row: str) -> Value:
        """The value of a row."""
        return load(f, ("value", self.name), row, self.like)


class Book:
    """Writes kernels for one rulebook and day; each derived value and unit once."""

    def __init__(self, rulebook: Rulebook, date: dt.date, promise: Promise | None = None) -> None:
        importlib.import_module("madang.rules.columns.forms")
        self.rulebook = rulebook
        self.date = date
        self.promise = promise
        self.kernels: list[Kernel] = []
        self._stored: dict[str, Stored | CannotCompile] = {}
        self._chosen: dict[str, frozenset[int]] = {}
        self._personal: dict[str, bool] = {}
        self._units: dict[str, frozenset[int] | CannotCompile] = {}

    def node(self, expression: Expression) -> ir.Node:
        """The bound tree of an expression."""
        return self.rulebook.bound[expression].node

    def ref_of(self, name: str) -> Ref:
        """Where a value that has a kernel stands."""
        stored = self._stored[name]
        assert isinstance(stored, Stored)
        return ref_of(("value", name), stored.like)

    def packed(self, name: str, basis: Any) -> Ref:
        """The column of a date's other form; its kernel is written when it is first asked for."""
        made: Ref = ("packed", name, basis)
        if not any(made in kernel.makes for kernel in self.kernels):
            kernel = Kernel(f"packed:{name}", makes=(made,))
            kernel.by_home = self.rulebook.pack.facts[name].entity != "person"
            kernel.used["year_month_day"] = runtime.year_month_day
            kernel.w.line(f"out0[a] = year_month_day({kernel.array(('fact', name, basis, 0))}[a])")
            kernel.finish(["    for a in range(n):"], [])
            self.kernels.append(kernel)
        return made

    def states_of(self, name: str) -> frozenset[int]:
        """The states in which a value that has a kernel may be."""
        stored: Any = self._stored[name]
        found: frozenset[int] = stored.like.may
        return found

    def kernel_of_unit(self, name: str) -> Kernel | None:
        """The kernel of a unit, where some value needed one."""
        return next((kernel for kernel in self.kernels if kernel.name == f"unit:{name}"), None)

    def states(self, column: FactColumn) -> frozenset[int]:
        """The states in which a fact's cells may be."""
        return ANYTHING if self.promise is None else self.promise.may(column)

    @property
    def whole(self) -> bool:
        """Whether no spouse is unnamed and no list longer than a unit may be."""
        return self.promise is not None and self.promise.whole

    def column(self, name: str, write: Callable[[Frame], Value], variables: dict[str, Value]) -> Stored:
        """Writes a kernel that fills the columns of a value, row by row `a`; once for a name."""
        found = self._stored.get(name)
        if found is None:
            try:
                found = self._write(name, write, variables)
            except CannotCompile as refused:
                found = refused
            self._stored[name] = found
        if isinstance(found, CannotCompile):
            raise found
        return found

    def _write(self, name: str, write: Callable[[Frame], Value], variables: dict[str, Value]) -> Stored:
        kernel = Kernel(name)
        frame = Frame(self, kernel, kernel.w, {"date": Day("date", ymd="ymd"), **variables})
        like, makes = store(frame, ("value", name), write(frame))
        kernel.makes = makes
        kernel.finish(["    for a in range(n):"], [])
        self.kernels.append(kernel)
        return Stored(name, like)

    def derived(self, f: Frame, node: ir.Derived) -> Value:
        """A derived value where it is read."""
        definition = self.rulebook.derived_on(node.name, self.date)
        if definition is None:
            return f.value(ir.Constant(None))
        body = self.node(definition.value)
        if node.subject is None:
            return self._of_applicant(node.name, definition, body).at(f, applicant(f).text)
        person = f.value(node.subject)
        assert isinstance(person, Person)
        if self.reads_applicant(node):
            return replace(f, variables={**base(f), "applicant": applicant(f), "self": person}).value(body)
        stored = self.column(node.name, lambda inner: inner.value(body), {"self": Person("a")})
        return stored.at(f, person.text)

    def _of_applicant(self, name: str, definition: DerivedDefinition, body: ir.Node) -> Stored:
        unit = definition.unit or self.rulebook.pack.services[name.split(".")[0]].unit
        return self.column(name, lambda inner: inner.value(body), self.scope(unit))

    def scope(self, unit: str) -> dict[str, Value]:
        """The variables of a unit's expressions, for the applicant `a`."""
        from madang.rules.columns.units import members_of

        return {"applicant": Person("a"), "unit": members_of(self, unit)}

    def reads_applicant(self, node: ir.Derived) -> bool:
        """Whether a value of a person also depends on who applies: it is then not the same for everybody who asks."""
        if node.name not in self._personal:
            definition = self.rulebook.derived_on(node.name, self.date)
            self._personal[node.name] = definition is not None and any(
                part == APPLICANT
                or (isinstance(part, ir.Derived) and (part.subject is None or self.reads_applicant(part)))
                for part in walk(self.node(definition.value))
            )
        return self._personal[node.name]

    def unit(self, name: str) -> frozenset[int]:
        """Writes the kernel of a unit, once; the states its list may be in."""
        from madang.rules.columns.units import write_unit

        found = self._units.get(name)
        if found is None:
            try:
                kernel, found = write_unit(self, self.rulebook.pack.units[name])
                self.kernels.append(kernel)
            except CannotCompile as refused:
                found = refused
            self._units[name] = found
        if isinstance(found, CannotCompile):
            raise found
        return found

    def chosen(self, node: ir.Filter, write: Callable[[Frame], Each]) -> tuple[str, frozenset[int]]:
        """The name of the lists of whom a filter chooses among the applicant's coresidents, and their states."""
        from madang.rules.columns.units import chosen_list

        name = self.name_of_list(node)
        if name not in self._chosen:
            kernel, self._chosen[name] = chosen_list(self, name, write)
            self.kernels.append(kernel)
        return name, self._chosen[name]

    def name_of_list(self, node: ir.Filter) -> str:
        """What the lists of a filter are called."""
        return f"list:{digest(node).removeprefix('sha256:')[:16]}"

    def reads(self) -> list[Ref]:
        """The facts and lists that all kernels need from a chunk."""
        made = {ref for kernel in self.kernels for ref in kernel.makes}
        return [ref for ref in dict.fromkeys(ref for kernel in self.kernels for ref in kernel.reads) if ref not in made]


def applicant(f: Frame) -> Person:
    """Who applies, where the kernel has one."""
    found: Any = f.variables.get("applicant")
    assert isinstance(found, Person), "a value that is the same for everybody reads the applicant"
    return found


def base(f: Frame) -> dict[str, Value]:
    """The variables that every expression sees."""
    return {"date": f.variables["date"]}
