"""Kernels put in order and run over chunks."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from madang.rules.columns.book import Book
from madang.rules.columns.chunk import Chunk, Column, FactColumn, check_chunk, within_bounds
from madang.rules.columns.coding import BASE, MEMBERS, NULL, day_code, text_code
from madang.rules.columns.compiling import Compiled, compiled
from madang.rules.columns.kernel import Kernel, Ref
from madang.rules.columns.references import ABSENT, item_at
from madang.rules.columns.units import FULL
from madang.rules.loading.service import value_on

ROOM = 8
"""Places for members of units, for each person, to begin with."""


class _Room(threading.local):
    """The arrays that kernels fill, kept from one chunk to the next: fresh memory costs more than the work in it."""

    def __init__(self) -> None:
        self.arrays: dict[Ref, Column] = {}

    def array(self, ref: Ref, size: int) -> Column:
        """An array of that size, its content of no meaning."""
        held = self.arrays.get(ref)
        if held is None or len(held) < size:
            held = self.arrays[ref] = np.empty(size + size // 8, dtype=np.int64)
        return held[:size]


class Programme:
    """The kernels of a book that some values rest on, compiled. Of a chunk it keeps nothing but room for the next."""

    def __init__(
        self,
        book: Book,
        names: Iterable[str],
        folder: Path | None = None,
        compile_: Callable[[Kernel, Path | None], Compiled] = compiled,
    ) -> None:
        self.rulebook, self.date = book.rulebook, book.date
        self._room = _Room()
        self.kernels = _needed(book, names)
        self._runs = [(kernel, compile_(kernel, folder), self._figures(kernel)) for kernel in self.kernels]
        reads = [ref for kernel in self.kernels for ref in kernel.reads]
        self.wanted: list[FactColumn] = list(dict.fromkeys((ref[1], ref[2]) for ref in reads if ref[0] == "fact"))
        self.kinds: list[str] = list(dict.fromkeys(ref[1] for ref in reads if ref[0] == "starts" and ":" not in ref[1]))

    def work_out(self, chunk: Chunk) -> dict[Ref, Column]:
        """Every column of a chunk, what it gave and what kernels made of it; good until its thread's next chunk."""
        definitions = self.rulebook.pack.facts
        check_chunk(chunk, definitions, self.wanted)
        arrays: dict[Ref, Column] = {("home",): chunk.home}
        for name, basis in self.wanted:
            arrays["fact", name, basis, 0] = within_bounds(chunk.facts[name, basis], definitions[name], basis)
        for kind, lists in chunk.related.items():
            arrays["starts", kind], arrays["members", kind] = lists.starts, lists.members
        for kernel, function, figures in self._runs:
            if kernel.lists:
                self._unit(kernel, function, figures, arrays, chunk.persons, chunk.homes)
                continue
            for ref in kernel.makes:
                arrays[ref] = self._room.array(ref, chunk.persons)
            function(chunk.persons, *self._day(), figures, *(arrays[ref] for ref in kernel.arguments))
        return arrays

    def cells(self, chunk: Chunk) -> int:
        """How many values are worked out for a chunk: one for each kernel and row."""
        return sum(chunk.homes if kernel.by_home else chunk.persons for kernel in self.kernels)

    def _day(self) -> tuple[int, int]:
        day = self.date
        return day_code(day), day.year * 10000 + day.month * 100 + day.day

    def _unit(
        self, kernel: Kernel, function: Any, figures: Column, arrays: dict[Ref, Column], n: int, homes: int
    ) -> None:
        n = homes if kernel.by_home else n
        starts, members, state = kernel.makes
        arrays[starts], arrays[state] = self._room.array(starts, n + 1), self._room.array(state, n)
        room = n * ROOM + MEMBERS
        while True:
            arrays[members], flags = self._room.array(members, room), self._room.array(("flags",), room)
            given = [arrays[ref] for ref in kernel.arguments]
            if function(n, *self._day(), figures, *given, flags, room) != FULL:
                return
            room *= 2

    def _figures(self, kernel: Kernel) -> Column:
        """The figures of the law on the day, as the kernel reads them."""
        found = [self._figure(name, place, den) for name, place, den in kernel.figures]
        return np.array(found or [0], dtype=np.int64)

    def _figure(self, name: str, place: int | str | None, den: int) -> int:
        held = value_on(self.rulebook.pack.parameters[name], self.date)
        assert held is not None
        value = held.value if place is None else item_at(held.value, place)
        if value is ABSENT or value is None:
            return BASE + NULL
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, str):
            return text_code(value)
        if isinstance(value, dt.date):
            return day_code(value)
        return int(Fraction(value) * den)


def _needed(book: Book, names: Iterable[str]) -> list[Kernel]:
    """The kernels that the values rest on, in order."""
    wanted: set[Ref] = {("value", name, 0) for name in names}
    kept: list[Kernel] = []
    for kernel in reversed(book.kernels):
        if wanted.intersection(kernel.makes):
            wanted.update(kernel.reads)
            kept.append(kernel)
    return kept[::-1]
