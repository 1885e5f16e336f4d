"""Which values a clause looked at, and what those were worked out from, down to facts and figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from madang.rules import ir
from madang.rules.answers.model import ValueUsed
from madang.rules.family.service import home_of
from madang.rules.model import Expression, Label
from madang.rules.reckoning.functions import pairs_of
from madang.rules.reckoning.running import Scope
from madang.rules.reckoning.uncertain import PersonRef, Uncertain, bounds
from madang.rules.reckoning.world import MissingFigure, Reckoning

DEEPEST = 8
MOST_ROWS = 12

NAMELESS = Label("", "")

Reference = tuple[ir.Node, Scope]


class Explainer:
    """Explains the expressions of one reckoning. A value is unfolded once for each explanation."""

    def __init__(self, reckoning: Reckoning) -> None:
        self.reckoning = reckoning
        self.seen: set[tuple[str, str | None]] = set()

    def values(self, expression: Expression, scope: Scope, depth: int = 0) -> tuple[ValueUsed, ...]:
        """The values an expression reads, in reading order, each once."""
        told: dict[tuple[str, str, str | None], ValueUsed] = {}
        for node, inner in self._references(self.reckoning.rulebook.bound[expression].node, scope):
            used = self._used(node, inner, depth)
            # A working value without a label of its own is a step of the arithmetic: what it read speaks for it.
            for value in used.values if used is not None and used.label == NAMELESS else filter(None, (used,)):
                told.setdefault((value.kind, value.name, value.entity), value)
        return tuple(told.values())

    def _references(self, node: Any, scope: Scope) -> Iterator[Reference]:
        """Every reference in an expression with the variables it stands among; loops once for each item."""
        if isinstance(node, (ir.Fact, ir.Derived, ir.Parameter)):
            yield node, scope
        elif isinstance(node, (ir.Quantified, ir.For)):
            yield from self._looped(node, scope)
        elif isinstance(node, ir.Filter):
            yield from self._references(node.source, scope)
            for item in self._items(node.source, scope):
                yield from self._references(node.condition, {**scope, "item": item})
        elif isinstance(node, ir.Node):
            for name in node.__dataclass_fields__:
                if name != "at":
                    yield from self._references(getattr(node, name), scope)
        elif isinstance(node, tuple):
            for part in node:
                yield from self._references(part, scope)

    def _looped(self, node: ir.Quantified | ir.For, scope: Scope) -> Iterator[Reference]:
        scopes: list[Scope] = [scope]
        for iterator in node.iterators:
            yield from self._references(iterator.source, scopes[0] if scopes else scope)
            scopes = [
                {**inner, iterator.name: item} for inner in scopes for item in self._items(iterator.source, inner)
            ]
        for inner in scopes:
            yield from self._references(node.body, inner)

    def _items(self, source: ir.Node, scope: Scope) -> list[Any]:
        try:
            pairs = pairs_of(self.reckoning.value_of(source, scope))
        except MissingFigure:
            return []
        return [] if isinstance(pairs, Uncertain) else [item for item, _ in pairs[:MOST_ROWS]]

    def _used(self, node: ir.Node, scope: Scope, depth: int) -> ValueUsed | None:
        if isinstance(node, ir.Parameter):
            return self._parameter(node)
        if isinstance(node, ir.Fact):
            return self._fact(node, scope)
        assert isinstance(node, ir.Derived)
        return self._derived(node, scope, depth)

    def _parameter(self, node: ir.Parameter) -> ValueUsed | None:
        definition = self.reckoning.rulebook.pack.parameters[node.name]
        try:
            value = self.reckoning.parameter(node.name)
        except MissingFigure:
            return ValueUsed("parameter", node.name, definition.label, None, law=definition.law, open=True)
        figure = self.reckoning.used[node.name]
        unit = "KRW" if definition.type == "money" else None
        return ValueUsed(
            "parameter",
            node.name,
            definition.label,
            value,
            law=definition.law,
            source=figure.source,
            certainty=figure.certainty,
            unit=unit,
        )

    def _fact(self, node: ir.Fact, scope: Scope) -> ValueUsed | None:
        person = self.reckoning.value_of(node.subject, scope)
        if not isinstance(person, PersonRef):
            return None
        definition = self.reckoning.rulebook.pack.facts[node.name]
        value = self.reckoning.fact(person, node.name, node.basis)
        entity = person.id
        if definition.entity == "residence":
            home = home_of(self.reckoning.facts.family, person.id, self.reckoning.date)
            entity = home.id if home else person.id
        held = self.reckoning.facts.source_of(node.name, entity)
        return _shown(
            "fact",
            node.name,
            definition.label,
            value,
            entity,
            definition.ground,
            held.source if held else None,
            held.as_of if held else None,
            unit=definition.unit,
        )

    def _derived(self, node: ir.Derived, scope: Scope, depth: int) -> ValueUsed | None:
        person = self.reckoning.value_of(node.subject, scope) if node.subject is not None else None
        if node.subject is not None and not isinstance(person, PersonRef):
            return None
        definition = self.reckoning.rulebook.derived_on(node.name, self.reckoning.date)
        if definition is None:
            return None
        try:
            value = self.reckoning.derived(node.name, person, scope)
        except MissingFigure:
            value = None
        key = (node.name, person.id if person else None)
        inner: tuple[ValueUsed, ...] = ()
        if depth < DEEPEST and key not in self.seen:
            self.seen.add(key)
            inner = self.values(definition.value, self._scope(definition.unit, node.name, person), depth + 1)
        label = definition.label or NAMELESS
        unit = "KRW" if definition.type == "money" else None
        return _shown("derived", node.name, label, value, key[1], definition.law, None, None, unit=unit, values=inner)

    def _scope(self, unit: str | None, name: str, person: PersonRef | None) -> Scope:
        if person is not None:
            return {"date": self.reckoning.date, "applicant": self.reckoning.applicant, "self": person}
        owner = name.split(".")[0]
        return self.reckoning.scope_of(unit or self.reckoning.rulebook.pack.services[owner].unit)


def _shown(
    kind: str,
    name: str,
    label: Label,
    value: Any,
    entity: str | None,
    law: str | None,
    source: str | None,
    as_of: dt.date | None,
    *,
    unit: str | None = None,
    values: tuple[ValueUsed, ...] = (),
) -> ValueUsed:
    if not isinstance(value, Uncertain):
        plain = None if isinstance(value, (list, PersonRef)) else value
        return ValueUsed(
            kind, name, label, plain, entity, law=law, source=source, as_of=as_of, unit=unit, values=values
        )
    low, high = bounds(value) or (None, None)
    low, high = (None if isinstance(end, Decimal) and end.is_infinite() else end for end in (low, high))
    return ValueUsed(
        kind, name, label, None, entity, low, high, law, source, as_of, unit=unit, open=True, values=values
    )
