"""The door of the simulation: make a population, open it, read one resident's family, run its agencies."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from madang.rules.service import load_regions
from madang.simulation.agencies.control import Control
from madang.simulation.agencies.records import fields_digest
from madang.simulation.agencies.running import RunningAgencies
from madang.simulation.agencies.server import serve
from madang.simulation.agencies.signing import Identity
from madang.simulation.agencies.slices import SliceWriter, agencies, number_of, resident_of, slice_path
from madang.simulation.catalogue import published
from madang.simulation.catalogue import writing as catalogue
from madang.simulation.catalogue.published import Published
from madang.simulation.catalogue.serving import CatalogueServer, serving
from madang.simulation.population.calendar_days import reference
from madang.simulation.population.coded import CodedPopulation
from madang.simulation.population.columns import digest
from madang.simulation.population.demo import DemoPerson, demo_people, youngest
from madang.simulation.population.facts import provided
from madang.simulation.population.generation import Written, blocks, version, write
from madang.simulation.population.marginals import UnknownProvince, province_codes, provinces, read_marginals
from madang.simulation.population.reading import (
    NoSuchResident,
    Population,
    family_of,
    name_of,
    open_population,
    person_id,
    residents,
)

if TYPE_CHECKING:
    from madang.rules.columns.service import Columns
    from madang.simulation.population.chunks import Chunks
    from madang.simulation.population.source import PopulationSource

__all__ = [
    "CatalogueServer",
    "CodedPopulation",
    "Control",
    "DemoPerson",
    "Identity",
    "NoSuchResident",
    "Population",
    "Published",
    "RunningAgencies",
    "UnknownProvince",
    "Written",
    "agencies",
    "blocks_made",
    "blocks_of",
    "chunks_for",
    "default_province",
    "demo_people",
    "digest",
    "family_of",
    "generate",
    "is_there",
    "make_catalogue",
    "name_of",
    "number_of",
    "open_population",
    "person_id",
    "provided",
    "provinces",
    "publish_catalogue",
    "resident_of",
    "residents",
    "serve",
    "serving",
    "source_drawn",
    "source_of",
    "youngest",
]

default_province = "경상남도"
"""One province with a 특례시 (창원), ordinary cities, counties and depopulation areas, so that every class of
region outside the capital area occurs, and whose codes do not change between 2024 and 2026."""


def generate(size: int, seed: int, province: str, folder: Path | str, *, slices: bool = True) -> Population:
    """Makes a population of `size` residents and, with `slices`, the six agencies' parts of the truth.

    province: a name or code (시·도), or "nation". The folder's own files are replaced as one: a half-made population
    is never opened. UnknownProvince; ValueError for a size below one.
    """
    if size < 1:
        raise ValueError("주민이 한 명은 있어야 합니다 / a population has at least one resident")
    folder = Path(folder)
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    if slices:
        with SliceWriter(fresh / "agencies", province) as writer:
            write(size, seed, province, fresh, also=writer.add, noted={"slices": fields_digest()})
    else:
        write(size, seed, province, fresh)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return open_population(folder)


def make_catalogue(size: int, seed: int, folder: Path | str, *, on: dt.date = reference) -> dict[str, Any]:
    """A pack of `size` made-up services for the regions of a day, to be laid over the Korean pack (docs/catalogue.md).

    Gives its literal mix, JSON-ready. ValueError for a size below one, or a folder with other things in it; a former
    catalogue there is replaced.
    """
    if size < 1:
        raise ValueError("서비스가 하나는 있어야 합니다 / a catalogue has at least one service")
    return catalogue.write(size, seed, on, load_regions(), Path(folder))


def publish_catalogue(
    size: int, seed: int, folder: Path | str | None = None, *, on: dt.date = reference, dirt: float = 0.01
) -> Published:
    """The made-up catalogue as 정부24 publishes it, dirt and all; written as pages into a folder where one is named.

    ValueError for a size below one.
    """
    if size < 1:
        raise ValueError("서비스가 하나는 있어야 합니다 / a catalogue has at least one service")
    found = published.publish(size, seed, on, load_regions(), dirt=dirt)
    if folder is not None:
        published.write(found, Path(folder))
    return found


def is_there(folder: Path | str, size: int, seed: int, province: str) -> bool:
    """Whether the folder holds this very population, made by this version, with slices of today's vocabulary."""
    try:
        manifest = open_population(folder).manifest
    except (OSError, ValueError):
        return False
    wanted = {"size": size, "seed": seed, "province": province, "version": version, "slices": fields_digest()}
    return wanted.items() <= manifest.items() and all(slice_path(Path(folder), one).exists() for one in agencies)


def chunks_for(columns: Columns, regions: list[dict[str, str]]) -> Chunks:
    """Makes chunks for a column engine; `regions` as in a population's manifest, or from `blocks_made`."""
    from madang.simulation.population.chunks import Chunks

    return Chunks(columns, regions)


def blocks_of(population: Population) -> Iterator[Written]:
    """The blocks of a population on disk: memory is bounded by one."""
    from madang.simulation.population.chunks import blocks_of as read

    return read(population)


def source_of(population: Population) -> PopulationSource:
    """A population on disk as chunks with the region of every home."""
    from madang.simulation.population.source import on_disk

    return on_disk(population)


def source_drawn(size: int, seed: int, province: str) -> PopulationSource:
    """A population drawn block by block whenever it is gone through, never written. UnknownProvince; ValueError."""
    from madang.simulation.population.source import as_drawn

    if size < 1:
        raise ValueError("주민이 한 명은 있어야 합니다 / a population has at least one resident")
    return as_drawn(size, seed, province)


def blocks_made(size: int, seed: int, province: str) -> tuple[Iterator[Written], list[dict[str, str]]]:
    """The blocks of a population as they are drawn, nothing written to disk, and its regions. UnknownProvince."""
    every = [read_marginals(code) for code in province_codes(province)]
    regions = [{"code": c, "name": n} for m in every for c, n in zip(m.codes, m.names, strict=True)]
    return blocks(size, seed, province), regions
