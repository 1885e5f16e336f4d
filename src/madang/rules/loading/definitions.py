"""The files of a pack, one after the other, as definitions by name; a name that stands twice is a problem."""

from __future__ import annotations

from madang.rules.loading.fields import Fields
from madang.rules.loading.life_events import named_in
from madang.rules.loading.pack import Pack
from madang.rules.loading.parameters import read_parameter, read_unit
from madang.rules.loading.services import grouped, read_service
from madang.rules.loading.tree import Item
from madang.rules.loading.validity import refuse_overlaps
from madang.rules.loading.vocabulary import read_fact, read_shared_derived
from madang.rules.model import (
    DerivedDefinition,
    FactDefinition,
    ParameterDefinition,
    Place,
    ServiceDefinition,
    UnitDefinition,
)
from madang.rules.problems import Problems


class Definitions:
    """What the files of one pack define so far."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.facts: dict[str, FactDefinition] = {}
        self.derived: list[DerivedDefinition] = []
        self.parameters: dict[str, ParameterDefinition] = {}
        self.units: dict[str, UnitDefinition] = {}
        self.services: dict[str, ServiceDefinition] = {}
        self.named: list[tuple[str, Place]] = []

    def read(self, item: Item) -> None:
        """A file with facts, derived values, parameters or units."""
        fields = Fields(item, self.problems)
        for entry in fields.each("facts"):
            fact = read_fact(entry)
            self._once(fact.name, fact.place, self.facts.get(fact.name))
            self.facts[fact.name] = fact
        self.derived.extend(read_shared_derived(entry) for entry in fields.each("derived"))
        for entry in fields.each("parameters"):
            parameter = read_parameter(entry)
            self._once(parameter.name, parameter.place, self.parameters.get(parameter.name))
            self.parameters[parameter.name] = parameter
        for entry in fields.each("units"):
            unit = read_unit(entry)
            self._once(unit.name, unit.place, self.units.get(unit.name))
            self.units[unit.name] = unit
        fields.close()

    def read_services(self, item: Item) -> None:
        """One service, or a list of many under `services:`."""
        if not isinstance(item.value, dict) or "services" not in item.value:
            return self._service(item)
        fields = Fields(item, self.problems)
        for entry in fields.items("services", required=True):
            self._service(entry)
        return fields.close()

    def _service(self, item: Item) -> None:
        service = read_service(item, self.problems)
        self._once(service.id, service.place, self.services.get(service.id))
        self.services[service.id] = service
        self.named += named_in(item)

    def pack(self, fields: Fields) -> Pack:
        """All of it as a pack, with what pack.yaml says; its further keys are the caller's, and so is closing it."""
        derived = grouped(self.derived, [entry.name for entry in self.derived])
        for name, same in derived.items():
            refuse_overlaps(name, same, self.problems)
            self._once(name, same[0].place, self.facts.get(name))
        return Pack(
            fields.identifier("id"),
            fields.label(),
            fields.text("version"),
            self.facts,
            {key: tuple(same) for key, same in derived.items()},
            self.parameters,
            self.units,
            self.services,
            fields.years(),
        )

    def _once(self, name: str, place: Place, first: object) -> None:
        if name and first is not None:
            where = getattr(first, "place", None)
            self.problems.add(
                "duplicate_name",
                place,
                f"'{name}'이(가) 두 번 정의되었습니다 (먼저: {where}).",
                f"'{name}' is defined twice (first: {where})",
            )
