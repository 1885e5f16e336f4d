"""The whole population, block by block: memory is bounded by a block of about 20,000 residents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from madang.simulation.population import (
    circumstances,
    drawn,
    facts,
    hardship,
    kin,
    names,
    receipt,
    spacing,
    wealth,
    who,
    work,
)
from madang.simulation.population.block import Block, settle
from madang.simulation.population.calendar_days import reference
from madang.simulation.population.columns import Column, Table
from madang.simulation.population.marginals import (
    Counts,
    Marginals,
    allocate,
    divide,
    largest_remainder,
    province_codes,
    read_marginals,
)
from madang.simulation.population.matching import Floats
from madang.simulation.population.pool import draw_pool

block_size = 20_000
version = 6
"""Raised whenever the same seed gives other bytes than before."""


@dataclass(frozen=True, slots=True)
class Written:
    """A finished block: its first person and home number and its columns with global numbers."""

    first_person: int
    first_home: int
    persons: dict[str, Column]
    homes: dict[str, Column]


def typical_price(marginals: Marginals) -> Floats:
    """Typical official price of a home by region, won: by kind of region (assumed)."""
    big = {"11": 420e6, "41": 260e6, "28": 200e6, "26": 180e6, "30": 180e6, "36": 230e6}
    base = big.get(marginals.province[:2], 140e6)
    kind = [0.55 if name.endswith("군") else 1.0 for name in marginals.names]
    total = marginals.counts.sum(axis=(1, 2))
    return base * np.array(kind) * np.where(total > 900_000, 1.25, 1.0)


def make_block(marginals: Marginals, cells: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
               rng: np.random.Generator) -> Block:  # fmt: skip
    """One block of residents with everything about them."""
    block = settle(draw_pool(cells, rng), rng)
    spacing.space(block)
    kin.tie(block)
    who.describe(block)
    hardship.disable(block)
    work.earn(block)
    wealth.own(block, typical_price(marginals))
    hardship.burden(block)
    names.name(block)
    return block


def columns_of(
    block: Block, first_person: int, first_home: int, first_region: int
) -> tuple[dict[str, Column], dict[str, Column]]:
    """(columns of persons, columns of homes) with numbers that go on from the first ones."""
    homes = block.homes
    persons: dict[str, Column] = {
        "birth": block.pool.birth,
        "sex": block.pool.sex.astype(np.uint8),
        "home": (homes.home + first_home).astype(np.int32),
        "role": homes.role.astype(np.uint8),
    }
    for name in ("spouse", "mother", "father"):
        local = getattr(homes, name)
        persons[name] = np.where(local >= 0, local + first_person, -1).astype(np.int32)
    persons |= block.facts
    of_homes = dict(block.home_facts)
    of_homes["part"] = np.arange(block.home_count, dtype=np.uint16)
    of_homes["facility"] = np.zeros(block.home_count, dtype=np.uint8)
    of_homes["facility"][homes.home] = homes.facility.astype(np.uint8)
    for name in ("region", "previous_region"):
        values = of_homes[name].astype(np.int16)
        of_homes[name] = np.where(values >= 0, values + first_region, -1).astype(np.int16)
    return persons, of_homes


@dataclass(frozen=True, slots=True)
class Share:
    """A block before it is made: its number among all, its province, its residents by region, sex and band, and the
    number of the province's first region."""

    number: int
    marginals: Marginals
    cells: Counts
    first_region: int


def shares(size: int, province: str) -> list[Share]:
    """Every block of a population, in order; blocks of nobody are left out and keep their numbers."""
    every = [read_marginals(code) for code in province_codes(province)]
    sizes = largest_remainder(np.array([m.counts.sum() for m in every]), size)
    found = []
    first_region = number = 0
    for marginals, people in zip(every, sizes, strict=True):
        cells = allocate(marginals, int(people))
        for part in divide(cells, max(1, -(-int(people) // block_size))):
            if part.sum():
                found.append(Share(number, marginals, part, first_region))
            number += 1
        first_region += len(marginals.codes)
    return found


def whole_block(share: Share, seed: int) -> Block:
    """The block with everything about its residents, from its own stream of random numbers (PCG64, by number)."""
    block = make_block(share.marginals, share.cells, _stream(seed, share.number))
    circumstances.describe(block, _stream(seed, share.number, circumstances.STREAM))
    receipt.receive(block, _stream(seed, share.number, receipt.STREAM))
    drawn.draw(block, facts.unmodelled(), _stream(seed, share.number, drawn.STREAM))
    return block


def _stream(seed: int, *key: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=key)))


def blocks(size: int, seed: int, province: str) -> Iterator[Written]:
    """The blocks of a population, written down."""
    first_person = first_home = 0
    for share in shares(size, province):
        block = whole_block(share, seed)
        persons, homes = columns_of(block, first_person, first_home, share.first_region)
        yield Written(first_person, first_home, persons, homes)
        first_person += block.count
        first_home += block.home_count


def block_sizes(size: int, province: str) -> list[int]:
    """How many persons each block of a population has: no family reaches out of its block."""
    return [int(share.cells.sum()) for share in shares(size, province)]


def write(
    size: int,
    seed: int,
    province: str,
    folder: Path,
    also: Callable[[Written], None] | None = None,
    noted: Mapping[str, str] | None = None,
) -> None:
    """Writes a population of `size` residents into the folder; `also` sees each block as it is written.

    noted: further entries of the manifest.
    """
    every = [read_marginals(code) for code in province_codes(province)]
    rows = {}
    with Table(folder / "persons") as persons, Table(folder / "homes") as homes:
        for written in blocks(size, seed, province):
            persons.append(written.persons)
            homes.append(written.homes)
            if also:
                also(written)
        rows = {"persons": persons.rows, "homes": homes.rows}
    manifest = {
        **(noted or {}),
        "synthetic": True,
        "version": version,
        "size": size,
        "seed": seed,
        "province": province,
        "reference": reference.isoformat(),
        "rows": rows,
        "regions": [{"code": c, "name": n} for m in every for c, n in zip(m.codes, m.names, strict=True)],
    }
    (folder / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8"
    )
