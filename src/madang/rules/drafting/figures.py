"""The figures that a service needs for a year: which are there, which end before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from madang.rules.binding.checks import figures_missing, first_gap, spans
from madang.rules.binding.rulebook import Rulebook
from madang.rules.loading.service import value_on
from madang.rules.model import DatedValue, Label, ParameterDefinition
from madang.rules.problems import Problem


@dataclass(frozen=True, slots=True)
class FigureOfYear:
    """A figure in a service's reach. gap: the first day of the year on which it has no value, None where none lacks.

    last: the value in force last before the gap, else on the year's last day; None where there is none at all.
    readers: ids of all services that read it.
    """

    parameter: ParameterDefinition
    last: DatedValue | None
    gap: dt.date | None
    readers: tuple[str, ...]


def figures_of_year(rulebook: Rulebook, service: str, year: int) -> list[FigureOfYear]:
    """Every figure the service reads, those without a value on some day of the year first. KeyError."""
    definition = rulebook.pack.services[service]
    reach = rulebook.reach_of_service(definition).parameters
    readers: dict[str, list[str]] = {}
    for id, one in rulebook.pack.services.items():
        for name in rulebook.reach_of_service(one).parameters & reach:
            readers.setdefault(name, []).append(id)
    found = [_figure(parameter, year, tuple(readers[name]))
             for name, parameter in rulebook.pack.parameters.items() if name in reach]  # fmt: skip
    return sorted(found, key=lambda one: one.gap is None)


def years_without_figures(rulebook: Rulebook, service: str) -> list[Problem]:
    """A problem for each figure that has no value on some day of the years that the service promises for itself."""
    definition = rulebook.pack.services[service]
    found: dict[str, Problem] = {}
    for first, last in spans(definition, definition.years) if definition.years else ():
        for name, day in sorted(figures_missing(rulebook, definition, first, last)):
            ko = f"{service}이(가) {day.year}년을 약속하지만 '{name}'의 값이 {day}에 없습니다"
            en = f"{service} promises {day.year}, but '{name}' has no value on {day}"
            found.setdefault(name, Problem("missing_year", Label(ko, en), rulebook.pack.parameters[name].place))
    return list(found.values())


def _figure(parameter: ParameterDefinition, year: int, readers: tuple[str, ...]) -> FigureOfYear:
    first, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    gap = first_gap(parameter, first, end)
    begun = [value for value in parameter.values if value.start <= (gap or end)]
    last = value_on(parameter, end) if gap is None else max(begun, key=lambda value: value.start, default=None)
    return FigureOfYear(parameter, last, gap, readers)
