"""How sure the figures are: counts by certainty, over the rulebook and by service, and those still to be checked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.figures import CERTAINTIES, users_of
from madang.rules.book.years import RegionSource
from madang.rules.model import DatedValue, ParameterDefinition, ServiceDefinition


@dataclass(frozen=True, slots=True)
class Unsure:
    """A dated figure that is not from an official text, and the services that rest on it."""

    parameter: ParameterDefinition
    value: DatedValue
    services: tuple[ServiceDefinition, ...]


def certainties(rulebook: Rulebook) -> dict[str, int]:
    """Certainty → dated figures, all three of them even where there is none."""
    found = Counter(value.certainty for one in rulebook.pack.parameters.values() for value in one.values)
    return {name: found[name] for name in CERTAINTIES}


def certainties_by_service(rulebook: Rulebook) -> dict[str, dict[str, int]]:
    """Service id → the same of the figures it rests on, on whatever day. A figure of two services is in both."""
    found = {}
    for service in rulebook.pack.services.values():
        names = rulebook.reach_of_service(service).parameters
        values = Counter(one.certainty for name in names for one in rulebook.pack.parameters[name].values)
        found[service.id] = {name: values[name] for name in CERTAINTIES}
    return found


def unsure_figures(rulebook: Rulebook, certainty: str = "to_be_checked") -> tuple[Unsure, ...]:
    """Every dated figure of that certainty, in the order of the pack."""
    users = users_of(rulebook)
    return tuple(
        Unsure(parameter, value, users[name])
        for name, parameter in rulebook.pack.parameters.items()
        for value in parameter.values
        if value.certainty == certainty
    )


def unsure_regions(rulebook: Rulebook, certainty: str = "to_be_checked") -> tuple[RegionSource, ...]:
    """What laws make of regions, by sources of that certainty; the latest that began first within a class."""
    return tuple(
        RegionSource(rulebook.pack.facts[f"region.{name}"].label, value)
        for name, group in rulebook.regions.classes.items()
        if f"region.{name}" in rulebook.pack.facts
        for value in sorted(group.values, key=lambda value: value.start or dt.date.min, reverse=True)
        if value.certainty == certainty
    )
