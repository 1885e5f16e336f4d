"""The least and the greatest number of a column, in one pass."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from madang.rules.columns.arrays import Arrays
from madang.rules.columns.chunk import Column, Extremes
from madang.rules.columns.compiling import compiled
from madang.rules.columns.kernel import Kernel

NO_FIGURES = np.zeros(1, dtype=np.int64)


def kernel_of_extremes() -> Kernel:
    """Written like any other, so that it is kept with them."""
    kernel = Kernel("extremes", makes=(("value", "extremes", 0),))
    column = kernel.array(("value", "column", 0))
    kernel.w.line(f"low = {column}[0]")
    kernel.w.line("high = low")
    with kernel.w.block("for a in range(n)"):
        kernel.w.line(f"low = min(low, {column}[a])")
        kernel.w.line(f"high = max(high, {column}[a])")
    kernel.w.line("out0[0] = low")
    kernel.w.line("out0[1] = high")
    kernel.finish(["    if n > 0:"], [])
    return kernel


def extremes_by(folder: Path | None) -> Extremes:
    """The function, compiled; a column must have at least one row."""
    run, places = compiled(kernel_of_extremes(), folder), np.arange(2)

    def extremes(column: Column) -> tuple[int, int]:
        found = np.empty(2, dtype=np.int64)
        run(len(column), 0, 0, NO_FIGURES, Arrays([column, found]), places)
        return int(found[0]), int(found[1])

    return extremes
