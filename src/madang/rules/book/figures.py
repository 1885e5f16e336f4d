"""The dated figures a service rests on in a span of days, and who uses a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from madang.rules.binding.checks import parameters_read
from madang.rules.binding.rulebook import Rulebook
from madang.rules.model import DatedValue, ParameterDefinition, ServiceDefinition

ONE_DAY = dt.timedelta(days=1)
CERTAINTIES = ("official", "secondary", "to_be_checked")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the value that is in force from `first` to `last`, the days of a span that was asked about."""

    parameter: ParameterDefinition
    value: DatedValue
    first: dt.date
    last: dt.date


def lasts_until(parameter: ParameterDefinition, value: DatedValue) -> dt.date:
    """The last day of a value: its own end, or the day before the next begins (`date.max` for none)."""
    after = [other.start for other in parameter.values if other.start > value.start]
    replaced = min(after) - ONE_DAY if after else dt.date.max
    return min(value.end or dt.date.max, replaced)


def in_span(parameter: ParameterDefinition, first: dt.date, last: dt.date) -> list[Figure]:
    """The values in force on some day of the span, the earliest first."""
    found = []
    for value in sorted(parameter.values, key=lambda value: value.start):
        since, until = max(first, value.start), min(last, lasts_until(parameter, value))
        if since <= until:
            found.append(Figure(parameter, value, since, until))
    return found


def days_without(parameter: ParameterDefinition, first: dt.date, last: dt.date) -> bool:
    """Whether the figure has no value on some day of the span."""
    day = first
    for figure in in_span(parameter, first, last):
        if figure.first > day:
            return True
        day = figure.last + ONE_DAY if figure.last < dt.date.max else dt.date.max
    return day <= last


def read_in_span(
    rulebook: Rulebook, service: ServiceDefinition, first: dt.date, last: dt.date
) -> dict[str, tuple[dt.date, dt.date]]:
    """Parameter → (first, last day) on which the service's answer may rest on it, in the order of the pack."""
    spans: dict[str, tuple[dt.date, dt.date]] = {}
    for name, since, until in (*parameters_read(rulebook, service, first, last),
                               *_by_units(rulebook, service, first, last)):  # fmt: skip
        held = spans.get(name, (since, until))
        spans[name] = (min(held[0], since), max(held[1], until))
    return {name: spans[name] for name in rulebook.pack.parameters if name in spans}


def figures_of(rulebook: Rulebook, service: ServiceDefinition, first: dt.date, last: dt.date) -> list[Figure]:
    """Every figure the service rests on in the span, in the order of the pack."""
    parameters = rulebook.pack.parameters
    return [
        figure
        for name, (since, until) in read_in_span(rulebook, service, first, last).items()
        for figure in in_span(parameters[name], since, until)
    ]


def users_of(rulebook: Rulebook) -> dict[str, tuple[ServiceDefinition, ...]]:
    """Parameter → the services that rest on it on whatever day; () for one that nobody uses."""
    reached = {service.id: rulebook.reach_of_service(service).parameters for service in rulebook.pack.services.values()}
    return {
        name: tuple(service for service in rulebook.pack.services.values() if name in reached[service.id])
        for name in rulebook.pack.parameters
    }


def _by_units(
    rulebook: Rulebook, service: ServiceDefinition, first: dt.date, last: dt.date
) -> Iterator[tuple[str, dt.date, dt.date]]:
    """Figures that decide who belongs together; units have no validity of their own."""
    for unit in rulebook.reach_of_service(service).units:
        for name in rulebook.reach_of_unit(unit).parameters:
            yield name, first, last
