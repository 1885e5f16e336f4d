"""A population on disk, and the family of one of its residents in the form the rules read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from madang.simulation.population import facts, names, series
from madang.simulation.population.calendar_days import date_of, day, month_number, month_of, months, none
from madang.simulation.population.columns import Column, StoredTable
from madang.simulation.population.marginals import sexes
from madang.simulation.population.matching import Ints
from madang.simulation.population.places import name_on


class NoSuchResident(LookupError):
    """The population has nobody of that id."""


@dataclass(frozen=True)
class Population:
    """Columns of persons and homes (mapped one by one), and the manifest. Ids are p0000001 …, h0000001 …"""

    folder: Path
    manifest: dict[str, Any]
    persons: Mapping[str, Column]
    homes: Mapping[str, Column]

    @property
    def size(self) -> int:
        """Residents."""
        return self.persons.count if isinstance(self.persons, StoredTable) else len(self.persons["birth"])

    @cached_property
    def by_home(self) -> tuple[Ints, Ints]:
        """Rows of persons in order of their homes, and where each home begins in it."""
        home = np.asarray(self.persons["home"])
        order = np.argsort(home, kind="stable")
        return order, np.searchsorted(home[order], np.arange(len(self.homes["region"]) + 1))

    @cached_property
    def children_of(self) -> dict[str, tuple[Ints, Ints]]:
        """For `mother` and `father`: rows ordered by that parent, and the ordered parents."""
        found = {}
        for name in ("mother", "father"):
            parent = np.asarray(self.persons[name]).astype(np.int64)
            order = np.argsort(parent, kind="stable")
            found[name] = (order, parent[order])
        return found

    def coresidents(self, row: int) -> list[int]:
        """Everybody of the same home, the person included."""
        order, begin = self.by_home
        home = int(self.persons["home"][row])
        return [int(found) for found in order[begin[home] : begin[home + 1]]]

    def children(self, row: int) -> list[int]:
        """The person's children, wherever they live."""
        found: set[int] = set()
        for order, parents in self.children_of.values():
            low, high = np.searchsorted(parents, [row, row + 1])
            found.update(int(child) for child in order[low:high])
        return sorted(found)

    def parents(self, row: int) -> list[int]:
        """Mother and father, where they are residents."""
        return [int(self.persons[name][row]) for name in ("mother", "father") if self.persons[name][row] >= 0]

    def spouse(self, row: int) -> int | None:
        """The spouse (also de facto, also living elsewhere)."""
        found = int(self.persons["spouse"][row])
        return found if found >= 0 else None


