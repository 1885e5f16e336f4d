"""How residents are put into groups: age bands, regions, income deciles."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madang.rules.service import Label

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

AGES = (0, 2, 8, 13, 19, 30, 40, 50, 65, 75, 85)
"""Where age bands begin: infants, children by the ages at which benefits end, working age, old age."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to divide everybody: a name, its label, and the groups' labels in their order."""

    name: str
    label: Label
    groups: tuple[Label, ...]


def age_dimension() -> Dimension:
    """Bands of :data:`AGES`."""
    labels = [
        Label(f"{low}–{high - 1}세", f"{low}–{high - 1}") if high - low > 1 else Label(f"{low}세", str(low))
        for low, high in itertools.pairwise(AGES)
    ]
    return Dimension("age", Label("나이", "Age"), (*labels, Label(f"{AGES[-1]}세 이상", f"{AGES[-1]} and over")))


def region_dimension(names: Sequence[str]) -> Dimension:
    """The regions of a population, in its order."""
    return Dimension("region", Label("시·군·구", "Region"), tuple(Label(name, name) for name in names))


def province_dimension(names: Sequence[str]) -> tuple[Dimension, Ints]:
    """The provinces (시·도) of the regions, and for each region the number of its province."""
    provinces = list(dict.fromkeys(name.split()[0] for name in names))
    labels = tuple(Label(name, name) for name in provinces)
    numbers = np.array([provinces.index(name.split()[0]) for name in names], dtype=np.int64)
    return Dimension("province", Label("시·도", "Province"), labels), numbers


def decile_dimension() -> Dimension:
    """Tenths of the residents by equivalised income, the poorest first."""
    return Dimension(
        "decile",
        Label("소득 십분위 (균등화 경상소득)", "Income decile (equivalised current income)"),
        tuple(Label(f"{number}분위", f"Decile {number}") for number in range(1, 11)),
    )


def age_bands(ages: Ints) -> Ints:
    """Ages in whole years → band numbers."""
    return np.searchsorted(np.array(AGES), ages, side="right").astype(np.int64) - 1


def equivalised(income: Ints, home: Ints) -> Floats:
    """Each person's share: the income of all who live together over the square root of how many they are (OECD)."""
    together = np.bincount(home, weights=income.astype(np.float64))
    size = np.bincount(home)
    return np.asarray(together[home] / np.sqrt(size[home]))


def decile_cuts(sample: Floats) -> Floats:
    """The nine incomes that part tenths of a sample of residents."""
    if not len(sample):
        return np.zeros(9)
    return np.asarray(np.quantile(sample, np.arange(1, 10) / 10))


def deciles(income: Floats, cuts: Floats) -> Ints:
    """Incomes → 0 for the lowest tenth … 9. Who has exactly a cut's income belongs to the tenth below it."""
    return np.searchsorted(cuts, income, side="left").astype(np.int64)
