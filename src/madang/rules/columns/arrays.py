"""The arrays of a chunk while kernels run over it: each has a place, and a kernel names the places of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from madang.rules.columns.chunk import Column

Places = NDArray[np.int64]


class Arrays:
    """Columns by place, with their addresses beside them. An array lives as long as it has its place."""

    def __init__(self, columns: Sequence[Column | None]) -> None:
        self.held = list(columns)
        self.addresses = np.zeros(len(self.held), dtype=np.int64)
        for place, column in enumerate(columns):
            if column is not None:
                self.addresses[place] = address_of(column)

    def put(self, place: int, column: Column, address: int) -> None:
        """A column that a kernel is about to fill, and where it lies."""
        self.held[place] = column
        self.addresses[place] = address


def address_of(column: Column) -> int:
    """Where the first cell lies."""
    found: int = column.__array_interface__["data"][0]
    return found
