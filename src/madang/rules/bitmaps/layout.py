"""Where each resident's bit stands: zones one after another, in each the runs of the blocks, in whole words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madang.rules.bitmaps.source import Part

WORD = 64
Int64s = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Words of a plane. zones: first word of each zone (int64[zones + 1]); starts: first word of the run of each block
    and zone (int64[parts, zones]); residents: how many the run holds; first: the number of its first resident."""

    zones: Int64s
    starts: Int64s
    residents: Int64s
    first: Int64s

    @property
    def words(self) -> int:
        """Words of a plane."""
        return int(self.zones[-1])

    def numbers(self, words: Int64s, bits: Int64s) -> Int64s:
        """The residents' numbers behind positions (word, bit), all of which hold one."""
        order = np.argsort(self.starts, axis=None, kind="stable")
        starts = self.starts.ravel()[order]
        # A run of nobody begins where the next one does, and comes before it: the last that begins is meant.
        run = order[np.searchsorted(starts, words, side="right") - 1]
        found: Int64s = self.first.ravel()[run] + (words - self.starts.ravel()[run]) * WORD + bits
        return found


def lay_out(parts: Sequence[Part]) -> Layout:
    """Room for every block of every zone."""
    residents = np.stack([part.residents for part in parts])
    words = -(-residents // WORD)
    zones = np.r_[0, np.cumsum(words.sum(axis=0))]
    starts = zones[:-1] + np.cumsum(words, axis=0) - words
    before = np.cumsum(residents, axis=1) - residents
    first = before + np.array([part.first for part in parts])[:, None]
    order = residents > 0
    return Layout(zones, np.where(order, starts, zones[-1]), residents, first)


def padded(residents: Int64s) -> tuple[Int64s, Bools]:
    """For the residents of each zone of a block: the row behind every bit of its words, and whether it is one.

    Bits that hold nobody repeat the run's last row.
    """
    room = -(-residents // WORD) * WORD
    zone = np.repeat(np.arange(len(residents)), room)
    within = np.arange(len(zone)) - np.repeat(np.cumsum(room) - room, room)
    first = np.cumsum(residents) - residents
    rows = first[zone] + np.minimum(within, residents[zone] - 1)
    return rows, within < residents[zone]
