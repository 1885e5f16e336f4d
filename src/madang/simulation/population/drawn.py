"""Facts that the population has no model of: drawn by what the vocabulary says of them.

A new fact of the pack is filled as soon as it is written there: yes-or-no and choices by their `share`, figures mostly
by the least there can be, days mostly by none. Each has a random stream of its own, so a fact changes no other one.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from madang.simulation.population import together
from madang.simulation.population.block import Block
from madang.simulation.population.calendar_days import none, today
from madang.simulation.population.marginals import folder

STREAM = 2405
"""Sets these random numbers apart from those of the block itself."""
GROWN = 15
"""Younger people have no figures of their own, older ones no facts of children's."""

_rare = 0.05
_usual = {"month": 2_000_000, "year": 20_000_000, "day": 10_000_000, "instant": 1_000_000, "static": 1_000_000}
"""Won, around which money of that time is drawn (assumed)."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A fact of the vocabulary: name, entity, type, time, its choices in order, bounds, and shares by value."""

    name: str
    entity: str
    type: str
    time: str
    choices: tuple[str, ...]
    low: int
    high: int | None
    share: Mapping[str, float]


@cache
def definitions() -> tuple[Drawn, ...]:
    """Every askable fact of the pack and of the regional packs that lie in it, in the order of their files."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: list[Drawn] = []
    pack = folder.parent
    for path in (*sorted(pack.glob("vocabulary/*.yaml")), *sorted(pack.glob("regional/*/vocabulary/*.yaml"))):
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 -- the safe loader, in C
        found += [_definition(fact) for fact in loaded.get("facts", []) if "root" not in fact]
    return tuple(found)


def _definition(fact: Mapping[str, Any]) -> Drawn:
    return Drawn(
        fact["name"],
        fact["entity"],
        fact["type"],
        fact["time"],
        tuple(choice["value"] for choice in fact.get("choices", ())),
        int(fact.get("low") or 0),
        fact.get("high"),
        {str(value): float(part) for value, part in fact.get("share", {}).items()},
    )


def draw(block: Block, wanted: tuple[Drawn, ...], rng: np.random.Generator) -> None:
    """Fills the columns of the wanted facts; `rng` gives the block's seed of their streams."""
    seed = int(rng.integers(2**62))
    for fact in wanted:
        stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, zlib.crc32(fact.name.encode())])))
        at_home = fact.entity == "residence"
        values = _values(fact, block.home_count if at_home else block.count, stream)
        if at_home:
            block.home_facts[fact.name] = values
        else:
            block.facts[fact.name] = np.where(_may_have(fact, block), values, _quiet(fact)).astype(values.dtype)
    together.agree(block, {fact.name: _quiet(fact) for fact in wanted}, seed)


def _may_have(fact: Drawn, block: Block) -> NDArray[np.bool_]:
    if fact.name.startswith("child."):
        return block.age < GROWN + 4
    return (block.age >= GROWN) | (fact.type not in ("money", "number", "date"))


def _quiet(fact: Drawn) -> int:
    return none if fact.type == "date" else fact.low


def _values(fact: Drawn, count: int, rng: np.random.Generator) -> NDArray[Any]:
    if fact.type == "boolean":
        return rng.random(count) < fact.share.get("true", _rare)
    if fact.type == "choice":
        return rng.choice(len(fact.choices), count, p=_weights(fact)).astype(np.uint8)
    some = rng.random(count) < 0.3
    if fact.type == "date":
        return np.where(some, today - rng.integers(0, 1_000, count), none).astype(np.int32)
    if fact.type == "money":
        around = (_usual[fact.time] * np.exp(rng.normal(0, 0.6, count)) / 1_000).astype(np.int64) * 1_000
        return np.clip(np.where(some, around, fact.low), fact.low, fact.high)
    if fact.type == "number":
        most = fact.low + 60 if fact.high is None else min(fact.high, fact.low + 60)
        return np.where(some, rng.integers(fact.low, most + 1, count), fact.low).astype(np.int64)
    raise ValueError(f"{fact.name}: {fact.type}은(는) 정할 수 없습니다 / no value of this type can be drawn")


def _weights(fact: Drawn) -> list[float]:
    told = [fact.share.get(value) for value in fact.choices]
    left = max(0.0, 1.0 - sum(part for part in told if part is not None))
    open_ = sum(part is None for part in told)
    weights = [left / open_ if part is None else part for part in told]
    if not fact.share:
        weights = [0.8, *[0.2 / max(1, len(told) - 1)] * (len(told) - 1)]
    return [weight / sum(weights) for weight in weights]
