"""A service as kernels: one for each clause, one for its components, one for its amount."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from madang.rules.answers.failing import missing_figure
from madang.rules.binding.rulebook import Rulebook, in_force, split_each
from madang.rules.columns.book import Book
from madang.rules.columns.coding import FAULT, LIMIT, LOST, NULL, UNKNOWN
from madang.rules.columns.frame import Frame
from madang.rules.columns.kinds import boolean, number
from madang.rules.columns.listing import each_of
from madang.rules.columns.problems import CannotCompile
from madang.rules.columns.values import Num, Value
from madang.rules.loading.service import value_on
from madang.rules.model import Clause, Component, Expression, Label, ServiceDefinition

NOTHING = -1
"""Stands for «no amount», where an amount has no pieces."""


@dataclass(slots=True)
class Plan:
    """What works out a service: the columns of its clauses in force, of its amount; or why it cannot be run."""

    service: ServiceDefinition
    clauses: list[tuple[Clause, str]] = field(default_factory=list)
    parts: str | None = None
    whole: str | None = None
    refusals: list[tuple[str, Label]] = field(default_factory=list)
    """(clause, `components` or `amount`; the reason); first of all, the figures that are missing on the day."""

    @property
    def runs(self) -> bool:
        """Whether the engine can run the whole service."""
        return not self.refusals


def plan_service(book: Book, service: ServiceDefinition) -> Plan:
    """Writes the kernels of a service; what cannot be compiled is named in the plan."""
    plan = Plan(service)
    scope = book.scope(service.unit)
    for clause in service.clauses:
        if in_force(clause, book.date):
            name = f"{service.id}:clause:{clause.id}"
            if _written(plan, clause.id, book, name, _truth(book, clause.when), scope):
                plan.clauses.append((clause, name))
    if service.components:
        plan.parts = f"{service.id}:parts"
        _written(plan, "components", book, plan.parts, lambda f: _parts(f, service), scope)
    if service.amount is not None:
        plan.whole = f"{service.id}:amount"
        amount = service.amount
        _written(plan, "amount", book, plan.whole, lambda f: _pieces(f, [lambda g, add: add(g, amount)]), scope)
    if plan.refusals:  # of a figure that is missing not even the kind may be known: then that is what is wrong
        pack, reads = book.rulebook.pack, sorted(book.rulebook.reach_of_service(service).parameters)
        gone = [name for name in reads if value_on(pack.parameters[name], book.date) is None]
        plan.refusals[:0] = [(name, missing_figure(book.rulebook, name, book.date)) for name in gone]
    return plan


def refusals(rulebook: Rulebook, date: dt.date) -> dict[str, list[tuple[str, Label]]]:
    """For each service in force on a day why the engine cannot run it: (clause, components or amount; the reason).
    Nothing is compiled, so numba is not needed."""
    book = Book(rulebook, date)
    services = [service for service in rulebook.pack.services.values() if in_force(service, date)]
    return {service.id: plan_service(book, service).refusals for service in services}


def _written(
    plan: Plan, what: str, book: Book, name: str, write: Callable[[Frame], Value], scope: dict[str, Value]
) -> bool:
    try:
        book.column(name, write, scope)
    except CannotCompile as refused:
        plan.refusals.append((what, refused.label))
        return False
    return True


def _truth(book: Book, expression: Expression) -> Callable[[Frame], Value]:
    return lambda f: boolean(f, f.value(book.node(expression)))


# --- amounts ---------------------------------------------------------------------------------------

Add = Callable[[Frame, Expression], None]
Piece = Callable[[Frame, Add], None]


def _parts(f: Frame, service: ServiceDefinition) -> Value:
    """The sum of the components in force; NOTHING when none is for anybody."""
    return _pieces(f, [_component(one) for one in service.components if in_force(one, f.book.date)])


def _component(component: Component) -> Piece:
    def write(f: Frame, add: Add) -> None:
        def turn(inner: Frame) -> None:
            if component.when is None:
                add(inner, component.value)
                return
            condition = boolean(inner, inner.value(inner.book.node(component.when)))
            with inner.w.block(f"if {condition.text} == 1"):
                add(inner, component.value)
            if condition.may - {NULL}:
                with inner.w.block(f"elif {condition.text} > {NULL}"):
                    inner.w.line(f"st = max(st, {condition.text})")

        if component.each is None:
            turn(f)
            return
        name, _ = split_each(component.each)
        people = each_of(f.value(f.book.node(component.each)))
        state, _may = people.each(f, lambda inner, item: turn(inner.within(name, item)), None)
        if state is not None:
            f.w.line(f"st = max(st, {state})")

    return write


def _pieces(f: Frame, pieces: list[Piece]) -> Num:
    """Whole won, each piece at least zero; a piece that is no whole number of won is a fault of the whole."""
    f.w.line("won = 0")
    f.w.line("some = 0")
    f.w.line("st = 0")

    def add(inner: Frame, expression: Expression) -> None:
        one = number(inner, inner.value(inner.book.node(expression)))
        per = inner.w.let(f"{one.den} * {one.divisor or 1}")
        state = inner.w.fresh("s")
        inner.w.line("some = 1")
        inner.w.line(f"{state} = {one.state or 0}")
        with inner.w.block(f"if {state} == {NULL} or ({state} == 0 and {one.text} % {per} != 0)"):
            inner.w.line(f"{state} = {FAULT}")
        if one.inexact is not None:
            with inner.w.block(f"elif {state} == 0 and {one.inexact} == 1"):
                inner.w.line(f"{state} = {UNKNOWN}")
        with inner.w.block(f"elif {state} == 0"):
            inner.w.line(f"won += max(0, {one.text} // {per})")
            with inner.w.block(f"if won > {LIMIT}"):
                inner.w.line(f"{state} = {UNKNOWN}")
                inner.w.line("won = 0")
        inner.w.line(f"st = max(st, {state})")

    for piece in pieces:
        piece(f, add)
    return Num(f"(won if some == 1 else {NOTHING})", 1, NOTHING, LIMIT, "st", frozenset((UNKNOWN, FAULT, LOST)))
