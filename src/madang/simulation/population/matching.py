"""Pairing by age: who could be whose mother, husband, grandmother."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def nearest_free(wanted: Floats, offered: Floats) -> Ints:
    """For each wanted age the index of a different offered age near it; -1 where none is left.

    Both sides are walked in order of age, so nobody is taken twice. O(n log n).
    """
    result = np.full(len(wanted), -1, dtype=np.int64)
    order = np.argsort(wanted, kind="stable")[: len(offered)]
    count = len(order)
    if not count:
        return result
    pool = np.argsort(offered, kind="stable")
    steps = np.arange(count)
    place = np.searchsorted(offered[pool], wanted[order])
    place = np.maximum.accumulate(place - steps) + steps
    place = np.minimum(place, len(pool) - count + steps)
    result[order] = pool[place]
    return result


def near(wanted: Floats, offered: Floats, rng: np.random.Generator, window: int) -> Ints:
    """For each wanted age the index of some offered age near it; the same one may serve many."""
    if not len(offered):
        return np.full(len(wanted), -1, dtype=np.int64)
    pool = np.argsort(offered, kind="stable")
    place = np.searchsorted(offered[pool], wanted) + rng.integers(-window, window + 1, len(wanted))
    found: Ints = pool[np.clip(place, 0, len(pool) - 1)]
    return found


def weighted_choice(weights: Floats, count: int, rng: np.random.Generator) -> Ints:
    """`count` different indices, likelier where the weight is larger (exponential keys)."""
    keys = rng.exponential(size=len(weights)) / np.maximum(weights, 1e-12)
    return np.argsort(keys, kind="stable")[: max(0, count)]
