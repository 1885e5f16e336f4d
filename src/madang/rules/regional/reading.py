"""A folder → what it adds: read, kept to its own names, small enough, each service under the condition of the place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from madang.rules.loading.definitions import Definitions
from madang.rules.loading.service import Fields, Item, Pack, read_yaml
from madang.rules.model import ServiceDefinition
from madang.rules.problems import Problems, ProblemsFound
from madang.rules.regional.checks import check_pack
from madang.rules.regional.folder import is_rule, read_texts
from madang.rules.regional.limits import MOST_ITEMS
from madang.rules.regional.place import RESIDENT, Area, condition, read_area
from madang.rules.regional.records import RegionalPack
from madang.rules.regions import Regions


def read_pack(folder: Path, regions: Regions, *, of_home: bool = False) -> RegionalPack:
    """The pack in a folder, not yet bound. ProblemsFound: anything that a regional pack may not be or do."""
    problems = Problems()
    texts = read_texts(folder, problems, may_share=not of_home)
    problems.check()
    trees = dict(_trees(folder.name, texts, problems))
    problems.check()
    definitions = Definitions(problems)
    for file, tree in trees.items():
        if file.startswith("services/"):
            definitions.read_services(tree)
        elif file != "pack.yaml":
            definitions.read(tree)
    fields = Fields(trees["pack.yaml"], problems)
    pack, area = definitions.pack(fields), read_area(fields, regions)
    fields.close()
    problems.check()
    check_pack(pack, folder, fields, problems)
    problems.check()
    cases = {file: text for file, text in sorted(texts.items()) if file.startswith("cases/") and file.endswith(".yaml")}
    return RegionalPack(_for_residents(pack, area, problems), folder, area.codes, area.where, of_home, cases)


def _trees(folder: str, texts: dict[str, str], problems: Problems) -> Iterator[tuple[str, Item]]:
    """The files that say the law, in the order of their names."""
    for file in sorted(texts):
        if is_rule(file):
            try:
                yield file, read_yaml(texts[file], f"{folder}/{file}", MOST_ITEMS)
            except ProblemsFound as found:
                problems.extend(found)


def _for_residents(pack: Pack, area: Area, problems: Problems) -> Pack:
    """Every service for the residents of the place alone, and for the years of the pack where it names none."""
    services = {id: _for_residents_of(one, pack, area, problems) for id, one in pack.services.items()}
    problems.check()
    return replace(pack, services=services)


def _for_residents_of(service: ServiceDefinition, pack: Pack, area: Area, problems: Problems) -> ServiceDefinition:
    for clause in service.clauses:
        if clause.id == RESIDENT:
            problems.add(
                "duplicate_name",
                clause.place,
                f"'{RESIDENT}' 조건은 꾸러미의 region에서 저절로 생깁니다.",
                f"the condition '{RESIDENT}' comes from the pack's region by itself",
            )
    clauses = (condition(service, area), *service.clauses)
    return replace(service, clauses=clauses, area=area.codes, years=service.years or pack.years)
