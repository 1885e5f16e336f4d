"""Every organisation and unit of a pack: those it lists, and those that follow from its table of regions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from madang.people.organisations.reading import (
    TOWNS,
    OrganisationRow,
    PackOrganisations,
    UnitRow,
    read_organisations,
)
from madang.people.organisations.romanising import place_name
from madang.rules.loading.service import Problems
from madang.rules.service import KOREA, Label, Region, load_regions

SOURCE = "regions/codes.csv"
DIGITS = 5
"""A local government's id is so many digits of its code: 48170 for 4817000000."""


@dataclass(frozen=True, slots=True)
class Whole:
    """organisations and units by id, parents before children in neither."""

    organisations: dict[str, OrganisationRow]
    units: dict[str, UnitRow]


def organisations_of(folder: Path = KOREA) -> Whole:
    """The organisations and units of a pack. Raises ProblemsFound, naming file and line."""
    pack, rows = read_organisations(folder), load_regions(folder).rows
    problems = Problems(most=200)
    names = {row.code: row for row in rows}
    single = {row.name for row in rows if row.level == "sido"} & {row.name for row in rows if row.level == "sigungu"}
    organisations = {one.id: one for one in pack.organisations}
    units = {one.id: one for one in pack.units}
    for row in rows:
        if row.level == "sido" and row.name in single:
            continue  # 세종특별자치시 is one authority under two codes (지방자치법 §2, §3②)
        if row.level == "gu" or row.code in pack.administrative:
            units[row.code] = _part(row, names, pack)
        else:
            id = row.code[:DIGITS]
            if id in organisations:
                problems.add("twice", row.place, f"'{id}'이(가) 두 번 있습니다.", f"'{id}' is there twice")
            organisations[id] = _government(row, names, pack, single)
    for code, name, parent, start, place in pack.towns:
        if parent not in names:
            problems.add(
                "unknown_region", place, f"코드 {parent}이(가) 표에 없습니다.", f"no code {parent} in the table"
            )
            continue
        within = parent if parent in units else ""
        organisation = units[parent].organisation if within else parent[:DIGITS]
        label = Label(name, place_name(name))
        units[code] = UnitRow(code, organisation, "town", label, code, within, start, None, False, TOWNS, place)
    _refuse_loose(organisations, units, pack.administrative, names, problems)
    problems.check()
    return Whole(organisations, units)


def _government(
    row: Region, names: dict[str, Region], pack: PackOrganisations, single: Collection[str]
) -> OrganisationRow:
    kind = "province" if row.level == "sido" else "local_government"
    above = "" if row.parent is None or row.name in single else row.parent[:DIGITS]
    successors = tuple(code[:DIGITS] for code in row.successor)
    return OrganisationRow(
        row.code[:DIGITS], kind, _label(row, names, pack), row.code, above, row.valid_from, row.valid_to, successors,
        SOURCE, row.place,
    )  # fmt: skip


def _part(row: Region, names: dict[str, Region], pack: PackOrganisations) -> UnitRow:
    """A general district of a city (지방자치법 §3③), or a city that is none of its own."""
    law = pack.administrative.get(row.code)
    kind, source = ("general_district", SOURCE) if law is None else ("administrative_city", law)
    return UnitRow(
        row.code, (row.parent or "")[:DIGITS], kind, _label(row, names, pack), row.code, "", row.valid_from,
        row.valid_to, False, source[:200], row.place,
    )  # fmt: skip


def _label(row: Region, names: dict[str, Region], pack: PackOrganisations) -> Label:
    """경상남도 창원시 의창구 → Uichang-gu, Changwon-si, Gyeongsangnam-do."""
    first, *rest = row.name.split(" ")
    words = [pack.provinces.get(first, place_name(first)), *(place_name(word) for word in rest)]
    return Label(row.name, ", ".join(reversed(words)))


def _refuse_loose(
    organisations: dict[str, OrganisationRow],
    units: dict[str, UnitRow],
    administrative: Collection[str],
    names: dict[str, Region],
    problems: Problems,
) -> None:
    for one in organisations.values():
        for id in (one.parent, *one.successors):
            if id and id not in organisations:
                problems.add("unknown", one.place, f"기관 '{id}'이(가) 없습니다.", f"there is no organisation '{id}'")
    for unit in units.values():
        if unit.organisation not in organisations:
            id = unit.organisation
            problems.add("unknown", unit.place, f"기관 '{id}'이(가) 없습니다.", f"there is no organisation '{id}'")
        if unit.parent and unit.parent not in units:
            id = unit.parent
            problems.add("unknown", unit.place, f"부서 '{id}'이(가) 없습니다.", f"there is no unit '{id}'")
    for code in administrative:
        if code not in names:
            problems.add("unknown_region", None, f"코드 {code}이(가) 표에 없습니다.", f"no code {code} in the table")
