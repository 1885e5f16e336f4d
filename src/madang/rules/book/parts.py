"""One service as it stands on a day: each condition and part of the amount with what it reads, level by level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from madang.rules.answers.closure import closure_on
from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.book.figures import lasts_until
from madang.rules.loading.service import value_on
from madang.rules.model import (
    Clause,
    Component,
    DatedValue,
    DerivedDefinition,
    Expression,
    FactDefinition,
    ParameterDefinition,
    ServiceDefinition,
    UnitDefinition,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A figure on a day. value: None where it has none; until: its last day, None where no end is known."""

    parameter: ParameterDefinition
    value: DatedValue | None
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Used:
    """What an expression reads itself. derived: names of values worked out, each with its own entry in
    :attr:`ServiceOnDay.derived`."""

    figures: tuple[Dated, ...] = ()
    derived: tuple[str, ...] = ()
    facts: tuple[FactDefinition, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceOnDay:
    """A service with everything it rests on. derived: by full name, those that conditions and amounts read first."""

    service: ServiceDefinition
    date: dt.date
    closure: str
    unit: UnitDefinition
    clauses: tuple[tuple[Clause, Used], ...]
    components: tuple[tuple[Component, Used], ...]
    amount: Used
    derived: dict[str, tuple[DerivedDefinition, Used]]
    figures: tuple[Dated, ...]


def service_on(rulebook: Rulebook, service: ServiceDefinition, date: dt.date) -> ServiceOnDay:
    """The service on a day; what is not in force then is left out."""
    reach = rulebook.reach_of_service(service)
    clauses = tuple((one, used_by(rulebook, [one.when], date)) for one in service.clauses if in_force(one, date))
    components = tuple(
        (one, used_by(rulebook, [one.each, one.when, one.value], date))
        for one in service.components
        if in_force(one, date)
    )
    amount = used_by(rulebook, [service.amount], date)
    first = [name for used in (*(used for _, used in clauses), *(used for _, used in components), amount)
             for name in used.derived]  # fmt: skip
    return ServiceOnDay(
        service, date, closure_on(rulebook, service, date), rulebook.pack.units[service.unit], clauses, components,
        amount, _derived(rulebook, first, date),
        tuple(_dated(parameter, date) for name, parameter in rulebook.pack.parameters.items()
              if name in reach.parameters),
    )  # fmt: skip


def used_by(rulebook: Rulebook, expressions: Iterable[Expression | None], date: dt.date) -> Used:
    """What the expressions read themselves, each thing once and in the order of reading."""
    bound = [rulebook.bound[one] for one in expressions if one is not None]
    figures = dict.fromkeys(name for one in bound for name in one.parameters)
    derived = dict.fromkeys(name for one in bound for name in one.derived)
    facts = dict.fromkeys(name for one in bound for name in one.facts)
    return Used(
        tuple(_dated(rulebook.pack.parameters[name], date) for name in figures),
        tuple(name for name in derived if rulebook.derived_on(name, date) is not None),
        tuple(rulebook.pack.facts[name] for name in facts),
    )


def _dated(parameter: ParameterDefinition, date: dt.date) -> Dated:
    value = value_on(parameter, date)
    until = None if value is None else lasts_until(parameter, value)
    return Dated(parameter, value, None if until == dt.date.max else until)


def _derived(rulebook: Rulebook, first: list[str], date: dt.date) -> dict[str, tuple[DerivedDefinition, Used]]:
    """The values with what they read, breadth first; circles are refused when a pack is bound."""
    found: dict[str, tuple[DerivedDefinition, Used]] = {}
    waiting = list(first)
    while waiting:
        name = waiting.pop(0)
        definition = rulebook.derived_on(name, date)
        if name not in found and definition is not None:
            used = used_by(rulebook, [definition.value], date)
            found[name] = definition, used
            waiting += used.derived
    return found
