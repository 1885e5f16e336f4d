"""A folder of YAML files → a :class:`Pack`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from madang.rules.loading.fields import Fields
from madang.rules.loading.files import read_file, read_folder
from madang.rules.loading.pack import Pack, merge
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


def load_pack(path: Path, *, bases: Sequence[Pack] = ()) -> Pack:
    """The pack in a folder (docs/rule-language.md); with bases, laid over them (see :func:`merge`).

    ProblemsFound: every fault of every file that could be read, sorted by file and line.
    """
    problems = Problems(most=200)
    reading = _Reading(path, problems)
    for folder in ("vocabulary", "parameters", "units"):
        for file, item in read_folder(path, folder, problems):
            reading.definitions(file, item)
    for _, item in read_folder(path, "services", problems):
        reading.services_of(item)
    pack = reading.pack()
    problems.check()
    return merge([*bases, pack]) if bases else pack


class _Reading:
    def __init__(self, path: Path, problems: Problems) -> None:
        self.path, self.problems = path, problems
        self.facts: dict[str, FactDefinition] = {}
        self.derived: list[DerivedDefinition] = []
        self.parameters: dict[str, ParameterDefinition] = {}
        self.units: dict[str, UnitDefinition] = {}
        self.services: dict[str, ServiceDefinition] = {}

    def definitions(self, file: str, item: Item) -> None:
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

    def services_of(self, item: Item) -> None:
        """One service, or a list of many under `services:`."""
        if not isinstance(item.value, dict) or "services" not in item.value:
            return self.service(item)
        fields = Fields(item, self.problems)
        for entry in fields.items("services", required=True):
            self.service(entry)
        return fields.close()

    def service(self, item: Item) -> None:
        service = read_service(item, self.problems)
        self._once(service.id, service.place, self.services.get(service.id))
        self.services[service.id] = service

    def pack(self) -> Pack:
        derived = grouped(self.derived, [entry.name for entry in self.derived])
        for name, same in derived.items():
            refuse_overlaps(name, same, self.problems)
            self._once(name, same[0].place, self.facts.get(name))
        item = read_file(self.path, self.path / "pack.yaml", self.problems)
        fields = Fields(item or Item({}, Place("pack.yaml", 1)), self.problems if item else Problems())
        name, label, version = fields.identifier("id"), fields.label(), fields.text("version")
        years = fields.years()
        fields.close()
        return Pack(
            name,
            label,
            version,
            self.facts,
            {key: tuple(same) for key, same in derived.items()},
            self.parameters,
            self.units,
            self.services,
            years,
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