def open_population(folder: Path | str) -> Population:
    """Opens what `generate` wrote; FileNotFoundError when there is none, ValueError when it is broken."""
    folder = Path(folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return Population(folder, manifest, StoredTable(folder / "persons"), StoredTable(folder / "homes"))


def person_id(row: int) -> str:
    """p0000001 for row 0."""
    return f"p{row + 1:07d}"


def row_of(population: Population, resident: str) -> int:
    """The row of a person's id; NoSuchResident."""
    digits = resident[1:]
    if not (resident.startswith("p") and digits.isdecimal() and 0 < int(digits) <= population.size):
        raise NoSuchResident(resident)
    return int(digits) - 1


def residents(population: Population) -> Iterator[str]:
    """Every id in order."""
    return (person_id(row) for row in range(population.size))


def reach(population: Population, row: int, *, homes: bool = False) -> list[int]:
    """Everybody the rules can reach from a person, in a fixed order without repeats.

    The home; spouses, parents and children of everybody in it; parents' spouses, children's children,
    children's spouses, brothers and sisters; and the homes of the person's own spouse and children.
    homes: the homes of all of these. A deposit is one home's, and whose it is is told of everybody there.
    """
    home = population.coresidents(row)
    found: dict[int, None] = dict.fromkeys([row, *home])
    for one in home:
        found.update(dict.fromkeys(_near(population, one)))
    for near in list(found) if homes else [population.spouse(row), *population.children(row)]:
        if near is not None:
            found.update(dict.fromkeys(population.coresidents(near)))
    return list(found)


def _near(population: Population, row: int) -> Iterator[int]:
    spouse = population.spouse(row)
    if spouse is not None:
        yield spouse
    for parent in population.parents(row):
        yield parent
        partner = population.spouse(parent)
        if partner is not None:
            yield partner
        yield from population.children(parent)
        yield from population.parents(parent)
    for child in population.children(row):
        yield child
        partner = population.spouse(child)
        if partner is not None:
            yield partner
        yield from population.children(child)


def family_of(population: Population, resident: str, on: dt.date, *, homes: bool = False) -> dict[str, Any]:
    """The family file (docs/rule-language.md) of a resident, complete and true, as things stood on the day.

    homes: with everybody who lives with one of them (:func:`reach`). People born later are left out. Flows are given
    for the months and years up to that day.
    """
    row = row_of(population, resident)
    if population.persons["birth"][row] > day(on):
        raise NoSuchResident(f"{resident} was born after {on}")
    rows = [one for one in reach(population, row, homes=homes) if population.persons["birth"][one] <= day(on)]
    flows = _flows(population, np.array(rows, dtype=np.int64), on)
    persons = [_person(population, one, flows[index]) for index, one in enumerate(rows)]
    return {
        "date": on,
        "applicant": resident,
        "persons": persons,
        "relations": _relations(population, rows),
        "residences": _residences(population, rows, on),
    }


def _person(population: Population, row: int, flows: dict[str, Any]) -> dict[str, Any]:
    columns = population.persons
    return {
        "id": person_id(row),
        "birth_date": date_of(columns["birth"][row]),
        "sex": sexes[columns["sex"][row]],
        "facts": facts.person_values(columns, row) | flows,
    }


def name_of(population: Population, resident: str) -> str:
    """The person's made-up name, marked as such."""
    row = row_of(population, resident)
    return names.text(int(population.persons["name"][row]), int(population.persons["sex"][row]))


def compact(values: list[int], keys: list[str]) -> int | dict[str, int]:
    """One number when every month (year) has the same, else a mapping by month (year)."""
    if len(set(values)) == 1:
        return values[0]
    return dict(zip(keys, values, strict=True))


def _flows(population: Population, rows: Ints, on: dt.date) -> list[dict[str, Any]]:
    """For each row the monthly and yearly flows up to the day."""
    last = min(max(month_number(on.year, on.month) + 1, 1), months)
    until = (last + 11) // 12
    found: list[dict[str, Any]] = [{} for _ in rows]
    month_keys = [month_of(index) for index in range(last)]
    year_keys = [str(year) for year in series.years[:until]]
    for fact in (fact for fact in series.monthly() if fact in facts.vocabulary()):
        values = series.by_month(fact, population.persons, rows)[:, :last].tolist()
        for one, amounts in zip(found, values, strict=True):
            one[fact] = compact(amounts, month_keys)
    for fact in (fact for fact in series.yearly() if fact in facts.vocabulary()):
        values = series.by_year(fact, population.persons, rows)[:, :until].tolist()
        for one, amounts in zip(found, values, strict=True):
            one[fact] = compact(amounts, year_keys)
    return found


def _relations(population: Population, rows: list[int]) -> list[dict[str, str]]:
    inside = set(rows)
    found = []
    for row in rows:
        spouse = population.spouse(row)
        if spouse in inside and spouse is not None and row < spouse:
            kind = "de_facto_spouse" if population.persons["spouse_kind"][row] == 2 else "spouse"
            found.append({"from": person_id(row), "to": person_id(spouse), "kind": kind})
        parents = (parent for parent in population.parents(row) if parent in inside)
        found += [{"from": person_id(parent), "to": person_id(row), "kind": "child"} for parent in parents]
    return found


def _residences(population: Population, rows: list[int], on: dt.date) -> list[dict[str, Any]]:
    by_home: dict[int, list[int]] = {}
    for row in rows:
        by_home.setdefault(int(population.persons["home"][row]), []).append(row)
    found = []
    for home, members in by_home.items():
        moved = int(population.homes["moved_on"][home])
        before = int(population.homes["previous_region"][home])
        if moved != none:
            found += _moved(population, home, members, moved, before, on)
        else:
            found.append(_residence(population, home, members, on))
    return found


def _moved(
    population: Population, home: int, members: list[int], moved: int, before: int, on: dt.date
) -> list[dict[str, Any]]:
    there = [row for row in members if population.persons["birth"][row] < moved]
    first, last = date_of(moved), date_of(moved - 1)
    assert first is not None
    assert last is not None
    now = _residence(population, home, members, max(on, first)) | {"from": first}
    if not there:
        return [now]
    part = int(population.homes["part"][home])
    region = name_on(population.manifest["regions"][before]["code"], min(on, last), part)
    return [{"persons": [person_id(row) for row in there], "region": region, "to": last}, now]


def _residence(population: Population, home: int, members: list[int], on: dt.date) -> dict[str, Any]:
    code = population.manifest["regions"][int(population.homes["region"][home])]["code"]
    part = int(population.homes["part"][home])
    values = {name: fact.read(population.homes[fact.column][home]) for name, fact in facts.of_home().items()}
    values = {name: value for name, value in values.items() if name in facts.vocabulary()}
    values["local.child_allowance_voucher"] = facts.voucher_region(code)
    return {"persons": [person_id(row) for row in members], "region": name_on(code, on, part), "facts": values}
