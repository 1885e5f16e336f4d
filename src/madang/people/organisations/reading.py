"""`organisations.yaml` and `regions/towns.csv` of a pack; faults are told by line."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from madang.people.kinds import ORGANISATION_KINDS, UNIT_KINDS
from madang.rules.loading.service import Fields, Place, Problems, read_file, read_rows
from madang.rules.service import Label, ProblemsFound

FILE, TOWNS = "organisations.yaml", "regions/towns.csv"
_id = re.compile(r"[a-z0-9][a-z0-9_]*")
_code = re.compile(r"[0-9]{10}")


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """As the pack says it; valid_from and valid_to are inclusive days, None open."""

    id: str
    kind: str
    label: Label
    region: str
    parent: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    successors: tuple[str, ...]
    source: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A part of an organisation; id is one of all units of all organisations."""

    id: str
    organisation: str
    kind: str
    label: Label
    region: str
    parent: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    synthetic: bool
    source: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PackOrganisations:
    """What a pack says beside the table of regions. administrative: region code → the law; provinces: ko → en."""

    organisations: tuple[OrganisationRow, ...]
    units: tuple[UnitRow, ...]
    administrative: dict[str, str]
    provinces: dict[str, str]
    towns: tuple[tuple[str, str, str, dt.date | None, Place], ...]


def read_organisations(folder: Path) -> PackOrganisations:
    """Raises ProblemsFound with every fault of both files."""
    problems = Problems(most=200)
    item = read_file(folder, folder / FILE, problems)
    if item is None:
        raise ProblemsFound(problems.found)
    fields = Fields(item, problems)
    general = f"{fields.optional_text('source') or ''} [{fields.optional_text('certainty') or 'to_be_checked'}]"
    organisations = tuple(_organisation(one, general) for one in fields.each("organisations", required=True))
    units = tuple(row for one in fields.each("units") for row in _units(one, general))
    administrative = {one.text("region"): one.text("law") for one in fields.each("administrative_cities")}
    provinces = _provinces(fields, problems)
    fields.close()
    towns = _towns(folder, problems)
    _refuse_twice([(row.id, row.place) for row in organisations], problems)
    _refuse_twice([(row.id, row.place) for row in units] + [(town[0], town[4]) for town in towns], problems)
    problems.check()
    return PackOrganisations(organisations, units, administrative, provinces, towns)


def _organisation(fields: Fields, general: str) -> OrganisationRow:
    id, kind = fields.identifier("id", _id), fields.one_of("kind", ORGANISATION_KINDS)
    start, end = fields.validity()
    own, certainty = fields.optional_text("source"), fields.optional_text("certainty")
    source = f"{own or general}{f' [{certainty}]' if certainty else ''}"
    region = fields.optional_text("region") or ""
    return OrganisationRow(
        id, kind, fields.label(), region, fields.optional_text("parent") or "", start, end,
        tuple(item.text for item in fields.items("successors")), source, fields.place,
    )  # fmt: skip


def _units(fields: Fields, general: str) -> list[UnitRow]:
    id, kind = fields.identifier("id", _id), fields.one_of("kind", UNIT_KINDS)
    start, end = fields.validity()
    parent, label = fields.optional_text("parent") or "", fields.label()
    synthetic, source = fields.flag("synthetic"), fields.optional_text("source") or general
    return [
        UnitRow(f"{of.text}.{id}", of.text, kind, label, "", f"{of.text}.{parent}" if parent else "", start, end,
                synthetic, source, fields.place)
        for of in fields.items("of", required=True)
    ]  # fmt: skip


def _provinces(fields: Fields, problems: Problems) -> dict[str, str]:
    item = fields.take("provinces", required=True)
    if item is None:
        return {}
    inner = Fields(item, problems)
    return {name: inner.text(name) for name in inner.entries}


def _towns(folder: Path, problems: Problems) -> tuple[tuple[str, str, str, dt.date | None, Place], ...]:
    if not (folder / TOWNS).exists():
        return ()
    found = []
    for row, place in read_rows(folder / TOWNS, TOWNS, ("code", "name", "parent", "valid_from"), problems):
        try:
            start = dt.date.fromisoformat(row["valid_from"]) if row["valid_from"] else None
        except ValueError:
            problems.add("bad_date", place, "날짜가 YYYY-MM-DD가 아닙니다.", "a date is not YYYY-MM-DD")
            continue
        if not (_code.fullmatch(row["code"]) and _code.fullmatch(row["parent"]) and row["name"].strip()):
            problems.add(
                "bad_row", place, "code와 parent는 10자리 숫자이고 name이 있어야 합니다.",
                "code and parent are 10 digits, and there is a name",
            )  # fmt: skip
            continue
        found.append((row["code"], row["name"].strip(), row["parent"], start, place))
    return tuple(found)


def _refuse_twice(rows: list[tuple[str, Place | None]], problems: Problems) -> None:
    seen: set[str] = set()
    for id, place in rows:
        if id and id in seen:
            problems.add("twice", place, f"'{id}'이(가) 두 번 있습니다.", f"'{id}' is there twice")
        seen.add(id)
