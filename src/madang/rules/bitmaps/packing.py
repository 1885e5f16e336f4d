"""Packs a population: blocks into planes of bits, by several processes into one shared memory."""

from __future__ import annotations

import datetime as dt
import mmap
import multiprocessing
from collections.abc import Iterable
from multiprocessing.connection import Connection

import numpy as np
from numpy.typing import NDArray

from madang.rules.binding.rulebook import Rulebook
from madang.rules.bitmaps.layout import WORD, Layout, lay_out, padded
from madang.rules.bitmaps.packed import Packed
from madang.rules.bitmaps.planes import Plan, plan_on
from madang.rules.bitmaps.source import Part, Source
from madang.rules.model import Label, ServiceDefinition

Words = NDArray[np.uint64]


class TooLarge(ValueError):
    """The packed population would not fit into the memory given: `needed` and `given` bytes."""

    def __init__(self, needed: int, given: int) -> None:
        self.needed, self.given = needed, given
        self.label = Label(
            f"압축한 인구에 {needed / 1e6:,.0f} MB가 필요한데 {given / 1e6:,.0f} MB만 쓸 수 있습니다. "
            "서비스를 나누어 하거나 메모리를 늘려 주세요.",
            f"the packed population needs {needed / 1e6:,.0f} MB and {given / 1e6:,.0f} MB are given; "
            "take fewer services at a time, or more memory",
        )
        super().__init__(f"{self.label.ko} / {self.label.en}")


def pack(
    rulebook: Rulebook,
    date: dt.date,
    services: Iterable[ServiceDefinition],
    source: Source,
    *,
    workers: int = 1,
    memory: int | None = None,
) -> Packed:
    """The residents of a source as planes for the services. With several workers (Linux) each takes every nth block.

    The packed population stands in memory, a bit for each resident and plane; each worker takes a block besides.
    memory: most bytes the packed population may take. TooLarge before anything is read; RuntimeError: a worker died.
    """
    return Packer(rulebook, date, services, source).pack(source, workers=workers, memory=memory)


class Packer:
    """Packs sources that share columns, values and zones, one after another: an atom is worked out once for all.

    like: any of them; its blocks are not looked at. What failed for a resident of one source is refused for the later
    ones too, so that counts of several sources add up for services that none of them refuses.
    """

    def __init__(self, rulebook: Rulebook, date: dt.date, services: Iterable[ServiceDefinition], like: Source) -> None:
        self.rulebook = rulebook
        self.plan = plan_on(rulebook, date, services, like)

    def pack(self, source: Source, *, workers: int = 1, memory: int | None = None) -> Packed:
        """One source. TooLarge before anything is read; RuntimeError: a worker died."""
        plan, parts = self.plan, source.parts()
        layout = lay_out(parts)
        if memory is not None and (needed := bytes_of(plan, layout)) > memory:
            raise TooLarge(needed, memory)
        packing = _Packing(plan, source, parts, layout)
        failed = packing.fill(parts) if workers == 1 else packing.fill_together(workers)
        return Packed(self.rulebook, plan, packing.layout, packing.planes, packing.kept, plan.failing | failed)


def bytes_of(plan: Plan, layout: Layout) -> int:
    """What the planes take, and the codes that are kept to work out another day."""
    kept = sum(np.dtype(_small(plan.groups[number].known.size)).itemsize for number in plan.dated)
    return layout.words * (plan.planes * WORD // 8 + kept * WORD)


def shared(shape: tuple[int, ...], dtype: type[np.generic]) -> NDArray[np.generic]:
    """Zeros in memory that processes forked from this one share."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    return np.frombuffer(mmap.mmap(-1, max(1, size)), dtype, count=int(np.prod(shape))).reshape(shape)


class _Packing:
    def __init__(self, plan: Plan, source: Source, parts: Iterable[Part], layout: Layout) -> None:
        self.plan, self.source, self.parts, self.layout = plan, source, list(parts), layout
        self.planes: Words = shared((plan.planes, layout.words), np.uint64)  # type: ignore[assignment]
        self.kept = {
            number: shared((layout.words * WORD,), _small(plan.groups[number].known.size)) for number in plan.dated
        }

    def fill(self, parts: Iterable[Part]) -> set[int]:
        """Packs some blocks; the atoms that were neither true nor false for somebody."""
        for part in parts:
            self._block(part)
        return {atom for group in self.plan.groups for atom in group.failed}

    def fill_together(self, workers: int) -> set[int]:
        """Packs all blocks in processes of their own."""
        context = multiprocessing.get_context("fork")
        running = []
        for number in range(workers):
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=self._share, args=(number, workers, theirs))
            process.start()
            theirs.close()
            running.append((process, ours))
        failed: set[int] = set()
        died = []
        for process, ours in running:
            try:
                failed |= ours.recv()
            except EOFError:
                died.append(process.pid)
            process.join()
        if died:
            raise RuntimeError(f"packing stopped: worker {died} died")
        return failed

    def _share(self, number: int, workers: int, out: Connection) -> None:
        out.send(self.fill(self.parts[number::workers]))
        out.close()

    def _block(self, part: Part) -> None:
        codes = self.source.codes(part, self.plan.columns)
        rows, there = padded(part.residents)
        found = [there[None, :]]
        kept = {}
        for number, group in enumerate(self.plan.groups):
            combined = group.combined(codes)[rows]
            found.append(group.bits(combined) & there)
            if number in self.kept:
                kept[number] = combined
        words = np.vstack([np.packbits(bits, axis=1, bitorder="little").view("<u8") for bits in found])
        begin = 0
        starts = self.layout.starts[part.number]
        for zone in np.flatnonzero(part.residents).tolist():
            start, count = int(starts[zone]), -(-int(part.residents[zone]) // WORD)
            self.planes[:, start : start + count] = words[:, begin : begin + count]
            for number, combined in kept.items():
                of_zone = combined[begin * WORD : (begin + count) * WORD]
                self.kept[number][start * WORD : (start + count) * WORD] = of_zone
            begin += count


def _small(values: int) -> type[np.generic]:
    """The smallest type that holds so many codes."""
    return np.uint8 if values <= 1 << 8 else np.uint16 if values <= 1 << 16 else np.uint32
