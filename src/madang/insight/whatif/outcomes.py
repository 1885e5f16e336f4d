"""What one service comes to for every resident of a block, before and after a change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Won = NDArray[np.int64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """One service over the n residents of a block, each taken as the applicant.

    eligible (bool[n]); open (bool[n]): an unknown keeps the answer open; amount (int64[n]): won for the applicant's
    unit, 0 where not eligible; unit (int64[n]): a number that is the same for all applicants of one unit.
    """

    eligible: Flags
    open: Flags
    amount: Won
    unit: Rows


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Who the residents of a block are. home, region, age band and decile: int64[n] each; homes are of this block."""

    home: Rows
    groups: dict[str, Rows]

    @property
    def homes(self) -> int:
        """Homes of the block; somebody lives in each."""
        return int(self.home.max()) + 1 if len(self.home) else 0
