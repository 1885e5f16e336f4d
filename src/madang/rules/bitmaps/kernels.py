"""The inner loops, compiled by numba: counts of all services over tiles of words, two threads or more."""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir as llvm
from numba import njit, prange, types
from numba.extending import intrinsic

TILE = 256
"""Words of a tile: what all planes of a tile hold fits the second cache."""


def _population_count(typing: Any, word: Any) -> Any:
    """The number of bits that are set (one instruction)."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        function = builder.module.declare_intrinsic("llvm.ctpop", [llvm.IntType(64)])
        return builder.call(function, [arguments[0]])

    return types.uint64(types.uint64), build


_ones: Any = intrinsic(_population_count)


@njit(nogil=True, cache=True)
def _eligible(planes, other, conjuncts, literals, literal, one, start, stop, found, either):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Fills `found` with the bits of one candidate in a tile; whether any is set. Planes beyond the first array's are
    those of `other`."""
    size = stop - start
    own = planes.shape[0]
    for word in range(size):
        found[word] = planes[0, start + word]
    some = np.uint64(1)
    for conjunct in range(conjuncts[one], conjuncts[one + 1]):
        some = np.uint64(0)
        first, last = literals[conjunct], literals[conjunct + 1] - 1
        for place in range(first, last + 1):
            plane = literal[place] >> 1
            bits = planes[plane, start:stop] if plane < own else other[plane - own, start:stop]
            flip = np.uint64(0) - np.uint64(literal[place] & 1)
            if place == first and place == last:
                for word in range(size):
                    found[word] &= bits[word] ^ flip
                    some |= found[word]
            elif place == first:
                for word in range(size):
                    either[word] = bits[word] ^ flip
            elif place < last:
                for word in range(size):
                    either[word] |= bits[word] ^ flip
            else:
                for word in range(size):
                    found[word] &= either[word] | (bits[word] ^ flip)
                    some |= found[word]
        if some == 0:
            return False
    return True


@njit(nogil=True, parallel=True, cache=True)
def count(planes, tiles, zones, services, conjuncts, literals, literal, counts):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """counts: int64[lanes, services], added to; each lane is one thread's at a time. tiles: (zone, start, stop)."""
    lanes = counts.shape[0]
    for lane in prange(lanes):
        found = np.empty(TILE, np.uint64)
        either = np.empty(TILE, np.uint64)
        for tile in range(lane, tiles.shape[0], lanes):
            zone, start, stop = tiles[tile, 0], tiles[tile, 1], tiles[tile, 2]
            for one in range(zones[zone], zones[zone + 1]):
                if _eligible(planes, planes, conjuncts, literals, literal, one, start, stop, found, either):
                    total = np.uint64(0)
                    for word in range(stop - start):
                        total += _ones(found[word])
                    counts[lane, services[one]] += np.int64(total)


@njit(nogil=True, parallel=True, cache=True)
def compare(planes, other, tiles, zones, services, conjuncts, literals, literal, later, counts):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """counts: int64[lanes, 2, services]: residents with `later` literals and not with `literal`, and the reverse."""
    lanes = counts.shape[0]
    for lane in prange(lanes):
        before = np.empty(TILE, np.uint64)
        after = np.empty(TILE, np.uint64)
        either = np.empty(TILE, np.uint64)
        for tile in range(lane, tiles.shape[0], lanes):
            zone, start, stop = tiles[tile, 0], tiles[tile, 1], tiles[tile, 2]
            for one in range(zones[zone], zones[zone + 1]):
                had = _eligible(planes, other, conjuncts, literals, literal, one, start, stop, before, either)
                has = _eligible(planes, other, conjuncts, literals, later, one, start, stop, after, either)
                if had or has:
                    gained, lost = np.uint64(0), np.uint64(0)
                    for word in range(stop - start):
                        old = before[word] if had else np.uint64(0)
                        new = after[word] if has else np.uint64(0)
                        gained += _ones(new & ~old)
                        lost += _ones(old & ~new)
                    counts[lane, 0, services[one]] += np.int64(gained)
                    counts[lane, 1, services[one]] += np.int64(lost)
