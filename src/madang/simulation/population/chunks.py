"""The population as chunks for the column engine (docs/engines.md): block by block, as things stood on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.rules.columns.service import (
    NONE,
    OPEN,
    OPEN_FLAG,
    Chunk,
    Column,
    Columns,
    Lists,
    cell,
    facts_of_region,
    related_lists,
)
from madang.simulation.population import facts, series
from madang.simulation.population.calendar_days import day, month_number, months, none
from madang.simulation.population.columns import rows_of
from madang.simulation.population.generation import Written, block_sizes
from madang.simulation.population.marginals import sexes
from madang.simulation.population.matching import Ints
from madang.simulation.population.places import name_on
from madang.simulation.population.reading import Population

SPLITS = 12
"""Homes of a split region are dealt out to its parts by their number; the count of parts always divides this."""


def blocks_of(population: Population) -> Iterator[Written]:
    """The blocks of a population on disk, each with everybody its residents are related to. Memory is that of one:
    files are read and never mapped. ValueError where they end too early."""
    first = first_home = 0
    for size in block_sizes(population.manifest["size"], population.manifest["province"]):
        persons = rows_of(population.persons, first, size)
        count = int(persons["home"].max()) + 1 - first_home
        yield Written(first, first_home, persons, rows_of(population.homes, first_home, count))
        first, first_home = first + size, first_home + count


class Chunks:
    """Makes chunks of a population's blocks for one engine. Remembers what a region's facts are on the day."""

    def __init__(self, columns: Columns, regions: Sequence[Mapping[str, str]]) -> None:
        self.columns, self.date = columns, columns.date
        self.codes = [region["code"] for region in regions]
        self._regions: dict[tuple[int, int], dict[str, int]] = {}

    def chunk(self, written: Written) -> Chunk:
        """A block as a chunk; `ids` are the residents' rows in the population. Who is not born yet is left out."""
        born = np.flatnonzero(written.persons["birth"] <= day(self.date))
        rows = born[np.argsort(written.persons["home"][born], kind="stable")]  # who lives together, side by side
        block = _Block(written, rows, self.date)
        gathered: dict[Any, Column] = {}
        of_region = None
        for name, basis in self.columns.wanted:
            definition = self.columns.rulebook.pack.facts[name]
            if definition.root is not None:
                of_region = self._of_regions(block) if of_region is None else of_region
                gathered[name, basis] = of_region[name]
            elif definition.entity == "residence":
                gathered[name, basis] = block.of_home(definition, self.codes)
            else:
                gathered[name, basis] = block.of_person(definition, basis)
        return Chunk(
            block.home, block.homes, block.lists(self.columns.kinds), gathered, ids=rows + written.first_person
        )

    def _of_regions(self, block: _Block) -> dict[str, Column]:
        """The facts `region.*` of every home."""
        names = [name for name, _ in self.columns.wanted if self.columns.rulebook.pack.facts[name].root is not None]
        region, part = block.region, block.written.homes["part"].astype(np.int64) % SPLITS
        kinds, place = np.unique(region.astype(np.int64) * SPLITS + part, return_inverse=True)
        known = [self._facts_of(int(kind) // SPLITS, int(kind) % SPLITS) for kind in kinds]
        return {name: np.array([found[name] for found in known], dtype=np.int64)[place] for name in names}

    def _facts_of(self, region: int, part: int) -> dict[str, int]:
        found = self._regions.get((region, part))
        if found is None:
            rulebook = self.columns.rulebook
            values = facts_of_region(rulebook, name_on(self.codes[region], self.date, part), self.date)
            definitions = rulebook.pack.facts
            found = {name: cell(definitions[name], value) for name, value in values.items() if name in definitions}
            self._regions[region, part] = found
        return found


@dataclass(slots=True)
class _Block:
    """One block on a day: those already born, by their rows."""

    written: Written
    rows: Ints
    date: dt.date

    @property
    def persons(self) -> Mapping[str, NDArray[Any]]:
        return self.written.persons

    @property
    def first_home(self) -> int:
        return self.written.first_home

    @property
    def homes(self) -> int:
        return len(self.written.homes["region"])

    @property
    def home(self) -> Column:
        found: Column = self.persons["home"][self.rows].astype(np.int64) - self.first_home
        return found

    @property
    def not_moved_in(self) -> NDArray[np.bool_]:
        """Homes whose people still lived elsewhere, of which nothing but the region is known."""
        moved = self.written.homes["moved_on"]
        found: NDArray[np.bool_] = (moved != none) & (day(self.date) < moved)
        return found

    @property
    def region(self) -> Ints:
        return np.where(self.not_moved_in, self.written.homes["previous_region"], self.written.homes["region"])

    def lists(self, kinds: Sequence[str]) -> dict[str, Lists]:
        """The lists of related persons among those born."""
        count = len(self.persons["birth"])
        number = np.full(count + 1, -1, dtype=np.int64)
        number[self.rows] = np.arange(len(self.rows))
        kin = {}
        for name in ("spouse", "mother", "father"):
            given = self.persons[name][self.rows].astype(np.int64)
            kin[name] = number[np.maximum(given - self.written.first_person, -1)]  # the last place stands for nobody
        legal = self.persons["spouse_kind"][self.rows] != 2
        return related_lists(kinds, home=self.home, homes=self.homes, legal=legal, **kin)

    def of_home(self, definition: Any, codes: Sequence[str]) -> Column:
        """A fact of the homes; open for those not yet moved into."""
        flag = definition.type == "boolean"
        if definition.name == "local.child_allowance_voucher":
            regions = self.written.homes["region"]
            told = np.array([facts.voucher_region(code) for code in codes], dtype=np.int64)[regions]
        elif definition.name not in facts.of_home():
            return untold(definition, self.homes)
        else:
            fact = facts.of_home()[definition.name]
            told = encoded(definition, self.written.homes[fact.column], fact.read)
        return np.where(self.not_moved_in, OPEN_FLAG if flag else OPEN, told)

    def of_person(self, definition: Any, basis: tuple[str, int] | None) -> Column:
        """A fact of the persons on a time basis."""
        name = definition.name
        if name in series.monthly():
            return self._monthly(name, basis)
        if name in series.yearly():
            return self._yearly(name, basis)
        if name == "person.birth_date":
            return self.persons["birth"][self.rows].astype(np.int64)
        if name == "person.sex":
            return encoded(definition, self.persons["sex"][self.rows], lambda value: sexes[int(value)])
        if name in facts.worked_out:
            chosen = {one: self.persons[one][self.rows].astype(np.int64) for one in facts.means_columns()}
            worked: Column = facts.worked_out[name](chosen).astype(np.int64)
            return worked
        if name not in facts.of_person():
            return untold(definition, len(self.rows))
        fact = facts.of_person()[name]
        return encoded(definition, self.persons[fact.column][self.rows], fact.read)

    def _monthly(self, name: str, basis: tuple[str, int] | None) -> Column:
        today = min(max(month_number(self.date.year, self.date.month), 0), months - 1)
        if basis is None:
            return self._sum(name, np.array([today]))
        if basis[0] == "average":
            last = month_number(self.date.year, self.date.month)
            return self._sum(name, np.arange(last - basis[1], last))
        first = month_number(self.date.year + basis[1], 1)
        return self._sum(name, np.arange(first, first + 12), until=today)

    def _sum(self, name: str, chosen: Ints, until: int = months - 1) -> Column:
        """The sum over months; open where a month is not told, unless every month told has the same figure."""
        numbers = self.rows + self.written.first_person
        if chosen[0] >= 0 and chosen[-1] <= until:
            whole: Column = series.by_month(name, self.persons, self.rows, chosen, numbers).sum(axis=1)
            return whole
        told = series.by_month(name, self.persons, self.rows, np.arange(until + 1), numbers)
        same = (told == told[:, :1]).all(axis=1)
        return np.where(same, told[:, 0] * len(chosen), OPEN)

    def _yearly(self, name: str, basis: tuple[str, int] | None) -> Column:
        numbers = self.rows + self.written.first_person
        last = min(max(month_number(self.date.year, self.date.month) + 1, 1), months)
        told = series.by_year(name, self.persons, self.rows, numbers)[:, : (last + 11) // 12]
        year = self.date.year + (0 if basis is None else basis[1]) - series.years[0]
        if 0 <= year < told.shape[1]:
            return np.ascontiguousarray(told[:, year])
        same = (told == told[:, :1]).all(axis=1)
        return np.where(same, told[:, 0], told[:, -1] if basis is None else OPEN)


def untold(definition: Any, count: int) -> Column:
    """A fact that a pack laid over the installed ones has brought: nobody of the population has told it."""
    return np.full(count, OPEN_FLAG if definition.type == "boolean" else OPEN, dtype=np.int64)


def encoded(definition: Any, column: NDArray[Any], read: Any) -> Column:
    """A column of the population as a column of the chunk."""
    if definition.type in ("money", "number", "boolean"):
        return column.astype(np.int64)
    if definition.type == "date":
        return np.where(column == none, NONE, column.astype(np.int64))
    values, place = np.unique(column, return_inverse=True)
    codes: Column = np.array([cell(definition, read(value)) for value in values], dtype=np.int64)[place]
    return codes
