"""What differs between two days: figures old and new, definitions that began or ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.figures import in_span
from madang.rules.book.words import kind_of
from madang.rules.loading.service import value_on
from madang.rules.model import (
    Clause,
    Component,
    DatedValue,
    DerivedDefinition,
    Label,
    ParameterDefinition,
    ServiceDefinition,
)

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a figure: `key` names the place in a list (from 1) or a table, "" for a figure that is one value.

    percent: how much it rose, to a tenth; None where the two cannot be compared.
    """

    key: str
    old: Any
    new: Any
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is another from a day on. old, new: None where there was, or is, no value."""

    parameter: ParameterDefinition
    day: dt.date
    old: DatedValue | None
    new: DatedValue | None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What differs, number by number."""
        found = _entries(self.old.value if self.old else None, self.new.value if self.new else None)
        if kind_of(self.parameter) == "year":
            return tuple(replace(one, percent=None) for one in found)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """A part of the rulebook that began or ended. kind: service, clause, component or derived; day: the first without
    it, or with it."""

    service: ServiceDefinition | None
    kind: str
    id: str
    label: Label | None
    law: str
    day: dt.date
    began: bool


def figure_changes(rulebook: Rulebook, first: dt.date, last: dt.date) -> list[FigureChange]:
    """Every change of a figure after the first day, up to and with the last; in the order of the pack, then of days."""
    return [change for parameter in rulebook.pack.parameters.values() for change in changes_of(parameter, first, last)]


def changes_of(parameter: ParameterDefinition, first: dt.date, last: dt.date) -> Iterator[FigureChange]:
    """The same of one figure."""
    held = value_on(parameter, first)
    figures = in_span(parameter, first, last)
    end = first if held is not None else None
    for figure in figures:
        if figure.value is held:
            end = figure.last
            continue
        if held is not None and end is not None and end + ONE_DAY < figure.first:
            yield FigureChange(parameter, end + ONE_DAY, held, None)
            held = None
        if held is None or held.value != figure.value.value:
            yield FigureChange(parameter, figure.first, held, figure.value)
        held, end = figure.value, figure.last
    if held is not None and end is not None and end < last:
        yield FigureChange(parameter, end + ONE_DAY, held, None)


def between(parameter: ParameterDefinition, before: dt.date, after: dt.date) -> FigureChange | None:
    """How a figure of one day differs from that of another; None where it does not."""
    old, new = value_on(parameter, before), value_on(parameter, after)
    if (old.value if old else None) == (new.value if new else None):
        return None
    return FigureChange(parameter, after, old, new)


def definition_changes(rulebook: Rulebook, first: dt.date, last: dt.date) -> list[DefinitionChange]:
    """What began or ended after the first day, up to and with the last: services, then what is in them, then shared
    values."""
    found: list[DefinitionChange] = []
    for service in rulebook.pack.services.values():
        found += _turns(service, "service", service.id, service.label, service.law, service, first, last)
        for clause in service.clauses:
            found += _turns(clause, "clause", clause.id, clause.label, clause.law, service, first, last)
        for part in service.components:
            found += _turns(part, "component", part.id, part.label, part.law or service.law, service, first, last)
        for own in service.derived:
            found += _turns(own, "derived", own.name, own.label, own.law or service.law, service, first, last)
    for definitions in rulebook.pack.derived.values():
        for shared in definitions:
            found += _turns(shared, "derived", shared.name, shared.label, shared.law or "", None, first, last)
    return found


def _turns(
    dated: ServiceDefinition | Clause | Component | DerivedDefinition,
    kind: str,
    id: str,
    label: Label | None,
    law: str,
    service: ServiceDefinition | None,
    first: dt.date,
    last: dt.date,
) -> Iterator[DefinitionChange]:
    if dated.start is not None and first < dated.start <= last:
        yield DefinitionChange(service, kind, id, label, law, dated.start, True)
    if dated.end is not None and first < dated.end + ONE_DAY <= last:
        yield DefinitionChange(service, kind, id, label, law, dated.end + ONE_DAY, False)


def _entries(old: Any, new: Any) -> Iterator[Entry]:
    if isinstance(old, list) or isinstance(new, list):
        olds, news = old or [], new or []
        for at in range(max(len(olds), len(news))):
            one, other = (held[at] if at < len(held) else None for held in (olds, news))
            if one != other:
                yield Entry(str(at + 1), one, other, _percent(one, other))
    elif isinstance(old, dict) or isinstance(new, dict):
        olds, news = old or {}, new or {}
        for key in dict.fromkeys((*olds, *news)):
            if olds.get(key) != news.get(key):
                yield Entry(str(key), olds.get(key), news.get(key), _percent(olds.get(key), news.get(key)))
    else:
        yield Entry("", old, new, _percent(old, new))


def _percent(old: Any, new: Any) -> Decimal | None:
    if not isinstance(old, Decimal) or not isinstance(new, Decimal) or old <= 0:
        return None
    return ((new - old) * 100 / old).quantize(Decimal("0.1"))
