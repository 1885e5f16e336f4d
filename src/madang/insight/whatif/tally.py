"""Adds up blocks: measures of a change by group, with the squares that tell how far a sample may be off."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from madang.insight.whatif.groups import Dimension
from madang.insight.whatif.outcomes import Flags, Outcome, People, Rows, Won

Floats = NDArray[np.float64]

MEASURES = (
    "persons_before", "persons_after", "persons_gaining", "persons_losing", "persons_more", "persons_less",
    "units_before", "units_after", "units_gaining", "units_losing", "units_more", "units_less",
    "won_before", "won_after", "won_change", "open_before", "open_after",
)  # fmt: skip
"""persons: residents to whom the service is due when they apply; units: each counted once, at the first of them; more,
less: due before and after with another amount; won: of units; open: answers that an unknown keeps open."""

_place = {name: number for number, name in enumerate(MEASURES)}


def measured(before: Outcome, after: Outcome) -> Floats:
    """Measures by resident: float64[n, len(MEASURES)], whole numbers."""
    gaining, losing = ~before.eligible & after.eligible, before.eligible & ~after.eligible
    both = before.eligible & after.eligible
    first_before, first_after = _firsts(before), _firsts(after)
    had, gets = _amounts_of_units(before, after.unit), _amounts_of_units(after, before.unit)
    won_before, won_after = np.where(first_before, before.amount, 0), np.where(first_after, after.amount, 0)
    columns = {
        "persons_before": before.eligible, "persons_after": after.eligible, "persons_gaining": gaining,
        "persons_losing": losing, "persons_more": both & (after.amount > before.amount),
        "persons_less": both & (after.amount < before.amount),
        "units_before": first_before, "units_after": first_after, "units_gaining": first_after & (had < 0),
        "units_losing": first_before & (gets < 0), "units_more": first_after & (had >= 0) & (after.amount > had),
        "units_less": first_after & (after.amount < had), "won_before": won_before, "won_after": won_after,
        "won_change": won_after - won_before, "open_before": before.open, "open_after": after.open,
    }  # fmt: skip
    return np.stack([np.asarray(columns[name], dtype=np.float64) for name in MEASURES], axis=1)


def _firsts(outcome: Outcome) -> Flags:
    """The first eligible row of each unit."""
    rows = np.flatnonzero(outcome.eligible)
    found = np.zeros(len(outcome.eligible), dtype=bool)
    found[rows[np.unique(outcome.unit[rows], return_index=True)[1]]] = True
    return found


def _amounts_of_units(outcome: Outcome, units: Rows) -> Won:
    """The amount that each of the units has in an outcome; -1 where nobody of it is eligible."""
    rows = np.flatnonzero(outcome.eligible)
    known, first = np.unique(outcome.unit[rows], return_index=True)
    if not len(rows):
        return np.full(len(units), -1, dtype=np.int64)
    place = np.minimum(np.searchsorted(known, units), len(known) - 1)
    return np.where(known[place] == units, outcome.amount[rows[first[place]]], -1)


class Tally:
    """One service's sums over everything added, as a whole and by dimension.

    sums[dimension] and squares[dimension]: float64[groups, measures]; squares are of the sums of a home, as those of
    one home are drawn together. The whole is the dimension "" with one group.
    """

    def __init__(self, dimensions: Mapping[str, Dimension]) -> None:
        self.residents = 0
        self.homes = 0
        sizes = {"": 1, **{name: len(dimension.groups) for name, dimension in dimensions.items()}}
        self.sums = {name: np.zeros((size, len(MEASURES))) for name, size in sizes.items()}
        self.squares = {name: np.zeros((size, len(MEASURES))) for name, size in sizes.items()}
        self.group_residents = {name: np.zeros(size, dtype=np.int64) for name, size in sizes.items()}

    def add(self, people: People, before: Outcome, after: Outcome) -> None:
        """Adds a block."""
        found = measured(before, after)
        self.residents += len(found)
        self.homes += people.homes
        for name in self.sums:
            self._add(name, people.home, people.groups.get(name), found)

    def _add(self, name: str, home: NDArray[np.int64], group: NDArray[np.int64] | None, found: Floats) -> None:
        size = len(self.sums[name])
        of = np.zeros(len(home), dtype=np.int64) if group is None else group
        self.group_residents[name] += np.bincount(of, minlength=size)
        touched = found.any(axis=1)
        cells, where = np.unique(home[touched] * size + of[touched], return_inverse=True)
        rows = found[touched]
        for number in range(len(MEASURES)):
            together = np.bincount(where, weights=rows[:, number], minlength=len(cells))
            self.sums[name][:, number] += np.bincount(cells % size, weights=together, minlength=size)
            self.squares[name][:, number] += np.bincount(cells % size, weights=together**2, minlength=size)

    def total(self, measure: str) -> int:
        """A measure over everybody added."""
        return round(float(self.sums[""][0, _place[measure]]))
