"""The reference engine: FEEL's evaluator, carried over to what is not fully known.

A bound expression is compiled once, node by node, into plain functions `run(world, scope)`. On known values it
is FEEL. An uncertain operand goes to :mod:`ranges`, :mod:`functions` or :mod:`logic`, so that a definite result
is the result under every completion.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from madang.rules import ir
from madang.rules.feel.operators import OPERATORS
from madang.rules.reckoning.calls import call, path
from madang.rules.reckoning.faults import ZEROS, DividedByZero
from madang.rules.reckoning.functions import equal, pairs_of
from madang.rules.reckoning.lists import filtered, list_of, loop, quantified
from madang.rules.reckoning.logic import conjunction, disjunction
from madang.rules.reckoning.ranges import operate
from madang.rules.reckoning.running import Compile, Run, Scope, UnitNamed, World
from madang.rules.reckoning.uncertain import PerhapsList, PersonRef, Uncertain, anything, join, may_be_null

__all__ = ["Run", "Scope", "World", "compiled"]


def compiled(node: ir.Node) -> Run:
    """The function that works out a bound expression. TypeError for a form that rules may not use."""
    form = _FORMS.get(type(node))
    if form is None:
        raise TypeError(f"{type(node).__name__} has no meaning in a rule")
    return form(node, compiled)


# --- references ------------------------------------------------------------------------------------


def constant(node: ir.Constant, _: Compile) -> Run:
    value = node.value
    return lambda world, scope: value


def variable(node: ir.Variable, _: Compile) -> Run:
    name = node.name
    if name != "unit":
        return lambda world, scope: scope.get(name)

    def unit(world: World, scope: Scope) -> Any:
        found = scope.get(name)
        return world.unit(found.name) if type(found) is UnitNamed else found

    return unit


def parameter(node: ir.Parameter, _: Compile) -> Run:
    name = node.name
    return lambda world, scope: world.parameter(name)


def fact(node: ir.Fact, compile_: Compile) -> Run:
    subject, name, basis = compile_(node.subject), node.name, node.basis

    def run(world: World, scope: Scope) -> Any:
        person = subject(world, scope)
        if type(person) is PersonRef:
            return world.fact(person, name, basis)
        return _of_somebody(person, lambda option: world.fact(option, name, basis))

    return run


def derived(node: ir.Derived, compile_: Compile) -> Run:
    name = node.name
    if node.subject is None:
        return lambda world, scope: world.derived(name, None, scope)
    subject = compile_(node.subject)

    def run(world: World, scope: Scope) -> Any:
        person = subject(world, scope)
        if type(person) is PersonRef:
            return world.derived(name, person, scope)
        return _of_somebody(person, lambda option: world.derived(name, option, scope))

    return run


def related(node: ir.Related, compile_: Compile) -> Run:
    subject, kind = compile_(node.subject), node.kind

    def run(world: World, scope: Scope) -> Any:
        return _of_somebody(subject(world, scope), lambda person: world.related(person, kind))

    return run


def _of_somebody(person: Any, get: Callable[[PersonRef], Any]) -> Any:
    """What a person has, whoever of several people that is."""
    if isinstance(person, PersonRef):
        return get(person)
    if isinstance(person, Uncertain):
        found = [get(option) if option is not None else None for option in person.options or ()]
        return join(found, person.missing) if found else anything(person.missing)
    return None


# --- operators -------------------------------------------------------------------------------------


def operation(node: ir.Operation, compile_: Compile) -> Run:
    runs = tuple(compile_(arg) for arg in node.args)
    if node.op in ("and", "or"):
        return _logical(runs, decisive=node.op == "or")
    op, function = node.op, OPERATORS[node.op]
    if op == "divide":
        return _quotient(*runs)
    if len(runs) == 2:
        return _between_two(op, *runs)

    def run(world: World, scope: Scope) -> Any:
        args = [part(world, scope) for part in runs]
        return operate(op, args) if any(type(arg) is Uncertain for arg in args) else function(*args)

    return run


def _logical(runs: tuple[Run, ...], *, decisive: bool) -> Run:
    """Operand by operand until one decides; where one is neither true nor false, Kleene's logic goes on from it."""
    fold, neutral = disjunction if decisive else conjunction, not decisive

    def run(world: World, scope: Scope) -> Any:
        for number, part in enumerate(runs):
            found = part(world, scope)
            if found is decisive:
                return decisive
            if found is not neutral:
                rest = (later(world, scope) for later in runs[number + 1 :])
                return fold(chain((found,), rest))
        return neutral

    return run


