"""Which values a clause looked at, and what those were worked out from, down to facts and figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from madang.rules import ir
from madang.rules.answers.failing import or_else
from madang.rules.answers.model import ValueUsed
from madang.rules.answers.reading import Read, readings
from madang.rules.family.service import home_of
from madang.rules.model import Expression, Label
from madang.rules.reckoning.faults import MissingFigure
from madang.rules.reckoning.running import Scope
from madang.rules.reckoning.uncertain import PersonRef, Uncertain, bounds
from madang.rules.reckoning.world import Reckoning

DEEPEST = 8

NAMELESS = Label("", "")


class Explainer:
    """Explains the expressions of one reckoning. A value is unfolded once for each explanation."""

    def __init__(self, reckoning: Reckoning) -> None:
        self.reckoning = reckoning
        self.seen: set[tuple[str, str | None]] = set()

    def values(self, expression: Expression, scope: Scope, depth: int = 0) -> tuple[ValueUsed, ...]:
        """The values an expression reads, in reading order, each once."""
        told: dict[tuple[str, str, str | None], ValueUsed] = {}
        for read, inner in readings(self.reckoning, expression, scope):
            used = self._used(read, inner, depth)
            # A working value without a label of its own is a step of the arithmetic: what it read speaks for it.
            for value in used.values if used is not None and used.label == NAMELESS else filter(None, (used,)):
                told.setdefault((value.kind, value.name, value.entity), value)
        return tuple(told.values())

    def _used(self, read: Read, scope: Scope, depth: int) -> ValueUsed | None:
        if isinstance(read.node, ir.Parameter):
            return self._parameter(read.node)
        person = self._subject(read, scope)
        if read.subject is not None and person is None:
            return None
        if isinstance(read.node, ir.Derived):
            return self._derived(read.node, person, scope, depth)
        return self._fact(read.node, person) if person is not None else None

    def _subject(self, read: Read, scope: Scope) -> PersonRef | None:
        """Whose value is read; None where it is nobody's, or of one of several people, or cannot be worked out."""
        subject = read.subject
        person = None if subject is None else or_else(self.reckoning, lambda: subject(self.reckoning, scope), None)
        return person if isinstance(person, PersonRef) else None

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

    def _fact(self, node: ir.Fact, person: PersonRef) -> ValueUsed:
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

    def _derived(self, node: ir.Derived, person: PersonRef | None, scope: Scope, depth: int) -> ValueUsed | None:
        definition = self.reckoning.rulebook.derived_on(node.name, self.reckoning.date)
        if definition is None:
            return None
        value = or_else(self.reckoning, lambda: self.reckoning.derived(node.name, person, scope), None)
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
