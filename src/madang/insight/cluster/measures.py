"""What is kept of a block when its rows are gone: whole numbers by service, region and measure, to be added up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from madang.rules.columns.service import ELIGIBLE, LEFT, NOTHING, STATUSES, Chunk, FailingDefinition, ServiceColumns

Ints = NDArray[np.int64]

PERSONS, UNITS, AMOUNT, LEFT_ROWS = "persons", "units", "amount", "left"
STATUS, HOLDS, FAULTS = "status:", "holds:", "faults:"
"""Before a status, a clause's id, a definition that failed."""
REASON = "reason:"
"""Before a definition that failed and the reason in both languages, as JSON; the value is the block, of which the
first counts."""
SPENT, PEAK = "cpu:", "peak"
"""Microseconds of CPU by what they were spent on; kilobytes of a worker at its peak, of which the most counts."""
DUE = STATUS + "eligible"
"""Residents to whom a service is due."""
REFUSED = "refused:"
"""Before the reason, in both languages, why the bitmaps did not count a service."""
EVERYBODY, NOWHERE = "", -1
"""The service and the region of what belongs to none."""


def how_added(name: str) -> str:
    """Of the measures of many blocks: their sum, the greatest, or the least."""
    return "max" if name == PEAK else "min" if name.startswith(REASON) else "sum"


class Measure(NamedTuple):
    """One number to be added up."""

    service: str
    region: int
    name: str
    value: int


def measures(
    chunk: Chunk, regions: Ints, found: Sequence[ServiceColumns], left: Sequence[NDArray[np.bool_]]
) -> Iterator[Measure]:
    """The measures of a finished chunk: persons by the region of their home, units and won by that of the first
    resident of the unit to whom the service is due. left: the rows of each service that the interpreter finished.

    Summed over the regions they are what `Tally` counts.
    """
    asked = np.ones(chunk.persons, dtype=bool) if chunk.asked is None else chunk.asked
    groups = _Groups(regions[chunk.home][asked])
    yield from groups.counted(EVERYBODY, PERSONS, np.ones(len(groups.place), dtype=bool))
    for one, rows in zip(found, left, strict=True):
        status, amount = one.status[asked], one.amount[asked]
        for code, name in enumerate(STATUSES):
            yield from groups.counted(one.service, STATUS + name, status == code)
        due = np.flatnonzero(status == ELIGIBLE)
        firsts = due[np.unique(one.unit[asked][due], return_index=True)[1]]
        paid = firsts[amount[firsts] != NOTHING]
        yield from groups.added(one.service, UNITS, firsts, np.ones(len(firsts), dtype=np.int64))
        yield from groups.added(one.service, AMOUNT, paid, amount[paid])
        yield from groups.counted(one.service, LEFT_ROWS, rows[asked])
        for id, codes in one.clauses.items():
            told = codes[asked]
            yield from groups.counted(one.service, HOLDS + id, told == 1, even_none=True)


def failing_measures(block: int, failing: Iterable[FailingDefinition]) -> Iterator[Measure]:
    """The definitions that failed in a block: for how many, and why."""
    for one in failing:
        told = json.dumps([one.definition, one.reason.ko, one.reason.en], ensure_ascii=False)
        yield Measure(one.service, NOWHERE, FAULTS + one.definition, one.residents)
        yield Measure(one.service, NOWHERE, REASON + told, block)


def left_rows(found: Sequence[ServiceColumns]) -> list[NDArray[np.bool_]]:
    """The rows of each service that wait for the interpreter."""
    return [one.status == LEFT for one in found]


class _Groups:
    """Rows by their region."""

    def __init__(self, region: Ints) -> None:
        self.regions, self.place = np.unique(region, return_inverse=True)

    def counted(
        self, service: str, name: str, rows: NDArray[np.bool_], *, even_none: bool = False
    ) -> Iterator[Measure]:
        """How many of the rows are in each region; nothing where none is, unless told."""
        return self._told(service, name, np.bincount(self.place[rows], minlength=len(self.regions)), even_none)

    def added(self, service: str, name: str, rows: Ints, values: Ints) -> Iterator[Measure]:
        """The sum of the values of some rows by region, in whole numbers."""
        sums = np.zeros(len(self.regions), dtype=np.int64)
        np.add.at(sums, self.place[rows], values)
        return self._told(service, name, sums, even_none=False)

    def _told(self, service: str, name: str, sums: Ints, even_none: bool) -> Iterator[Measure]:
        for region, value in zip(self.regions.tolist(), sums.tolist(), strict=True):
            if value or even_none:
                yield Measure(service, region, name, value)
