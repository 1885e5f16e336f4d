"""The least and the greatest numbers of columns, of all of them in one call."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from madang.rules.columns.chunk import Column, Extremes
from madang.rules.columns.compiling import compiled
from madang.rules.columns.kernel import Kernel
from madang.rules.columns.workspace import address_of

NO_FIGURES = np.zeros(1, dtype=np.int64)


def kernel_of_extremes() -> Kernel:
    """Written like any other, so that it is kept with them: rows are columns, by address and length."""
    kernel = Kernel("extremes", makes=(("value", "low", 0), ("value", "high", 0)))
    where, length = kernel.array(("value", "address", 0)), kernel.array(("value", "length", 0))
    w = kernel.w
    w.line(f"column = column64({where}[a])")
    w.line("low = column[0]")
    w.line("high = low")
    with w.block(f"for j in range({length}[a])"):
        w.line("low = min(low, column[j])")
        w.line("high = max(high, column[j])")
    w.line("out0[a] = low")
    w.line("out1[a] = high")
    kernel.finish(["    for a in range(n):"], [])
    return kernel


def extremes_by(folder: Path | None) -> Extremes:
    """The function, compiled; every column must have at least one row."""
    run = compiled(kernel_of_extremes(), folder)

    def extremes(columns: Sequence[Column]) -> tuple[list[int], list[int]]:
        told = np.empty((4, len(columns)), dtype=np.int64)
        told[0] = [address_of(column) for column in columns]
        told[1] = [len(column) for column in columns]
        addresses = address_of(told) + np.arange(4, dtype=np.int64) * told.strides[0]
        run(len(columns), 0, 0, NO_FIGURES, addresses)
        return told[2].tolist(), told[3].tolist()

    return extremes
