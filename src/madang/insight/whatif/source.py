"""Where residents come from: anything that gives chunks of whole families for a column engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from madang.rules.columns.service import Chunk, Columns


class Source(Protocol):
    """A population. counted: residents in it; stands_for: residents it was drawn to stand for."""

    counted: int
    stands_for: int
    synthetic: bool

    @property
    def regions(self) -> Sequence[str]:
        """Names of the regions, in the order of their numbers."""

    @property
    def blocks(self) -> int:
        """How many chunks there are."""

    def chunks(self, columns: Columns, every: int = 1) -> Iterator[tuple[Chunk, NDArray[np.int64]]]:
        """Each chunk (or every so-manieth, from the first) with the number of the region of every home."""
