"""Facts without a model that go together: nobody has a day of a birth and no birth, or a birth without its day."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from madang.simulation.population.block import Block, Flags
from madang.simulation.population.calendar_days import none, today
from madang.simulation.population.marginals import folder, sexes

Column = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Together:
    """A line of together.yaml. sex: None for both; ages: the youngest and the oldest, whole years."""

    tells: str
    sex: str | None = None
    ages: tuple[int, int] = (0, 200)
    share: float | None = None
    most: int = 1
    then: Mapping[str, int] = field(default_factory=dict)


@cache
def every() -> tuple[Together, ...]:
    """The lines of the pack, in their order."""
    said = yaml.safe_load((folder / "together.yaml").read_text(encoding="utf-8"))
    return tuple(_read(line) for line in said)


def _read(line: Mapping[str, Any]) -> Together:
    of = line.get("of", {})
    first, last = of.get("ages", (0, 200))
    return Together(line["tells"], of.get("sex"), (first, last), line.get("share"), line.get("most", 1), line["then"])


def agree(block: Block, lowest: Mapping[str, int], seed: int) -> None:
    """Puts the drawn columns of the block right. lowest: of each drawn fact the least that can be told of it."""
    for line in every():
        facts = block.home_facts if line.tells in block.home_facts else block.facts
        if line.tells not in facts:
            continue
        rng = _stream(seed, line.tells)
        if line.tells in lowest:
            facts[line.tells] = _told_by_some(facts[line.tells], _may(line, block), lowest[line.tells], line, rng)
        so = facts[line.tells] > lowest.get(line.tells, 0)
        for name, most in line.then.items():
            if name in lowest:
                facts[name] = _follows(facts[name], so, lowest[name], most, _stream(seed, name))


def _may(line: Together, block: Block) -> Flags | bool:
    if line.tells in block.home_facts:
        return True
    youngest, oldest = line.ages
    right: Flags = (block.age >= youngest) & (block.age < oldest + 1)
    return right if line.sex is None else right & (block.pool.sex == sexes.index(line.sex))


def _told_by_some(values: Column, may: Flags | bool, least: int, line: Together, rng: np.random.Generator) -> Column:
    if line.share is not None:
        some = rng.random(len(values)) < line.share
        values = np.where(some, least + 1 + rng.poisson(0.02, len(values)), least).clip(least, line.most)
    return np.where(may, values, least).astype(values.dtype)


def _follows(values: Column, so: Flags, least: int, most: int, rng: np.random.Generator) -> Column:
    if least == none:
        told = today - rng.integers(0, most, len(values))
    else:
        told = rng.integers(max(least, 1), most + 1, len(values))
    return np.where(so, told, least).astype(values.dtype)


def _stream(seed: int, name: str) -> np.random.Generator:
    key = zlib.crc32(f"together {name}".encode())
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, key])))
