"""The persons of one block before they belong to anybody: region, sex, birth date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from madang.simulation.population.calendar_days import Days, anniversaries
from madang.simulation.population.marginals import Counts
from madang.simulation.population.matching import Floats, Ints


@dataclass(slots=True)
class Pool:
    """Columns of equal length, ordered by region: region index, sex (0 female, 1 male), birth day."""

    region: Ints
    sex: Ints
    birth: Days

    @property
    def age(self) -> Floats:
        """Age in years and fractions on the reference day."""
        fraction: Floats = (anniversaries[0] - self.birth) / 365.2425
        return fraction


def draw_pool(cells: Counts, rng: np.random.Generator) -> Pool:
    """Persons for `cells[region, sex, band]`; birth days spread evenly within each band (assumed)."""
    index = np.repeat(np.arange(cells.size), cells.ravel())
    region, sex, band = np.unravel_index(index, cells.shape)
    spread = np.empty(len(index))
    for one in range(cells.shape[2]):
        chosen = np.flatnonzero(band == one)
        even = (np.arange(len(chosen)) + rng.random(len(chosen))) / max(1, len(chosen))
        spread[chosen] = even[rng.permutation(len(chosen))] * 5
    year = band * 5 + spread.astype(np.int64)
    latest, earliest = anniversaries[year], anniversaries[year + 1] + 1
    birth = latest - ((spread % 1) * (latest - earliest + 1)).astype(np.int32)
    return Pool(region.astype(np.int64), sex.astype(np.int64), birth.astype(np.int32))
