"""An expression taken apart, with the value of each part: an answer step by step, down to facts and figures.

Where :mod:`madang.rules.answers.explanation` tells what was read, this tells how it was put together: `income <= line`
is a comparison of two values, one of which is a sum of others. A value worked out is taken apart once; where it comes
again it is only named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from madang.rules import ir
from madang.rules.answers.failing import or_else
from madang.rules.binding.rulebook import Rulebook, in_force, split_each
from madang.rules.book.step import Step, about, step_of
from madang.rules.family.service import Family, home_of
from madang.rules.feel.printing import text
from madang.rules.model import Component, Expression, Label, ServiceDefinition
from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.functions import pairs_of
from madang.rules.reckoning.interpreter import compiled
from madang.rules.reckoning.running import Scope
from madang.rules.reckoning.uncertain import PersonRef, Uncertain
from madang.rules.reckoning.world import Reckoning

DEEPEST, MOST_STEPS, MOST_ITEMS = 40, 1_500, 12
_LEAVES = (ir.Constant, ir.Variable, ir.Related)


@dataclass(frozen=True, slots=True)
class Walk:
    """A clause, or a part of the amount, step by step. kind: clause, amount or component. when: under which condition
    the part is there; where it does not hold, the part itself was not worked out."""

    kind: str
    id: str
    label: Label | None
    step: Step
    when: Step | None = None


def walks(rulebook: Rulebook, family: Family, service: ServiceDefinition) -> tuple[Walk, ...]:
    """Every clause in force on the family's day, then the amount and its parts."""
    reckoning = Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family))
    taking = Taking(reckoning)
    scope = reckoning.scope_of(service.unit)
    found = [
        Walk("clause", clause.id, clause.label, taking.expression(clause.when, scope))
        for clause in service.clauses
        if in_force(clause, family.date)
    ]
    if service.amount is not None:
        found.append(Walk("amount", "amount", None, taking.expression(service.amount, scope)))
    for part in service.components:
        if in_force(part, family.date):
            found += taking.component(part, scope)
    return tuple(found)


