"""A packed population: counts, members and what changes from one day to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from madang.rules.binding.rulebook import Rulebook
from madang.rules.bitmaps import plain
from madang.rules.bitmaps.index import Index, index_of
from madang.rules.bitmaps.layout import WORD, Layout
from madang.rules.bitmaps.planes import Int32s, Plan
from madang.rules.bitmaps.tabulation import Group
from madang.rules.model import Label

LANES = 16
AT_ONCE = 1 << 20
FAILS = Label(
    "어떤 주민에게는 조건이 참도 거짓도 아닙니다 (0으로 나누거나 없는 기준값): 이 서비스는 셈에서 빠집니다.",
    "for some residents a condition is neither true nor false (division by zero, a missing figure): it is not counted",
)
Words = NDArray[np.uint64]
Int64s = NDArray[np.int64]


class Packed:
    """Planes of bits and what they stand for. refused: services it does not answer, each with the reason.

    Counting uses numba where it is installed (the extra `nation`); `compiled=False` does without, and counts the same.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        plan: Plan,
        layout: Layout,
        planes: Words,
        kept: Mapping[int, NDArray[np.generic]],
        failed: set[int],
    ) -> None:
        self.plan, self.layout, self.planes = plan, layout, planes
        self._rulebook, self._kept, self._failed = rulebook, kept, failed
        programmes = plan.programmes
        self._left_out = np.zeros(len(programmes.services), bool)
        self._left_out[programmes.of_literal.service[np.isin(programmes.of_literal.atom, sorted(failed))]] = True
        failing = {service.id: FAILS for service, out in zip(programmes.services, self._left_out, strict=True) if out}
        self.refused: dict[str, Label] = plan.refused | failing

    @property
    def services(self) -> tuple[str, ...]:
        """The services answered, in the order of the counts."""
        return tuple(self.plan.programmes.ids[~self._left_out].tolist())

    @property
    def residents(self) -> int:
        """How many residents are packed."""
        return int(self.layout.residents.sum())

    @property
    def bytes(self) -> int:
        """Memory of planes and of what is kept for other days."""
        return self.planes.nbytes + sum(codes.nbytes for codes in self._kept.values())

    @cached_property
    def index(self) -> Index:
        """The region index."""
        share = np.bitwise_count(self.planes).sum(axis=1, dtype=np.int64) / max(1, self.residents)
        plan, lived_in = self.plan, self.layout.residents.sum(axis=0) > 0
        return index_of(plan.programmes, plan.plane, plan.by_zone, self._left_out, share, lived_in)

    def counts(self, *, compiled: bool | None = None) -> dict[str, int]:
        """Eligible residents of every service."""
        found = self._counts(_compiled(compiled))
        return {id: int(found[number]) for number, id in self._numbered()}

    def members(self, service: str) -> Int64s:
        """The numbers of the residents eligible for a service, ascending. KeyError: a service not answered here."""
        wanted = {id: number for number, id in self._numbered()}[service]
        candidates = np.flatnonzero(self.index.services == wanted)
        zones = np.searchsorted(self.index.zones, candidates, side="right") - 1
        found = [self._numbers(one, zone) for one, zone in zip(candidates.tolist(), zones.tolist(), strict=True)]
        return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def changes(self, day: dt.date, *, compiled: bool | None = None) -> dict[str, tuple[int, int]]:
        """service → (residents who come to have it, who lose it) from the packed day to another, by dates alone.

        Facts stay as they are. ValueError: other law is in force on that day, so that packing anew is needed.
        """
        date = self.plan.programmes.date
        if self._rulebook.era(day) != self._rulebook.era(date) or day.year != date.year:
            raise ValueError(f"{date}와 {day} 사이에 법이 바뀝니다 / the law changes between {date} and {day}")
        other, later = self._on(day)
        found = self._compare(other, later, _compiled(compiled))
        return {id: (int(found[0, number]), int(found[1, number])) for number, id in self._numbered()}

    # inside --------------------------------------------------------------------------------------------

    def _numbered(self) -> list[tuple[int, str]]:
        ids = self.plan.programmes.ids.tolist()
        return [(number, ids[number]) for number in np.flatnonzero(~self._left_out).tolist()]

    def _numbers(self, one: int, zone: int) -> Int64s:
        start, stop = self.layout.zones[zone : zone + 2].tolist()
        bits = plain.eligible(self.planes, self.planes, self.index, self.index.literal, one, start, stop)
        places = np.flatnonzero(np.unpackbits(bits.view(np.uint8), bitorder="little"))
        return self.layout.numbers(start + places // WORD, places % WORD)

    def _on(self, day: dt.date) -> tuple[Words, Int32s]:
        """Planes of the atoms that read the day, on another day, and the index's literals that mean these."""
        dated = [self.plan.groups[number] for number in self.plan.dated]
        other = np.zeros((sum(len(group.atoms) for group in dated), self.layout.words), np.uint64)
        moved = np.arange(self.plan.planes, dtype=np.int32)
        row = 0
        for number, group in zip(self.plan.dated, dated, strict=True):
            anew = replace(group, date=day, failed=set())
            self._fill(other[row : row + len(group.atoms)], anew, self._kept[number])
            if anew.failed - self._failed:
                raise ValueError(f"{day}: 조건을 계산할 수 없는 주민이 있습니다 / {FAILS.en}")
            for atom in group.atoms:
                moved[self.plan.plane[atom]] = self.plan.planes + row
                row += 1
        return other, moved[self.index.literal // 2] * 2 + self.index.literal % 2

    def _fill(self, planes: Words, group: Group, kept: NDArray[np.generic]) -> None:
        for start in range(0, len(kept), AT_ONCE):
            codes = kept[start : start + AT_ONCE]
            bits = np.packbits(group.bits(codes.astype(np.int64)), axis=1, bitorder="little").view("<u8")
            planes[:, start // WORD : start // WORD + bits.shape[1]] = bits

    def _tiles(self, size: int) -> Int64s:
        """(zone, first word, last and one) of every tile."""
        zones = self.layout.zones.tolist()
        tiles = [
            (zone, start, min(start + size, stop))
            for zone, (begin, stop) in enumerate(pairwise(zones))
            for start in range(begin, stop, size)
        ]
        return np.array(tiles, np.int64).reshape(-1, 3)

    def _counts(self, compiled: bool) -> Int64s:
        services, index = len(self._left_out), self.index
        if not compiled:
            return plain.count(self.planes, self.layout.zones, index, services)
        from madang.rules.bitmaps import kernels

        counts = np.zeros((LANES, services), np.int64)
        kernels.count(
            self.planes, self._tiles(kernels.TILE), index.zones, index.services, index.conjuncts, index.literals,
            index.literal, counts,
        )  # fmt: skip
        total: Int64s = counts.sum(axis=0)
        return total

    def _compare(self, other: Words, later: Int32s, compiled: bool) -> Int64s:
        services, index = len(self._left_out), self.index
        if not compiled:
            return plain.compare(self.planes, other, self.layout.zones, index, later, services)
        from madang.rules.bitmaps import kernels

        counts = np.zeros((LANES, 2, services), np.int64)
        kernels.compare(
            self.planes, other, self._tiles(kernels.TILE), index.zones, index.services, index.conjuncts,
            index.literals, index.literal, later, counts,
        )  # fmt: skip
        total: Int64s = counts.sum(axis=0)
        return total


def _compiled(wanted: bool | None) -> bool:
    return find_spec("numba") is not None if wanted is None else wanted
