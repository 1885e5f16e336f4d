"""From sums over a sample to the figure for everybody, and how far off it may be.

A sample of homes stands for a larger population; residents of one home are drawn together (cluster sampling without
replacement: Cochran, Sampling Techniques, 3rd ed., §9A, with equal weights for homes).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from madang.insight.whatif.tally import MEASURES, Tally


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure for everybody. error: its standard error, 0 when everybody was counted."""

    value: float
    error: float

    @property
    def margin(self) -> float:
        """Half the width of a 95 % interval."""
        return 1.96 * self.error


def estimate(tally: Tally, measure: str, dimension: str = "", group: int = 0, *, stands_for: int) -> Estimate:
    """The measure of a group for a population of `stands_for` residents, of whom the tally has seen some or all."""
    place = MEASURES.index(measure)
    total, squares = tally.sums[dimension][group, place], tally.squares[dimension][group, place]
    if tally.residents == 0 or stands_for <= tally.residents:
        return Estimate(float(total), 0.0)
    weight = stands_for / tally.residents
    homes = tally.homes
    if homes < 2:
        return Estimate(total * weight, math.inf)
    spread = max(0.0, squares - total**2 / homes)
    variance = weight**2 * (1 - 1 / weight) * homes / (homes - 1) * spread
    return Estimate(total * weight, math.sqrt(variance))
