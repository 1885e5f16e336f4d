"""Where packed residents come from: blocks of residents as columns of small codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Part:
    """A block before it is made: its number, the number of its first resident, and how many live in each zone."""

    number: int
    first: int
    residents: NDArray[np.int64]


class Source(Protocol):
    """A population by blocks. Within a block residents stand in the order of their zones.

    A zone is an area for which services are looked up together; `places` gives the places (codes of the column
    `residence.region`) a resident of the zone can have, more than one where a former region was split.
    """

    @property
    def domains(self) -> Mapping[str, Sequence[Any]]:
        """Column → the value behind each code; those of `residence.region` map facts of the region to values."""

    @property
    def zones(self) -> Sequence[Sequence[int]]:
        """For each zone its places."""

    def parts(self) -> Sequence[Part]:
        """Every block, in order of their first residents."""

    def codes(self, part: Part, columns: Sequence[str]) -> Mapping[str, Codes]:
        """The block's residents: int64[residents] for each column."""
