"""Brothers and sisters are born at least ten months apart, or on the same day.

Birth days move within their five-year band only, so the official age marginals stay exact.
"""

from __future__ import annotations

import numpy as np

from madang.simulation.population.block import Block
from madang.simulation.population.calendar_days import Days, ages, today
from madang.simulation.population.families import CHILD, GRANDCHILD
from madang.simulation.population.matching import Ints

shortest = 300
"""Days between two births of one mother (assumed)."""


def _band(birth: Days) -> Ints:
    return np.minimum(ages(birth) // 5, 20)


def space(block: Block) -> None:
    """Moves birth days that stand too near; pass after pass, since one move may crowd the next."""
    homes = block.homes
    parent = np.where(homes.mother >= 0, homes.mother, np.where(homes.father >= 0, homes.father, -1))
    parent = np.where(homes.role == GRANDCHILD, block.count + homes.home, parent)
    children = np.flatnonzero(np.isin(homes.role, (CHILD, GRANDCHILD)) & (parent >= 0))
    for last in (False,) * 12 + (True,):
        order = children[np.lexsort((block.pool.birth[children], parent[children]))]
        older, younger = order[:-1], order[1:]
        gap = block.pool.birth[younger] - block.pool.birth[older]
        close = (parent[older] == parent[younger]) & (gap > 0) & (gap < shortest)
        if not close.any():
            return
        _move(block, older[close], younger[close], last)


def _move(block: Block, older: Ints, younger: Ints, last: bool) -> None:
    birth = block.pool.birth
    if last:
        same = _band(birth[older]) == _band(birth[younger])
        birth[younger[same]] = birth[older[same]]
        return
    apart = shortest + block.rng.integers(0, 260, len(older))
    later = (birth[older] + apart).astype(np.int32)
    earlier = (birth[younger] - apart).astype(np.int32)
    may_later = (later <= today) & (_band(np.minimum(later, today)) == _band(birth[younger]))
    may_earlier = _band(earlier) == _band(birth[older])
    same = _band(birth[older]) == _band(birth[younger])
    twin = np.where(~may_later & ~may_earlier & same, birth[older], birth[younger])
    new_younger = np.where(may_later, later, twin)
    new_older = np.where(~may_later & may_earlier, earlier, birth[older])
    birth[younger] = new_younger
    birth[older] = new_older
