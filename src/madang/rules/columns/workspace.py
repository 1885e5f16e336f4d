"""The arrays of one thread while kernels run: those that a chunk lends, and those that kernels fill.

The latter stay from one chunk to the next: fresh memory costs more than the work in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.rules.columns.chunk import Column
from madang.rules.columns.kernel import SMALL, Kernel, Ref

Addresses = NDArray[np.int64]


class Workspace(Mapping[Ref, Column]):
    """Columns by what they hold, as long as their rows. Every kernel finds the addresses of its arrays side by side."""

    def __init__(self, kernels: Sequence[Kernel]) -> None:
        self._places: dict[Ref, int] = {}
        of_kernels = [
            [self._places.setdefault(ref, len(self._places)) for ref in kernel.arguments] for kernel in kernels
        ]
        self._arrays: list[Any] = [None] * len(self._places)
        self._sizes = [0] * len(self._places)
        self._addresses = np.zeros(len(self._places), dtype=np.int64)
        self._order = np.array([place for places in of_kernels for place in places], dtype=np.int64)
        self._in_order = np.zeros(len(self._order), dtype=np.int64)
        ends = np.cumsum([len(places) for places in of_kernels]).tolist()
        self.addresses = [self._in_order[end - len(one) : end] for end, one in zip(ends, of_kernels, strict=True)]
        """For each kernel those of its arguments, once they are settled."""

    def lend(self, ref: Ref, column: Column) -> None:
        """A column of the chunk."""
        place = self._places[ref]
        self._arrays[place], self._sizes[place], self._addresses[place] = column, len(column), address_of(column)

    def make_room(self, ref: Ref, size: int) -> None:
        """A column that a kernel will fill, its content of no meaning."""
        place = self._places[ref]
        held = self._arrays[place]
        if held is None or len(held) < size:
            held = np.empty(size + size // 8, dtype=np.int8 if ref[0] in SMALL else np.int64)
            self._arrays[place], self._addresses[place] = held, address_of(held)
        self._sizes[place] = size

    def settle(self) -> None:
        """Tells every kernel the addresses of its arrays."""
        np.take(self._addresses, self._order, out=self._in_order)

    def __getitem__(self, ref: Ref) -> Column:
        place = self._places[ref]
        found: Column = self._arrays[place][: self._sizes[place]]
        return found

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def address_of(column: Column) -> int:
    """Where the first cell lies."""
    found: int = column.__array_interface__["data"][0]
    return found
