"""The region index: for each zone, the services anybody there can have, with what is left to look at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madang.rules.bitmaps.planes import BY_PLANE, NO, Int8s, Int32s
from madang.rules.conditions.programmes import Programmes

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The candidates of zone z are zones[z]:zones[z + 1]; services: which service each is; its conjuncts are
    conjuncts[c]:conjuncts[c + 1], their literals literals[j]:literals[j + 1]; literal: plane * 2 + negated. All int32.
    The conjunct that fewest residents pass comes first. A candidate without conjuncts is open to the whole zone."""

    zones: Int32s
    services: Int32s
    conjuncts: Int32s
    literals: Int32s
    literal: Int32s


def index_of(
    programmes: Programmes, plane: Int32s, by_zone: Int8s, left_out: Bools, share: Floats, lived_in: Bools
) -> Index:
    """The index over all zones. left_out: services not to be answered; share: how many residents each plane holds;
    lived_in: zones that anybody lives in; the others have no candidates."""
    parts = [
        _Zone(programmes, plane, truth, left_out, share) if lived else _NOBODY
        for truth, lived in zip(by_zone, lived_in, strict=True)
    ]
    joined = [np.concatenate([getattr(part, name) for part in parts]) for name in ("services", "literal")]
    sizes = [np.concatenate([getattr(part, name) for part in parts]) for name in ("conjuncts_each", "literals_each")]
    zones = np.array([len(part.services) for part in parts])
    return Index(_starts(zones), joined[0], _starts(sizes[0]), _starts(sizes[1]), joined[1])


def _starts(counts: NDArray[np.int64]) -> Int32s:
    starts: Int32s = np.r_[0, np.cumsum(counts)].astype(np.int32)
    return starts


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What one zone adds to the index."""

    services: Int32s
    conjuncts_each: NDArray[np.int64]
    literals_each: NDArray[np.int64]
    literal: Int32s


_NOBODY = _Found(np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32))


class _Zone:
    def __init__(self, programmes: Programmes, plane: Int32s, truth: Int8s, left_out: Bools, share: Floats) -> None:
        of, atoms = programmes.of_literal, len(programmes.atoms)
        literals = np.concatenate((truth, 2 - truth))[programmes.literal]
        conjuncts = np.maximum.reduceat(literals, programmes.literal_start[:-1])
        first = programmes.conjunct_start[programmes.clause_start[:-1]]
        candidate = (np.minimum.reduceat(conjuncts, first) != NO) & ~left_out
        self.services: Int32s = np.flatnonzero(candidate).astype(np.int32)
        left = (literals == BY_PLANE) & (conjuncts[of.conjunct] == BY_PLANE) & candidate[of.service]
        negated = programmes.literal[left] >= atoms
        literal = plane[of.atom[left]] * 2 + negated
        passing = np.where(negated, 1 - share[literal // 2], share[literal // 2])
        conjunct = of.conjunct[left]
        begin = np.unique(conjunct, return_index=True)[1]
        size = np.diff(np.r_[begin, len(conjunct)])
        reached = np.add.reduceat(passing, begin) if len(begin) else passing
        service = of.service[left][begin]
        order = np.lexsort((reached, service))
        self.literals_each = size[order]
        self.literal: Int32s = literal[_gather(begin[order], size[order])].astype(np.int32)
        self.conjuncts_each = np.bincount(service, minlength=len(candidate))[candidate]


def _gather(begin: NDArray[np.int64], size: NDArray[np.int64]) -> NDArray[np.int64]:
    """The positions begin[i] … begin[i] + size[i] - 1, one after another."""
    ends = np.cumsum(size)
    found: NDArray[np.int64] = np.repeat(begin - (ends - size), size) + np.arange(int(size.sum()))
    return found
