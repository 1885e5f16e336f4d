"""What each agency holds about each person: the record's fields, from the vocabulary's sources.

A fact's source `{agency: nts, field: business_income}` puts the fact into the 국세청's record under that name.
Beside facts the resident register holds homes, and the family register holds kin.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

import numpy as np
import yaml

from madang.simulation.population import facts, names, register, series
from madang.simulation.population.calendar_days import date_of, month_number, month_of, none, reference
from madang.simulation.population.columns import Column
from madang.simulation.population.families import HEAD, roles
from madang.simulation.population.marginals import folder, sexes
from madang.simulation.population.reading import compact

_register_fields = {
    "moi": (
        "name", "household_number", "household_formed_on", "household_formed_by", "relation_to_head", "entered_on",
        "entered_by", "register_status", "region", "address", "moved_in", "previous_region", "household_members",
    ),
    "court": ("spouse", "parents", "children", "death_date"),
}  # fmt: skip
"""What the registers hold beside the vocabulary's facts."""
agencies = ("moi", "nts", "nhis", "ei", "welfare", "court")
Record = dict[str, Any]


def number_of(person: str) -> str:
    """The made-up register number of a person's id: S0000001 for p0000001. It looks like no real number."""
    return "S" + person[1:]


def resident_of(number: str) -> str:
    """The person's id of a made-up register number."""
    return "p" + number[1:]


def _number(row: int) -> str:
    return f"S{row + 1:07d}"


@cache
def fields(agency: str) -> dict[str, str]:
    """Record field → fact, for every fact of which the agency is a source."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = {}
    for path in sorted((folder.parent / "vocabulary").glob("*.yaml")):
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 -- the safe loader, in C
        for fact in loaded.get("facts", []):
            for source in fact.get("sources", []):
                if source["agency"] == agency:
                    found[source["field"]] = fact["name"]
    return found


def fields_digest() -> str:
    """Changes with the records' fields: slices written before no longer say what the contracts promise."""
    every = {agency: [*fields(agency).items(), *sorted(_register_fields.get(agency, ()))] for agency in agencies}
    return hashlib.sha256(json.dumps(every, sort_keys=True).encode()).hexdigest()


def _flows(columns: Mapping[str, Column], rows: np.ndarray[Any, Any]) -> dict[str, list[Any]]:
    last = month_number(reference.year, reference.month) + 1
    keys, years = [month_of(index) for index in range(last)], [str(year) for year in series.years]
    found = {}
    for fact in series.monthly():
        found[fact] = [compact(values, keys) for values in series.by_month(fact, columns, rows)[:, :last].tolist()]
    for fact in series.yearly():
        found[fact] = [compact(values, years) for values in series.by_year(fact, columns, rows).tolist()]
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


