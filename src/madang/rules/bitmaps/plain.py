"""The same without numba: candidate by candidate over whole zones. Slower, and what the compiled loops are held to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from madang.rules.bitmaps.index import Index
from madang.rules.bitmaps.planes import Int32s

Words = NDArray[np.uint64]
Int64s = NDArray[np.int64]


def eligible(planes: Words, other: Words, index: Index, literal: Int32s, one: int, start: int, stop: int) -> Words:
    """The bits of one candidate over some words; planes beyond the first array's are those of `other`."""
    found = planes[0, start:stop].copy()
    for conjunct in range(index.conjuncts[one], index.conjuncts[one + 1]):
        either = np.zeros(stop - start, np.uint64)
        for place in range(index.literals[conjunct], index.literals[conjunct + 1]):
            plane, negated = divmod(int(literal[place]), 2)
            bits = planes[plane, start:stop] if plane < len(planes) else other[plane - len(planes), start:stop]
            either |= ~bits if negated else bits
        found &= either
    return found


def count(planes: Words, words: Int64s, index: Index, services: int) -> Int64s:
    """Eligible residents of each service. words: first word of each zone."""
    counts = np.zeros(services, np.int64)
    for zone, (start, stop) in enumerate(zip(words[:-1].tolist(), words[1:].tolist(), strict=True)):
        for one in range(index.zones[zone], index.zones[zone + 1]):
            bits = eligible(planes, planes, index, index.literal, one, start, stop)
            counts[index.services[one]] += int(np.bitwise_count(bits).sum(dtype=np.int64))
    return counts


def compare(planes: Words, other: Words, words: Int64s, index: Index, later: Int32s, services: int) -> Int64s:
    """int64[2, services]: residents who come to have the service with the later literals, and who lose it."""
    counts = np.zeros((2, services), np.int64)
    for zone, (start, stop) in enumerate(zip(words[:-1].tolist(), words[1:].tolist(), strict=True)):
        for one in range(index.zones[zone], index.zones[zone + 1]):
            old = eligible(planes, other, index, index.literal, one, start, stop)
            new = eligible(planes, other, index, later, one, start, stop)
            counts[0, index.services[one]] += int(np.bitwise_count(new & ~old).sum(dtype=np.int64))
            counts[1, index.services[one]] += int(np.bitwise_count(old & ~new).sum(dtype=np.int64))
    return counts
