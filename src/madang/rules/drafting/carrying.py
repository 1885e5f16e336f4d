"""A rulebook as it would be if this year's figures simply went on: what a new year's figures are measured against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from madang.rules.binding.names import Vocabulary
from madang.rules.binding.rulebook import Rulebook
from madang.rules.loading.service import value_on
from madang.rules.model import ParameterDefinition, ServiceDefinition


def carried_on(rulebook: Rulebook, services: Collection[str], date: dt.date) -> tuple[Rulebook, tuple[str, ...]]:
    """(the rulebook in which the services are answered on the day, names of the figures that were carried on).

    A figure without a value on the day keeps the last it had. The rulebook itself where nothing had to be supposed.
    """
    read = frozenset[str]().union(*(rulebook.reach_of_service(rulebook.pack.services[id]).parameters
                                    for id in services if id in rulebook.pack.services))  # fmt: skip
    parameters = dict(rulebook.pack.parameters)
    for name in sorted(read):
        parameters[name] = _on(parameters[name], date)
    carried = tuple(name for name, one in parameters.items() if one is not rulebook.pack.parameters[name])
    answering = {id: _answering(rulebook, one, date) if id in services else one
                 for id, one in rulebook.pack.services.items()}  # fmt: skip
    if not carried and all(one is rulebook.pack.services[id] for id, one in answering.items()):
        return rulebook, ()
    pack = replace(rulebook.pack, parameters=parameters, services=answering)
    vocabulary = Vocabulary(pack.facts, dict(rulebook.derived), parameters)
    return Rulebook(pack, vocabulary, rulebook.bound, rulebook.derived, rulebook.regions), carried


def _on(parameter: ParameterDefinition, date: dt.date) -> ParameterDefinition:
    if value_on(parameter, date) is not None:
        return parameter
    begun = [value for value in parameter.values if value.start <= date]
    if not begun:
        return parameter
    last = max(begun, key=lambda value: value.start)
    values = tuple(replace(value, end=None) if value is last else value for value in parameter.values)
    return replace(parameter, values=values)


def _answering(rulebook: Rulebook, service: ServiceDefinition, date: dt.date) -> ServiceDefinition:
    span = service.years or rulebook.pack.years
    if span is None or span[0] <= date.year <= span[1]:
        return service
    return replace(service, years=(min(span[0], date.year), max(span[1], date.year)))
