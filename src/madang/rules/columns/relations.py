"""Lists of related persons out of each person's spouse, mother and father."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from madang.rules.columns.chunk import Column, Lists

Ints = NDArray[np.integer]
Flags = NDArray[np.bool_]


def related_lists(
    kinds: Iterable[str], *, home: Ints, homes: int, spouse: Ints, legal: Flags, mother: Ints, father: Ints
) -> dict[str, Lists]:
    """The kinds of lists asked for. spouse, mother, father: numbers of persons, -1 where there is none; `legal`:
    whether the couple is married by law."""
    n = len(home)
    parents = _pairs(np.concatenate((np.arange(n), np.arange(n))), np.concatenate((mother, father)))
    children = parents[::-1]
    work: dict[str, Callable[[], NDArray[np.int64]]] = {
        "spouses": lambda: _pairs(np.arange(n), spouse),
        "legal_spouses": lambda: _pairs(np.arange(n), np.where(legal, spouse, -1)),
        "parents": lambda: parents,
        "children": lambda: children,
        "siblings": lambda: _others(_composed(parents, children, n)),
        "grandchildren": lambda: _composed(children, children, n),
        "grandparents": lambda: _composed(parents, parents, n),
        "coresidents": lambda: np.stack((home.astype(np.int64), np.arange(n))),
    }
    return {kind: lists_of(work[kind](), homes if kind == "coresidents" else n) for kind in kinds}


def _pairs(one: Ints, other: Ints) -> NDArray[np.int64]:
    there = other >= 0
    return np.stack((one[there], other[there])).astype(np.int64)


def lists_of(pairs: NDArray[np.int64], rows: int) -> Lists:
    """Pairs (row, person) as lists by row, persons in their order, none twice."""
    order = np.lexsort((pairs[1], pairs[0]))
    one, other = pairs[0][order], pairs[1][order]
    fresh = np.ones(len(one), dtype=bool)
    fresh[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    counts: Column = np.bincount(one[fresh], minlength=rows).astype(np.int64)
    return Lists(np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts))), np.ascontiguousarray(other[fresh]))


def _composed(first: NDArray[np.int64], second: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """(a, c) for every (a, b) of the first and (b, c) of the second."""
    lists = lists_of(second, n)
    begin, count = lists.starts[first[1]], np.diff(lists.starts)[first[1]]
    total = int(count.sum())
    within = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
    return np.stack((np.repeat(first[0], count), lists.members[np.repeat(begin, count) + within]))


def _others(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    return pairs[:, pairs[0] != pairs[1]]
