"""One block of the population while it is being made: its persons, their homes and columns of facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.simulation.population.families import CHILD, GRANDCHILD, Homes, Region, at_home, empty_homes
from madang.simulation.population.matching import Floats, Ints
from madang.simulation.population.pool import Pool
from madang.simulation.population.sizes import children_per_person, mix

Flags = NDArray[np.bool_]
household_tilt = 0.045
"""Bends the size mix a little upward so that regions of different age add up to the census (measured)."""


@dataclass(slots=True)
class Block:
    """Columns of one block. Person and home numbers are local; `facts` and `home_facts` go to disk."""

    pool: Pool
    homes: Homes
    rng: np.random.Generator
    facts: dict[str, NDArray[Any]] = field(default_factory=dict)
    home_facts: dict[str, NDArray[Any]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Persons in the block."""
        return len(self.pool.sex)

    @property
    def home_count(self) -> int:
        """Homes in the block."""
        return int(self.homes.home.max()) + 1 if self.count else 0

    @property
    def age(self) -> Floats:
        """Ages in years and fractions."""
        return self.pool.age

    @property
    def minor(self) -> Flags:
        """Under nineteen, living as somebody's child."""
        chosen: Flags = (self.age < 19) & np.isin(self.homes.role, (CHILD, GRANDCHILD))
        return chosen

    def chance(self, rate: Floats | float) -> Flags:
        """True for each person with that probability."""
        drawn: Flags = self.rng.random(self.count) < rate
        return drawn

    def lognormal(self, median: Floats | float, sigma: float, step: int = 10_000) -> Ints:
        """Money around a median, in steps of so many won."""
        drawn = np.asarray(median) * np.exp(self.rng.normal(0, sigma, self.count))
        return (drawn / step).astype(np.int64) * step


def child_factor(age: Floats) -> float:
    """How much likelier than the base rates grown children must live at home to give the census' sizes."""
    if not len(age):
        return 1.0
    wanted = children_per_person(mix(household_tilt)) - float((age < 19).mean())
    grown = float(at_home(age, 1.0)[age >= 19].sum()) / len(age)
    return float(np.clip(wanted / max(grown, 1e-9), 0.3, 2.0))


def settle(pool: Pool, rng: np.random.Generator) -> Block:
    """Everybody of the pool in a home of their own region."""
    age = pool.age
    factor = child_factor(age)
    whole = empty_homes(len(age))
    offset = 0
    for region in np.unique(pool.region):
        members = np.flatnonzero(pool.region == region)
        homes = Region(age[members], pool.sex[members], factor, rng).settle()
        used, compact = np.unique(homes.home, return_inverse=True)
        whole.home[members] = compact + offset
        offset += len(used)
        whole.role[members] = homes.role
        whole.facility[members] = homes.facility
        for name in ("spouse", "mother", "father"):
            local = getattr(homes, name)
            getattr(whole, name)[members] = np.where(local >= 0, members[local], -1)
    return Block(pool, whole, rng)
