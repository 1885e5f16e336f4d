"""A population of a few thousand made-up residents, in blocks and zones, for the bitmaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from madang.rules.family.service import FactValue, Family, Person, Residence
from madang.rules.service import Part, Rulebook
from madang.rules.tests.conditions.random_services import DISTRICTS, FLAGS, SCHOOLS

BIRTHS = [dt.date(year, 11, 15) + dt.timedelta(days=days) for year in range(1930, 2026) for days in range(0, 40, 4)]
"""Many of them between the days that the tests compare."""
INCOMES = [Decimal(step * 800_000) for step in range(8)]
PLACES = [*DISTRICTS, "1114000000"]
ZONES = [[0], [1], [2, 5], [3], [4]]
"""The third is a region that was split in two."""


class SmallSource:
    """Blocks of a few hundred; everything is drawn evenly, so that every value occurs."""

    def __init__(self, rulebook: Rulebook, on: dt.date, blocks: int = 3, seed: int = 1) -> None:
        self.rulebook, self.on, self.seed = rulebook, on, seed
        chance = np.random.default_rng(seed)
        self._sizes = chance.integers(0, 100, (blocks, len(ZONES)))

    @property
    def zones(self) -> Sequence[Sequence[int]]:
        return ZONES

    @cached_property
    def domains(self) -> Mapping[str, Sequence[Any]]:
        regions = self.rulebook.regions
        found = [regions.find(code, self.on) for code in PLACES]
        return {
            **{f"circumstance.{flag}": (False, True) for flag in FLAGS},
            "education.enrolment": SCHOOLS,
            "person.sex": ("female", "male"),
            "person.birth_date": BIRTHS,
            "household.monthly_income": INCOMES,
            "coresidents": range(7),
            "residence.region": [
                {**regions.facts(one, self.on), **regions.whereabouts(one, self.on), "residence.region": one.code}
                for one in found
            ],
        }

    def parts(self) -> list[Part]:
        firsts = np.r_[0, np.cumsum(self._sizes.sum(axis=1))]
        return [Part(number, int(firsts[number]), sizes) for number, sizes in enumerate(self._sizes)]

    def codes(self, part: Part, columns: Sequence[str]) -> dict[str, Any]:
        rows = self.rows(part)
        return {name: rows[name] for name in columns}

    def rows(self, part: Part) -> dict[str, Any]:
        """Every column of a block."""
        chance = np.random.default_rng((self.seed, part.number))
        count = int(part.residents.sum())
        found = {name: chance.integers(0, len(domain), count) for name, domain in self.domains.items()}
        found["coresidents"] = chance.integers(1, 7, count)
        places = [chance.choice(ZONES[zone], size) for zone, size in enumerate(part.residents.tolist())]
        found["residence.region"] = np.concatenate(places)
        return found

    def families(self) -> list[Family]:
        """Every resident as the interpreter sees one."""
        return [
            self._family({name: self.domains[name][codes[row]] for name, codes in rows.items()})
            for rows in map(self.rows, self.parts())
            for row in range(len(rows["coresidents"]))
        ]

    def _family(self, values: dict[str, Any]) -> Family:
        others = [f"o{number}" for number in range(values["coresidents"] - 1)]
        told = {name: FactValue(value) for name, value in values.items() if "." in name and name != "residence.region"}
        income = {"household.monthly_income": told.pop("household.monthly_income")}
        persons = {"a": Person("a", told), **{id: Person(id) for id in others}}
        home = Residence("h", ("a", *others), values["residence.region"]["residence.region"], income)
        return Family(self.on, "a", persons, (), (home,))