class BlockRecords:
    """The records of one block of persons; `first` numbers count over the whole population."""

    def __init__(self, persons: Mapping[str, Column], homes: Mapping[str, Column], first_person: int, first_home: int,
                 regions: list[dict[str, str]]) -> None:  # fmt: skip
        self.persons, self.homes, self.regions = persons, homes, regions
        self.first_person, self.first_home = first_person, first_home
        self.count = len(persons["birth"])
        self.truth = self._truth()

    def of(self, agency: str) -> list[tuple[str, Record]]:
        """(register number, record) of everybody in the block."""
        own = {field: self.truth[fact] for field, fact in fields(agency).items() if fact in self.truth}
        extra = {"moi": self._register, "court": self._family}.get(agency)
        found = []
        for row in range(self.count):
            record: Record = {field: values[row] for field, values in own.items()}
            if extra:
                record |= extra(row)
            found.append((_number(row + self.first_person), record))
        return found

    def _truth(self) -> dict[str, list[Any]]:
        """Fact → value of each person (facts of the home repeated for its members)."""
        rows = np.arange(self.count)
        home = np.asarray(self.persons["home"]) - self.first_home
        found = {}
        for name, fact in facts.of_person().items():
            found[name] = [_plain(fact.read(value)) for value in self.persons[fact.column].tolist()]
        chosen = {name: np.asarray(self.persons[name]).astype(np.int64) for name in facts.means_columns()}
        for name, work_out in facts.worked_out.items():
            found[name] = work_out(chosen).tolist()
        for name, fact in facts.of_home().items():
            found[name] = [_plain(fact.read(value)) for value in self.homes[fact.column][home].tolist()]
        region = np.asarray(self.homes["region"])[home].tolist()
        found["local.child_allowance_voucher"] = [facts.voucher_region(self.regions[one]["code"]) for one in region]
        found["person.birth_date"] = [_plain(date_of(day)) for day in self.persons["birth"].tolist()]
        found["person.sex"] = [sexes[sex] for sex in self.persons["sex"].tolist()]
        return found | _flows(self.persons, rows)

    def _register(self, row: int) -> Record:
        home = int(self.persons["home"][row]) - self.first_home
        moved, before = int(self.homes["moved_on"][home]), int(self.homes["previous_region"][home])
        after_birth = moved != none and int(self.persons["birth"][row]) < moved
        role = roles[int(self.persons["role"][row])]
        unmarried = role == "spouse" and int(self.persons["spouse_kind"][row]) == 2
        region = self.regions[int(self.homes["region"][home])]["name"]
        formed, formed_by = self._formed(home)
        born = self._born(row)
        entered, entered_by = register.entered_on(row + self.first_person, born, formed)
        return {
            "name": names.text(int(self.persons["name"][row]), int(self.persons["sex"][row])),
            "household_number": f"H{home + self.first_home + 1:07d}",
            "household_formed_on": _plain(formed),
            "household_formed_by": formed_by,
            "relation_to_head": "other" if unmarried else role,
            "entered_on": _plain(entered),
            "entered_by": entered_by,
            "register_status": self._status(row),
            "region": region,
            "address": register.address(region, home + self.first_home),
            "moved_in": _plain(date_of(moved)) if moved != none else None,
            "previous_region": self.regions[before]["name"] if after_birth else None,
            "household_members": [_number(one) for one in self._members[home]],
        }

    def _born(self, row: int) -> dt.date:
        born = date_of(int(self.persons["birth"][row]))
        assert born is not None
        return born

    def _formed(self, home: int) -> tuple[dt.date, str]:
        """Since when the home is a household: of its head, or else of its first member."""
        members = [one - self.first_person for one in self._members[home]]
        head = next((one for one in members if int(self.persons["role"][one]) == HEAD), members[0])
        return register.formed_on(home + self.first_home, self._born(head), date_of(int(self.homes["moved_on"][home])))

    def _status(self, row: int) -> str:
        truth = self.truth
        unknown = "address_unknown" in (truth["child.suspension_reason"][row], truth["pension.suspension_reason"][row])
        return register.status(
            truth["person.nationality"][row] == "KR", bool(truth["child.birth_registered"][row]), unknown
        )

    @cached_property
    def _members(self) -> list[list[int]]:
        by_home: list[list[int]] = [[] for _ in range(len(self.homes["region"]))]
        for row, home in enumerate((np.asarray(self.persons["home"]) - self.first_home).tolist()):
            by_home[home].append(row + self.first_person)
        return by_home

    def _family(self, row: int) -> Record:
        """Only what is registered: people who live together unmarried are no spouses here (가족관계등록법 §15)."""
        spouse = int(self.persons["spouse"][row])
        registered = spouse >= 0 and int(self.persons["spouse_kind"][row]) == 1
        parents = [int(self.persons[name][row]) for name in ("mother", "father")]
        return {
            "spouse": _number(spouse) if registered else None,
            "parents": [_number(parent) for parent in parents if parent >= 0],
            "children": [_number(child) for child in sorted(self._children.get(row + self.first_person, ()))],
            "death_date": None,
        }

    @cached_property
    def _children(self) -> dict[int, set[int]]:
        by_parent: dict[int, set[int]] = {}
        for name in ("mother", "father"):
            for row, parent in enumerate(self.persons[name].tolist()):
                if parent >= 0:
                    by_parent.setdefault(parent, set()).add(row + self.first_person)
        return by_parent
