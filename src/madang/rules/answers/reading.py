"""What an expression reads, in reading order: a plan made once for each expression and walked for each family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from madang.rules import ir
from madang.rules.answers.failing import or_else
from madang.rules.binding.rulebook import Rulebook
from madang.rules.model import Expression
from madang.rules.reckoning.functions import pairs_of
from madang.rules.reckoning.interpreter import compiled
from madang.rules.reckoning.running import Run, Scope
from madang.rules.reckoning.uncertain import Uncertain
from madang.rules.reckoning.world import Reckoning

MOST_ROWS = 12
"""Items of a list whose values are told one by one."""


@dataclass(frozen=True, slots=True)
class Read:
    """A fact, a derived value or a parameter is read; `subject` works out whose, if it is a person's."""

    node: ir.Fact | ir.Derived | ir.Parameter
    subject: Run | None


@dataclass(frozen=True, slots=True)
class Each:
    """For each item of a list under a name: what its source reads, then what is read of the item."""

    name: str
    source: Run
    first: Plan
    then: Plan


Plan = tuple[Read | Each, ...]
Reading = tuple[Read, Scope]


def readings(reckoning: Reckoning, expression: Expression, scope: Scope) -> Iterator[Reading]:
    """Every reading in an expression with the variables it stands among; loops once for each item."""
    return _walk(reckoning, plan_of(reckoning.rulebook, expression), scope)


def plan_of(rulebook: Rulebook, expression: Expression) -> Plan:
    """The plan of a bound expression, made when it is first needed."""
    found: Plan | None = rulebook.plans.get(expression)
    if found is None:
        found = rulebook.plans[expression] = _plan(rulebook.bound[expression].node)
    return found


def _walk(reckoning: Reckoning, plan: Plan, scope: Scope) -> Iterator[Reading]:
    for step in plan:
        if type(step) is Read:
            yield step, scope
        else:
            assert isinstance(step, Each)
            yield from _walk(reckoning, step.first, scope)
            for item in _items(reckoning, step.source, scope):
                yield from _walk(reckoning, step.then, {**scope, step.name: item})


def _items(reckoning: Reckoning, source: Run, scope: Scope) -> list[Any]:
    pairs = or_else(reckoning, lambda: pairs_of(source(reckoning, scope)), None)
    return [] if pairs is None or isinstance(pairs, Uncertain) else [item for item, _ in pairs[:MOST_ROWS]]


def _plan(node: Any) -> Plan:
    """Steps of one list of variables, each thing once."""
    kept: dict[Any, Read | Each] = {}
    for step in _steps(node):
        kept.setdefault(_identity(step), step)
    return tuple(kept.values())


def _identity(step: Read | Each) -> Any:
    if isinstance(step, Each):
        return id(step)
    return type(step.node), step.node.name, getattr(step.node, "subject", None)


def _steps(node: Any) -> Iterator[Read | Each]:
    if isinstance(node, ir.Parameter):
        yield Read(node, None)
    elif isinstance(node, (ir.Fact, ir.Derived)):
        yield Read(node, None if node.subject is None else compiled(node.subject))
    elif isinstance(node, (ir.Quantified, ir.For)):
        yield _looped(node.iterators, node.body)
    elif isinstance(node, ir.Filter):
        yield Each("item", compiled(node.source), _plan(node.source), _plan(node.condition))
    elif isinstance(node, ir.Node):
        for name in node.__dataclass_fields__:
            if name != "at":
                yield from _steps(getattr(node, name))
    elif isinstance(node, tuple):
        for part in node:
            yield from _steps(part)


def _looped(iterators: tuple[ir.Iterator, ...], body: ir.Node) -> Each:
    one, *further = iterators
    then = (_looped(tuple(further), body),) if further else _plan(body)
    return Each(one.name, compiled(one.source), _plan(one.source), then)
