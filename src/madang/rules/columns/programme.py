"""Kernels put in order and run over chunks."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from madang.rules.columns.arrays import Arrays, Places, address_of
from madang.rules.columns.book import Book
from madang.rules.columns.chunk import Chunk, Column, FactColumn
from madang.rules.columns.coding import BASE, MEMBERS, NULL, day_code, text_code
from madang.rules.columns.compiling import Compiled, compiled
from madang.rules.columns.kernel import FLAGS, SMALL, Kernel, Ref
from madang.rules.columns.references import ABSENT, item_at
from madang.rules.columns.units import FULL, TOO_MANY
from madang.rules.loading.service import value_on

ROOM = 8
"""Places for members of units, for each person, to begin with."""

Told = Callable[[int, int], None]
"""Told how much of something is done: (done, of)."""


class _Room(threading.local):
    """The arrays that kernels fill, kept from one chunk to the next: fresh memory costs more than the work in it."""

    def __init__(self) -> None:
        self._arrays: dict[Ref, tuple[Column, int]] = {}

    def put(self, arrays: Arrays, place: int, ref: Ref, size: int) -> None:
        """Gives a place an array of that size, its content of no meaning."""
        held = self._arrays.get(ref)
        if held is None or len(held[0]) < size:
            column: Any = np.empty(size + size // 8, dtype=np.int8 if ref[0] in SMALL else np.int64)
            held = self._arrays[ref] = column, address_of(column)
        arrays.put(place, held[0][:size], held[1])


PROVEN_OR_NOT = (np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class _Run:
    """A kernel, compiled; its figures; the places of its arrays among all, and of those that it makes."""

    kernel: Kernel
    function: Compiled
    figures: Column
    places: Places
    made: list[int]


class TooMany(Exception):
    """A unit of the chunk is chosen from more persons than kernels written for a promise take."""


class Programme:
    """The kernels of a book that some values, services and units rest on, compiled. Of a chunk it keeps nothing but
    room for the next."""

    def __init__(
        self,
        book: Book,
        names: Iterable[str],
        folder: Path | None = None,
        compile_: Callable[[Kernel, Path | None], Compiled] = compiled,
        services: Iterable[str] = (),
        units: Iterable[str] = (),
        told: Told = lambda done, of: None,
    ) -> None:
        """`told`: (kernels ready, of how many) after each."""
        self.rulebook, self.date = book.rulebook, book.date
        self._room = _Room()
        self.kernels = _needed(
            book,
            [
                *(book.ref_of(name) for name in names),
                *(("status", id) for id in services),
                *(("members", f"unit:{unit}") for unit in units),
            ],
        )
        reads = [ref for kernel in self.kernels for ref in kernel.reads]
        self.wanted: list[FactColumn] = list(dict.fromkeys((ref[1], ref[2]) for ref in reads if ref[0] == "fact"))
        self.kinds: list[str] = list(dict.fromkeys(ref[1] for ref in reads if ref[0] == "starts" and ":" not in ref[1]))
        self._places: dict[Ref, int] = {}
        for kernel in self.kernels:
            for ref in kernel.arguments:
                self._places.setdefault(ref, len(self._places))
        self._flags = self._places.setdefault(FLAGS, len(self._places))
        self._runs: list[_Run] = []
        for number, kernel in enumerate(self.kernels, start=1):
            self._runs.append(self._run(kernel, compile_(kernel, folder)))
            told(number, len(self.kernels))

    def _run(self, kernel: Kernel, function: Compiled) -> _Run:
        places = np.array([self._places[ref] for ref in kernel.arguments], dtype=np.int64)
        return _Run(kernel, function, self._figures(kernel), places, [self._places[ref] for ref in kernel.makes])

    def work_out(self, chunk: Chunk) -> dict[Ref, Column]:
        """Every column of a chunk, what it gave and what kernels made of it; good until its thread's next chunk. The
        chunk was `examined`. TooMany for a programme that was written for a promise."""
        arrays = Arrays([self._given(chunk, ref) for ref in self._places])
        day = self._day()
        for run in self._runs:
            if run.kernel.lists:
                self._unit(run, arrays, chunk)
                continue
            for place, ref in zip(run.made, run.kernel.makes, strict=True):
                self._room.put(arrays, place, ref, chunk.persons)
            run.function(chunk.persons, *day, run.figures, arrays, run.places)
        return {ref: column for ref, column in zip(self._places, arrays.held, strict=True) if column is not None}

    def _given(self, chunk: Chunk, ref: Ref) -> Column | None:
        """An array of the chunk; None for what kernels make."""
        if ref[0] == "fact":
            return chunk.facts[ref[1], ref[2]]
        if ref[0] in ("starts", "members") and ref[1] in chunk.related:
            lists = chunk.related[ref[1]]
            return lists.starts if ref[0] == "starts" else lists.members
        return {"home": chunk.home, "proven": PROVEN_OR_NOT[chunk.proven]}.get(ref[0])

    def cells(self, chunk: Chunk) -> int:
        """How many derived values, units, clauses and amounts are worked out for a chunk: one for each of their kernels
        and rows. What puts them together into statuses does not count."""
        return sum(chunk.homes if kernel.by_home else chunk.persons for kernel in self._of_values())

    @property
    def values(self) -> int:
        """How many derived values, units, clauses and amounts are worked out for a person."""
        return len(self._of_values())

    def _of_values(self) -> list[Kernel]:
        return [kernel for kernel in self.kernels if kernel.makes[0][0] != "status"]

    def _day(self) -> tuple[int, int]:
        day = self.date
        return day_code(day), (day.year * 12 + day.month - 1) << 5 | day.day

    def _unit(self, run: _Run, arrays: Arrays, chunk: Chunk) -> None:
        """A kernel that makes lists, with room for more members until all are in."""
        n = chunk.homes if run.kernel.by_home else chunk.persons
        for place, ref in zip(run.made, run.kernel.makes, strict=True):
            self._room.put(arrays, place, ref, n + 1 if ref[0] == "starts" else n)
        room = n * ROOM + MEMBERS
        while True:
            self._room.put(arrays, run.made[1], run.kernel.makes[1], room)
            self._room.put(arrays, self._flags, FLAGS, room)
            ended = run.function(n, *self._day(), run.figures, arrays, run.places, room)
            if ended == TOO_MANY:
                raise TooMany
            if ended != FULL:
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


def _needed(book: Book, refs: Iterable[Ref]) -> list[Kernel]:
    """The kernels that what is wanted rests on, in order."""
    wanted = set(refs)
    kept: list[Kernel] = []
    for kernel in reversed(book.kernels):
        if wanted.intersection(kernel.makes):
            wanted.update(kernel.reads)
            kept.append(kernel)
    return kept[::-1]
