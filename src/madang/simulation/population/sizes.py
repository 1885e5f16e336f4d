"""How many live together: the census mix of household sizes, bent to a region's share of children.

Census: 통계청 2023년 인구주택총조사 (packs/korea/population/households.yaml). What kinds of home
make up each size is assumed (docs/province.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import yaml

from madang.simulation.population.marginals import Counts, folder, largest_remainder
from madang.simulation.population.matching import Floats


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of home: `couple` or `lone` parent or `skip` (grandparent and grandchildren) or `pair`."""

    size: int
    heads: str
    children: int
    grandparents: int
    share: float


kinds = (
    Kind(1, "alone", 0, 0, 1.0),
    Kind(2, "couple", 0, 0, 0.66), Kind(2, "lone", 1, 0, 0.25), Kind(2, "pair", 0, 0, 0.08),
    Kind(2, "skip", 1, 0, 0.01),
    Kind(3, "couple", 1, 0, 0.77), Kind(3, "lone", 2, 0, 0.12), Kind(3, "couple", 0, 1, 0.07),
    Kind(3, "lone", 1, 1, 0.03), Kind(3, "skip", 2, 0, 0.01),
    Kind(4, "couple", 2, 0, 0.85), Kind(4, "lone", 3, 0, 0.04), Kind(4, "couple", 1, 1, 0.09),
    Kind(4, "lone", 2, 1, 0.02),
    Kind(5, "couple", 3, 0, 0.58), Kind(5, "couple", 2, 1, 0.38), Kind(5, "lone", 3, 1, 0.04),
    Kind(6, "couple", 4, 0, 0.5), Kind(6, "couple", 3, 1, 0.5),
)  # fmt: skip


@cache
def census() -> dict[str, Any]:
    """The pack's household figures, as written there."""
    loaded: dict[str, Any] = yaml.safe_load((folder / "households.yaml").read_text(encoding="utf-8"))
    return loaded


def census_shares() -> Floats:
    """Shares of homes of 1 … 6 persons; the census' «5 and more» is split 85 : 15 (assumed)."""
    of = census()["households_by_size"]["value"]
    five = float(of["5+"])
    return np.array([float(of["1"]), float(of["2"]), float(of["3"]), float(of["4"]), five * 0.85, five * 0.15]) / sum(
        float(value) for value in of.values()
    )


def mix(tilt: float) -> Floats:
    """Share of each of `kinds` among homes, with the census shares multiplied by exp(tilt × (size - 1))."""
    sizes = census_shares() * np.exp(tilt * np.arange(6))
    sizes /= sizes.sum()
    return np.array([sizes[kind.size - 1] * kind.share for kind in kinds])


def children_per_person(shares: Floats) -> float:
    """Persons living as somebody's child (of any age), per resident."""
    children = sum(share * kind.children for share, kind in zip(shares, kinds, strict=True))
    people = sum(share * kind.size for share, kind in zip(shares, kinds, strict=True))
    return float(children / people)


def homes_for(people: int, children: float) -> Counts:
    """How many homes of each of `kinds` hold `people` persons of whom about `children` live as children."""
    low, high = -2.5, 1.5
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if children_per_person(mix(middle)) < children / people else (low, middle)
    shares = mix(low)
    total = people / sum(share * kind.size for share, kind in zip(shares, kinds, strict=True))
    return largest_remainder(shares, max(1, int(total)))