def _between_two(op: str, left: Run, right: Run) -> Run:
    function = OPERATORS[op]

    def run(world: World, scope: Scope) -> Any:
        one, other = left(world, scope), right(world, scope)
        if type(one) is Uncertain or type(other) is Uncertain:
            return operate(op, (one, other))
        return function(one, other)

    return run


def _quotient(left: Run, right: Run) -> Run:
    """A division. By zero it is a fault, whatever is divided; FEEL's null would be read as a no further out."""
    function = OPERATORS["divide"]

    def run(world: World, scope: Scope) -> Any:
        one, other = left(world, scope), right(world, scope)
        if other in ZEROS and not may_be_null(one):
            raise DividedByZero
        if type(one) is Uncertain or type(other) is Uncertain:
            return operate("divide", (one, other))
        return function(one, other)

    return run


def conditional(node: ir.If, compile_: Compile) -> Run:
    condition, yes, no = compile_(node.condition), compile_(node.yes), compile_(node.no)

    def run(world: World, scope: Scope) -> Any:
        found = condition(world, scope)
        if type(found) is not Uncertain:
            return yes(world, scope) if found is True else no(world, scope)
        if found.options is not None and True not in found.options:
            return no(world, scope)
        branches = (yes(world, scope), no(world, scope))
        return join(branches, found.missing)

    return run


# --- membership ------------------------------------------------------------------------------------

Test = Callable[[Any, World, Scope], Any]


def membership(node: ir.In, compile_: Compile) -> Run:
    value = compile_(node.value)
    tests = tuple(_test(test, compile_) for test in node.tests)

    def run(world: World, scope: Scope) -> Any:
        found = value(world, scope)
        return disjunction(test(found, world, scope) for test in tests)

    return run


def _test(test: ir.Node, compile_: Compile) -> Test:
    if isinstance(test, ir.RangeOf):
        return _within(test, compile_)
    if isinstance(test, ir.UnaryTest):
        return _compared(test.op, compile_(test.operand))
    other = compile_(test)
    return lambda value, world, scope: _among(value, other(world, scope))


def _compared(op: str, operand: Run) -> Test:
    function = OPERATORS[op]

    def compare(value: Any, world: World, scope: Scope) -> Any:
        other = operand(world, scope)
        if type(value) is Uncertain or type(other) is Uncertain:
            return operate(op, (value, other))
        return function(value, other)

    return compare


def _within(test: ir.RangeOf, compile_: Compile) -> Test:
    parts: list[Test] = []
    if test.low is not None:
        parts.append(_compared("ge" if test.low_closed else "gt", compile_(test.low)))
    if test.high is not None:
        parts.append(_compared("le" if test.high_closed else "lt", compile_(test.high)))
    return lambda value, world, scope: conjunction(part(value, world, scope) for part in parts)


def _among(value: Any, other: Any) -> Any:
    if isinstance(other, (list, PerhapsList)):
        pairs = pairs_of(other)
        assert not isinstance(pairs, Uncertain)
        return disjunction(conjunction((presence, equal(value, item))) for item, presence in pairs)
    return equal(value, other)


_FORMS: dict[type[ir.Node], Callable[[Any, Compile], Run]] = {
    ir.Constant: constant,
    ir.Variable: variable,
    ir.Fact: fact,
    ir.Derived: derived,
    ir.Parameter: parameter,
    ir.Related: related,
    ir.Operation: operation,
    ir.In: membership,
    ir.If: conditional,
    ir.ListOf: list_of,
    ir.Quantified: quantified,
    ir.For: loop,
    ir.Filter: filtered,
    ir.Call: call,
    ir.Path: path,
}
