"""A population as a source of chunks: on disk, or drawn block by block and never written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from madang.rules.columns.service import Chunk, Columns
from madang.simulation.population.chunks import Chunks, blocks_of
from madang.simulation.population.generation import Written, block_sizes, blocks
from madang.simulation.population.marginals import province_codes, read_marginals
from madang.simulation.population.reading import Population


class PopulationSource:
    """Chunks of whole families with the region of every home.

    counted: residents in it; stands_for: residents registered in the province (nation) it was drawn for.
    """

    synthetic = True

    def __init__(
        self, size: int, province: str, regions: Sequence[Mapping[str, str]], read: Callable[[], Iterator[Written]]
    ) -> None:
        self._read, self._regions = read, regions
        self.counted = size
        registered = sum(int(read_marginals(code).counts.sum()) for code in province_codes(province))
        self.stands_for = max(size, registered)
        self.blocks = len(block_sizes(size, province))

    @property
    def regions(self) -> list[str]:
        """Names of the regions in the order of their numbers, each with its province before it."""
        return [region["name"] for region in self._regions]

    def chunks(self, columns: Columns, every: int = 1) -> Iterator[tuple[Chunk, NDArray[np.int64]]]:
        """Each chunk with the number of the region of every home, in the order of the population."""
        made = Chunks(columns, self._regions)
        for number, written in enumerate(self._read()):
            if number % every == 0:
                yield made.chunk(written), written.homes["region"].astype(np.int64)


def on_disk(population: Population) -> PopulationSource:
    """The population in a folder."""
    manifest = population.manifest
    return PopulationSource(manifest["size"], manifest["province"], manifest["regions"], lambda: blocks_of(population))


def as_drawn(size: int, seed: int, province: str) -> PopulationSource:
    """A population drawn anew whenever it is gone through. UnknownProvince."""
    every = [read_marginals(code) for code in province_codes(province)]
    regions = [{"code": c, "name": n} for m in every for c, n in zip(m.codes, m.names, strict=True)]
    return PopulationSource(size, province, regions, lambda: blocks(size, seed, province))
