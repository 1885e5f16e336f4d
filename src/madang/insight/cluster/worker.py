"""What a worker does with its blocks: functions for `mapInArrow`, found by name where Madang is installed.

The engine is built once in a worker's process and kept for the blocks that follow. Whatever goes wrong is raised with
the number of the block, in words that the driver finds again in Spark's report.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from madang.insight.cluster.about import Coding
from madang.insight.cluster.block_rows import codes_of, families_of
from madang.insight.cluster.measures import (
    DUE,
    EVERYBODY,
    NOWHERE,
    PEAK,
    PERSONS,
    REFUSED,
    SPENT,
    Measure,
    failing_measures,
    left_rows,
    measures,
)
from madang.insight.cluster.task import Task, unpacked_coding
from madang.rules.columns.service import Columns, failing_in, finish
from madang.rules.service import Packer, Part, packer_on, services_on

RESULT = "service string, region int, measure string, value bigint"
"""The rows that come out, as Spark writes a schema."""
MARK = "madang block"
"""Begins the words that name a block."""

_engines: dict[tuple[object, ...], Any] = {}
"""The engine of this process, by the task it was built for; one at a time."""


class BlockStopped(RuntimeError):
    """A block that could not be worked out: its number and what was wrong."""

    def __init__(self, block: object, cause: Exception) -> None:
        super().__init__(f"{MARK} {block}: {type(cause).__name__}: {cause}")


def families(task: Task, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Blocks of families by the column engine; what it leaves, the interpreter finishes here."""
    yield from _blocks(batches, lambda batch, row: _families(task, batch, row))


def codes(task: Task, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Blocks of coded residents by the bitmaps."""
    yield from _blocks(batches, lambda batch, row: _codes(task, batch, row))


def _blocks(
    batches: Iterable[pa.RecordBatch], work: Callable[[pa.RecordBatch, int], list[Measure]]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for row in range(batch.num_rows):
            try:
                found = work(batch, row)
            except Exception as cause:
                raise BlockStopped(batch.column("block")[row], cause) from cause
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            yield _as_batch([*found, Measure(EVERYBODY, NOWHERE, PEAK, peak)])


def _families(task: Task, batch: pa.RecordBatch, row: int) -> list[Measure]:
    clock = _Clock()
    with clock.on("compile"):
        columns = _built(task, _columns)
    with clock.on("arrow"):
        chunk, regions = families_of(batch, row)
    with clock.on("kernels"):
        found = columns.run(chunk)
    with clock.on("interpreter"):
        left = left_rows(found)
        finish(columns.rulebook, columns.date, chunk, found)
        failing = failing_in(columns.rulebook, columns.date, chunk, found)
    with clock.on("counts"):
        counted = list(measures(chunk, regions, found, left))
    block = batch.column("block")[row].as_py()
    return [*counted, *failing_measures(block, failing), *clock.measures()]


def _codes(task: Task, batch: pa.RecordBatch, row: int) -> list[Measure]:
    clock = _Clock()
    with clock.on("compile"):
        packer = _built(task, _packer)
    with clock.on("arrow"):
        province, part, held = codes_of(batch, row)
    with clock.on("pack"):
        packed = packer.pack(_OneBlock(part, held, packer.coding))
    with clock.on("count"):
        counts = packed.counts()
    eligible = [Measure(id, province, DUE, count) for id, count in counts.items()]
    refused = [Measure(id, NOWHERE, f"{REFUSED}{why.ko} / {why.en}", 1) for id, why in packed.refused.items()]
    return [Measure(EVERYBODY, province, PERSONS, packed.residents), *eligible, *refused, *clock.measures()]


# --- engines ---------------------------------------------------------------------------------------


def _built(task: Task, build: Callable[[Task], Any]) -> Any:
    found = _engines.get(task.key)
    if found is None:
        _engines.clear()
        found = _engines[task.key] = build(task)
    return found


def _columns(task: Task) -> Columns:
    rulebook = task.law.rulebook()
    return Columns(rulebook, task.date, services_on(rulebook, task.date, task.services), task.kernels)


@dataclass(frozen=True, slots=True)
class _Packs:
    """A packer with the coding it was made for."""

    packer: Packer
    coding: Coding

    def pack(self, source: _OneBlock) -> Any:
        return self.packer.pack(source)


def _packer(task: Task) -> _Packs:
    assert task.coding is not None
    coding = unpacked_coding(task.coding)
    nobody = _OneBlock(None, {}, coding)
    return _Packs(packer_on(task.law.rulebook(), task.date, nobody, task.services), coding)


@dataclass(frozen=True, slots=True)
class _OneBlock:
    """One block as a source of its own for the bitmaps."""

    part: Part | None
    held: Mapping[str, Any]
    coding: Coding

    @property
    def domains(self) -> Mapping[str, Sequence[Any]]:
        return self.coding.domains

    @property
    def zones(self) -> Sequence[Sequence[int]]:
        return self.coding.zones

    def parts(self) -> Sequence[Part]:
        return [] if self.part is None else [self.part]

    def codes(self, part: Part, columns: Sequence[str]) -> Mapping[str, Any]:
        return {name: self.held[name] for name in columns}


# --- figures ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Clock:
    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def on(self, what: str) -> Iterator[None]:
        begun = time.process_time()
        yield
        self.spent[what] = self.spent.get(what, 0.0) + time.process_time() - begun

    def measures(self) -> list[Measure]:
        return [Measure(EVERYBODY, NOWHERE, SPENT + name, round(time_ * 1e6)) for name, time_ in self.spent.items()]


def _as_batch(found: Sequence[Measure]) -> pa.RecordBatch:
    service, region, name, value = zip(*found, strict=True)
    return pa.RecordBatch.from_arrays(
        [pa.array(service), pa.array(region, pa.int32()), pa.array(name), pa.array(value, pa.int64())],
        names=["service", "region", "measure", "value"],
    )