class Taking:
    """Takes the expressions of one family apart. Bounded: after MOST_STEPS parts values are named, not taken apart."""

    def __init__(self, reckoning: Reckoning) -> None:
        self.reckoning = reckoning
        self._seen: set[tuple[str, str]] = set()
        self._count = 0

    def expression(self, expression: Expression, scope: Scope) -> Step:
        """The whole expression with its parts."""
        return self.step(self.reckoning.rulebook.bound[expression].node, scope, 0)

    def component(self, part: Component, scope: Scope) -> Iterator[Walk]:
        """A part of the amount: once, or once for each item it is for."""
        bound = self.reckoning.rulebook.bound
        value, when = bound[part.value].node, bound[part.when].node if part.when is not None else None
        name = split_each(part.each)[0] if part.each is not None else ""
        for item in self._items(bound[part.each].node, scope) if part.each is not None else [None]:
            inner = {**scope, name: item} if name else scope
            condition = self.step(when, inner, 0) if when is not None else None
            if condition is not None and condition.value is not True and not condition.open:
                shown = Step(text(value), "part", None, skipped=True)
            else:
                shown = self._of_item(item, value, inner, 0) if name else self.step(value, inner, 0)
            yield Walk("component", part.id, part.label, shown, condition)

    def step(self, node: ir.Node, scope: Scope, depth: int) -> Step:
        """A node of a bound expression with its value and its parts."""
        self._count += 1
        value = or_else(self.reckoning, lambda: compiled(node)(self.reckoning, scope), None)
        if isinstance(node, ir.Parameter):
            return self._parameter(node, value)
        if isinstance(node, ir.Fact):
            return self._fact(node, value, scope)
        if isinstance(node, ir.Derived):
            return self._derived(node, value, scope, depth)
        return step_of(text(node), "part", value, steps=tuple(self._parts(node, scope, depth)))

    def _parts(self, node: ir.Node, scope: Scope, depth: int) -> Iterator[Step]:
        if depth >= DEEPEST or self._count >= MOST_STEPS or isinstance(node, _LEAVES):
            return
        if isinstance(node, ir.Quantified | ir.For):
            yield from self._each(node.iterators, node.body, scope, depth)
        elif isinstance(node, ir.Filter):
            yield from self._filtered(node, scope, depth)
        elif isinstance(node, ir.If):
            yield from self._branches(node, scope, depth)
        else:
            for part in _operands(node):
                if not isinstance(part, _LEAVES):
                    yield self.step(part, scope, depth + 1)

    def _branches(self, node: ir.If, scope: Scope, depth: int) -> Iterator[Step]:
        condition = self.step(node.condition, scope, depth + 1)
        yield condition
        for branch, taken in ((node.yes, condition.value is True), (node.no, condition.value is not True)):
            if taken or condition.open:
                yield self.step(branch, scope, depth + 1)
            else:
                yield Step(text(branch), "part", None, skipped=True)

    def _filtered(self, node: ir.Filter, scope: Scope, depth: int) -> Iterator[Step]:
        source = or_else(self.reckoning, lambda: compiled(node.source)(self.reckoning, scope), None)
        people = isinstance(source, list) and any(isinstance(item, PersonRef) for item in source)
        if not people:
            yield self.step(node.source, scope, depth + 1)
        if people:
            for item in self._items(node.source, scope):
                yield self._of_item(item, node.condition, {**scope, "item": item}, depth)
        elif not isinstance(node.condition, _LEAVES):
            yield self.step(node.condition, scope, depth + 1)

    def _each(self, iterators: tuple[ir.Iterator, ...], body: ir.Node, scope: Scope, depth: int) -> Iterator[Step]:
        first, *rest = iterators
        if first.to is not None:
            return
        for item in self._items(first.source, scope):
            inner = {**scope, first.name: item}
            if rest:
                yield from self._each(tuple(rest), body, inner, depth)
            else:
                yield self._of_item(item, body, inner, depth)

    def _items(self, source: ir.Node, scope: Scope) -> list[Any]:
        pairs = or_else(self.reckoning, lambda: pairs_of(compiled(source)(self.reckoning, scope)), None)
        return [] if pairs is None or isinstance(pairs, Uncertain) else [item for item, _ in pairs[:MOST_ITEMS]]

    def _of_item(self, item: Any, body: ir.Node, scope: Scope, depth: int) -> Step:
        inner = self.step(body, scope, depth + 1)
        entity = item.id if isinstance(item, PersonRef) else ""
        return Step(inner.text, "item", inner.value, entity=entity, low=inner.low, high=inner.high, open=inner.open,
                    steps=inner.steps or (inner,) if inner.kind == "part" else (inner,))  # fmt: skip

    def _parameter(self, node: ir.Parameter, value: Any) -> Step:
        definition = self.reckoning.rulebook.pack.parameters[node.name]
        used = self.reckoning.used.get(node.name)
        unit = "KRW" if definition.type == "money" else ""
        return step_of(text(node), "parameter", value, name=node.name, unit=unit, label=definition.label,
                     law=definition.law, source=used.source if used else "",
                     certainty=used.certainty if used else "")  # fmt: skip

    def _fact(self, node: ir.Fact, value: Any, scope: Scope) -> Step:
        definition = self.reckoning.rulebook.pack.facts[node.name]
        person = self._person(node.subject, scope)
        entity = person.id if person is not None else ""
        if person is not None and definition.entity == "residence":
            home = home_of(self.reckoning.facts.family, person.id, self.reckoning.date)
            entity = home.id if home else entity
        held = self.reckoning.facts.source_of(node.name, entity) if entity else None
        return step_of(text(node), "fact", value, name=node.name, unit=definition.unit or "", label=definition.label,
                     entity=entity, law=definition.ground or "",
                     source=(held.source or "") if held else "")  # fmt: skip

    def _derived(self, node: ir.Derived, value: Any, scope: Scope, depth: int) -> Step:
        definition = self.reckoning.rulebook.derived_on(node.name, self.reckoning.date)
        person = None if node.subject is None else self._person(node.subject, scope)
        entity = person.id if person is not None else ""
        shown = {"name": node.name, "entity": entity} | about(definition)
        if definition is None or (node.subject is not None and person is None):
            return step_of(text(node), "derived", value, **shown)
        if self._told(node.name, person):
            return step_of(text(node), "derived", value, told=True, **shown)
        key = (node.name, entity)
        if key in self._seen or self._count >= MOST_STEPS or depth >= DEEPEST:
            return step_of(text(node), "derived", value, again=key in self._seen, **shown)
        self._seen.add(key)
        own = self._own_scope(definition.unit, node.name, person)
        inner = self.step(self.reckoning.rulebook.bound[definition.value].node, own, depth + 1)
        return step_of(text(node), "derived", value, steps=(inner,), **shown)

    def _told(self, name: str, person: PersonRef | None) -> bool:
        if person is not None and self.reckoning.facts.given(person, name) is not None:
            return True
        of_applicant = person is None or person == self.reckoning.applicant
        return of_applicant and name in self.reckoning.facts.family.given

    def _own_scope(self, unit: str | None, name: str, person: PersonRef | None) -> Scope:
        if person is not None:
            return {"date": self.reckoning.date, "applicant": self.reckoning.applicant, "self": person}
        services = self.reckoning.rulebook.pack.services
        return self.reckoning.scope_of(unit or services[name.split(".")[0]].unit)

    def _person(self, subject: ir.Node, scope: Scope) -> PersonRef | None:
        found = or_else(self.reckoning, lambda: compiled(subject)(self.reckoning, scope), None)
        return found if isinstance(found, PersonRef) else None


def _operands(node: ir.Node) -> Iterator[ir.Node]:
    """The parts that have a value of their own; a function's name has none."""
    if isinstance(node, ir.Call):
        yield from node.args
        yield from (value for _, value in node.named)
        return
    for name in node.__dataclass_fields__:
        if name != "at":
            yield from _nodes(getattr(node, name))


def _nodes(held: Any) -> Iterator[ir.Node]:
    if isinstance(held, ir.RangeOf):
        yield from (end for end in (held.low, held.high) if end is not None)
    elif isinstance(held, ir.UnaryTest):
        yield held.operand
    elif isinstance(held, ir.Node):
        yield held
    elif isinstance(held, tuple):
        for one in held:
            yield from _nodes(one)
