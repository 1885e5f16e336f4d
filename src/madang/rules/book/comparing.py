"""One service on two days, side by side: figures, conditions, parts of the amount, values worked out, closure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from madang.rules.answers.closure import closure_on
from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.book.changes import FigureChange, between
from madang.rules.model import Clause, Component, DerivedDefinition, ServiceDefinition

Part = Clause | Component | DerivedDefinition


@dataclass(frozen=True, slots=True)
class Pair:
    """A part of the definition as it is on either day; None where it is not in force. kind: clause, component,
    derived."""

    kind: str
    before: Part | None
    after: Part | None

    @property
    def one(self) -> Part:
        """Whichever there is, the later first."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def id(self) -> str:
        """The id of a clause or component, the name of a value worked out."""
        return self.one.name if isinstance(self.one, DerivedDefinition) else self.one.id


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two days, and the closures; equal closures mean the same answer for the same facts."""

    before: dt.date
    after: dt.date
    closures: tuple[str, str]
    figures: tuple[FigureChange, ...]
    parts: tuple[Pair, ...]

    @property
    def same(self) -> bool:
        """Whether an answer rests on the same on both days."""
        return self.closures[0] == self.closures[1]


def compared(rulebook: Rulebook, service: ServiceDefinition, before: dt.date, after: dt.date) -> Comparison:
    """The service on the two days. A figure only one of them reads is there with its value on both."""
    reach = rulebook.reach_of_service(service)
    figures = [
        between(parameter, before, after)
        for name, parameter in rulebook.pack.parameters.items()
        if name in reach.parameters
    ]
    return Comparison(
        before,
        after,
        (closure_on(rulebook, service, before), closure_on(rulebook, service, after)),
        tuple(change for change in figures if change is not None),
        tuple(_parts(rulebook, service, before, after)),
    )


def _parts(rulebook: Rulebook, service: ServiceDefinition, before: dt.date, after: dt.date) -> list[Pair]:
    pairs = _differing("clause", service.clauses, before, after)
    pairs += _differing("component", service.components, before, after)
    for name in sorted(rulebook.reach_of_service(service).derived):
        one, other = rulebook.derived_on(name, before), rulebook.derived_on(name, after)
        if one is not other:
            pairs.append(Pair("derived", one, other))
    return pairs


def _differing(
    kind: str, parts: tuple[Clause, ...] | tuple[Component, ...], before: dt.date, after: dt.date
) -> list[Pair]:
    olds: dict[str, Part] = {part.id: part for part in parts if in_force(part, before)}
    news: dict[str, Part] = {part.id: part for part in parts if in_force(part, after)}
    return [
        Pair(kind, olds.get(id), news.get(id))
        for id in dict.fromkeys(part.id for part in parts)
        if olds.get(id) is not news.get(id)
    ]
