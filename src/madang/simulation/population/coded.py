"""The population as columns of small codes, block by block, for engines over a whole country.

Facts are those of the reference day. What a region is called, and into which part of a split one a home falls, is
that of the day asked for, as in `family_of`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.rules.service import Part, Regions, load_regions
from madang.simulation.population import circumstances, facts, wealth, who
from madang.simulation.population.block import Block
from madang.simulation.population.calendar_days import date_of, reference, today, years_before
from madang.simulation.population.generation import Share, columns_of, shares, whole_block
from madang.simulation.population.hardship import degrees
from madang.simulation.population.marginals import sexes
from madang.simulation.population.places import codes_on
from madang.simulation.population.reading import Population

Codes = NDArray[np.int64]
OLDEST = years_before(111) - 400
MOST_AT_HOME = 16
MOST_INCOME = 60_000
"""Codes of the household's income, in steps of ten thousand won."""

_choices: dict[str, tuple[str, ...]] = {
    "person.nationality": who.nationalities,
    "person.marital_status": who.marital,
    "person.whereabouts": who.whereabouts,
    "education.enrolment": who.schools,
    "disability.degree": degrees,
    "business.stage": circumstances.stages,
    "business.sector": circumstances.sectors,
    "organisation.kind": circumstances.organisations,
    "organisation.industry": circumstances.industries,
}
_INCOME, _TENURE = "household.monthly_income", "housing.tenure"


class CodedPopulation:
    """The population that `generate` makes from the same size, seed and province, without writing it.

    A zone is one of the register's regions of 2024. ValueError for a day before the reference day, of which the facts
    are not these.
    """

    def __init__(self, size: int, seed: int, province: str, on: dt.date = reference) -> None:
        if on < reference:
            raise ValueError(f"{on}: {reference}부터 물을 수 있습니다 / facts are those of {reference}")
        self.seed, self.on = seed, on
        self._shares = shares(size, province)
        regions = {share.first_region: share.marginals.codes for share in self._shares}
        self._parts_of = [codes_on(code, on) for first in sorted(regions) for code in regions[first]]
        self._codes = list(dict.fromkeys(code for codes in self._parts_of for code in codes))
        self._place = {code: number for number, code in enumerate(self._codes)}

    @property
    def zones(self) -> Sequence[Sequence[int]]:
        """For each region of 2024 the places it is on the day."""
        return [[self._place[code] for code in dict.fromkeys(codes)] for codes in self._parts_of]

    @cached_property
    def domains(self) -> Mapping[str, Sequence[Any]]:
        """Column → values by code."""
        return _domains() | {"residence.region": [_facts_of(code, self.on) for code in self._codes]}

    def parts(self) -> list[Part]:
        """Every block."""
        found: list[Part] = []
        first = 0
        for share in self._shares:
            residents = np.zeros(len(self._parts_of), np.int64)
            of_regions = share.cells.sum(axis=(1, 2))
            residents[share.first_region : share.first_region + len(of_regions)] = of_regions
            found.append(Part(len(found), first, residents))
            first += int(residents.sum())
        return found

    def codes(self, part: Part, columns: Sequence[str]) -> dict[str, Codes]:
        """The block's residents in order of their regions."""
        share = self._shares[part.number]
        block = whole_block(share, self.seed)
        assert (np.diff(block.pool.region) >= 0).all()
        found = {name: self._column(name, block, share) for name in columns}
        for name, codes in found.items():
            if len(codes) and codes.max() >= len(self.domains[name]):
                raise ValueError(f"{name}: {codes.max()} is beyond the {len(self.domains[name])} values foreseen")
        return found

    def population(self, part: Part) -> Population:
        """The block's residents as a population of their own, numbered from zero: families lie inside a block."""
        share = self._shares[part.number]
        persons, homes = columns_of(whole_block(share, self.seed), 0, 0, 0)
        names = zip(share.marginals.codes, share.marginals.names, strict=True)
        regions = [{"code": code, "name": name} for code, name in names]
        return Population(Path(), {"regions": regions}, persons, homes)

    def _column(self, name: str, block: Block, share: Share) -> Codes:
        home = block.homes.home
        if name == "person.birth_date":
            return (block.pool.birth - OLDEST).astype(np.int64)
        if name == "person.sex":
            return block.pool.sex
        if name == "coresidents":
            return np.bincount(home)[home]
        if name == _INCOME:
            return (block.home_facts[name][home] // circumstances.INCOME_STEP).astype(np.int64)
        if name == _TENURE:
            return block.home_facts[name][home].astype(np.int64)
        if name == "residence.region":
            return self._places(block, share)
        return block.facts[facts.of_person()[name].column].astype(np.int64)

    def _places(self, block: Block, share: Share) -> Codes:
        parts = self._parts_of[share.first_region : share.first_region + share.cells.shape[0]]
        many = np.array([len(codes) for codes in parts])[block.pool.region]
        table = np.zeros((len(parts), max(map(len, parts))), np.int64)
        for region, codes in enumerate(parts):
            table[region, : len(codes)] = [self._place[code] for code in codes]
        found: Codes = table[block.pool.region, block.homes.home % many]
        return found


@cache
def _domains() -> dict[str, Sequence[Any]]:
    flags = (name for name, fact in facts.of_person().items() if fact.read is bool and name in facts.vocabulary())
    return {
        **dict.fromkeys(flags, (False, True)),
        **_choices,
        "person.birth_date": [date_of(number) for number in range(OLDEST, today + 1)],
        "person.sex": sexes,
        "coresidents": range(MOST_AT_HOME),
        _INCOME: [Decimal(circumstances.INCOME_STEP * number) for number in range(MOST_INCOME)],
        _TENURE: wealth.tenures,
    }


def _facts_of(code: str, on: dt.date) -> dict[str, Any]:
    """Everything that follows from where a home is."""
    regions = _regions()
    region = regions.find(code, on)
    return {"residence.region": code, **regions.facts(region, on), **regions.whereabouts(region, on)}


@cache
def _regions() -> Regions:
    return load_regions()
