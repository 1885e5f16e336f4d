"""A pack in memory, and one pack laid over another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from madang.rules.loading.life_events import LifeEvents, check_named
from madang.rules.model import (
    DatedValue,
    DerivedDefinition,
    FactDefinition,
    Label,
    ParameterDefinition,
    Place,
    ServiceDefinition,
    UnitDefinition,
)
from madang.rules.problems import Problems


@dataclass(frozen=True, slots=True)
class Pack:
    """A rulebook: every mapping is by name, in the order of the files.

    derived: the shared derived values; a name may have several definitions, of different validity.
    years: the first and last calendar year for which every figure is promised.
    """

    id: str
    label: Label
    version: str
    facts: Mapping[str, FactDefinition] = field(default_factory=dict)
    derived: Mapping[str, tuple[DerivedDefinition, ...]] = field(default_factory=dict)
    parameters: Mapping[str, ParameterDefinition] = field(default_factory=dict)
    units: Mapping[str, UnitDefinition] = field(default_factory=dict)
    services: Mapping[str, ServiceDefinition] = field(default_factory=dict)
    years: tuple[int, int] | None = None
    life_events: LifeEvents = field(default_factory=LifeEvents, metadata={"kept": False})  # no answer rests on it


def value_on(parameter: ParameterDefinition, date: dt.date) -> DatedValue | None:
    """The value in force on a day, or None where the pack has none.

    An end that is not given means "until replaced": the latest value that has begun is the one in force.
    """
    begun = [value for value in parameter.values if value.start <= date]
    if not begun:
        return None
    latest = max(begun, key=lambda value: value.start)
    return latest if latest.end is None or date <= latest.end else None


def merge(packs: Sequence[Pack]) -> Pack:
    """One pack out of several, the base first; id and label are those of the last, versions are joined by "+".

    A later pack adds; a name that two packs define is an error (ProblemsFound), never a silent replacement. The list of
    life events is the base's.
    """
    if not packs:
        raise ValueError("merge needs at least one pack")
    problems = Problems()
    kinds = {kind: _merged(kind, packs, problems) for kind in ("facts", "derived", "parameters", "units", "services")}
    for name in kinds["facts"].keys() & kinds["derived"].keys():
        if not any(name in pack.facts and name in pack.derived for pack in packs):
            _duplicate(name, kinds["derived"][name][0].place, kinds["facts"][name].place, problems)
    life_events = packs[0].life_events
    for service in kinds["services"].values():
        check_named([(event, service.place) for event in service.life_events], life_events, problems)
    problems.check()
    version = "+".join(pack.version for pack in packs)
    return Pack(packs[-1].id, packs[-1].label, version, **kinds, years=packs[0].years, life_events=life_events)


def _merged(kind: str, packs: Sequence[Pack], problems: Problems) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for pack in packs:
        for name, definition in getattr(pack, kind).items():
            if name in result:
                _duplicate(name, _place(definition), _place(result[name]), problems)
            result[name] = definition
    return result


def _place(definition: Any) -> Place:
    place: Place = (definition[0] if isinstance(definition, tuple) else definition).place
    return place


def _duplicate(name: str, place: Place, first: Place, problems: Problems) -> None:
    problems.add(
        "duplicate_name",
        place,
        f"'{name}'은(는) 이미 {first}에 있습니다. 덧붙일 수만 있고 바꿀 수 없습니다.",
        f"'{name}' is already defined in {first}; a pack may add, not replace",
    )
