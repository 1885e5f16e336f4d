"""Kernels put in order and run over chunks."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from madang.rules.columns.book import Book
from madang.rules.columns.chunk import Chunk, Column, FactColumn
from madang.rules.columns.coding import BASE, MEMBERS, NULL, day_code, text_code
from madang.rules.columns.compiling import Compiled, compiled
from madang.rules.columns.kernel import FLAGS, Kernel, Ref
from madang.rules.columns.references import ABSENT, item_at
from madang.rules.columns.unit_members import TOO_MANY
from madang.rules.columns.units import FULL
from madang.rules.columns.workspace import Addresses, Workspace
from madang.rules.loading.service import value_on

ROOM = 8
"""Places for members of units, for each person, to begin with."""

Told = Callable[[int, int], None]
"""Told how much of something is done: (done, of)."""


PROVEN_OR_NOT = (np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class _Run:
    """A kernel, compiled, and its figures."""

    kernel: Kernel
    function: Compiled
    figures: Column


class _Own(threading.local):
    """The workspace of each thread."""

    space: Workspace | None = None


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
        self._own = _Own()
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
        given = dict.fromkeys(ref for ref in reads if not any(ref in kernel.makes for kernel in self.kernels))
        self._given = [ref for ref in given if ref != FLAGS]
        self._runs: list[_Run] = []
        for number, kernel in enumerate(self.kernels, start=1):
            self._runs.append(_Run(kernel, compile_(kernel, folder), self._figures(kernel)))
            told(number, len(self.kernels))

    def work_out(self, chunk: Chunk) -> Workspace:
        """Every column of a chunk, what it gave and what kernels made of it; good until its thread's next chunk. The
        chunk was `examined`. TooMany for a programme that was written for a promise."""
        space = self._own.space
        if space is None:
            space = self._own.space = Workspace(self.kernels)
        for ref in self._given:
            space.lend(ref, _column_of(chunk, ref))
        for kernel in self.kernels:
            _make_room(space, kernel, chunk)
        space.settle()
        day = self._day()
        for run, addresses in zip(self._runs, space.addresses, strict=True):
            if run.kernel.lists:
                self._lists(run, addresses, space, chunk)
            else:
                run.function(_rows(run.kernel, chunk), *day, run.figures, addresses)
        return space

    def cells(self, chunk: Chunk) -> int:
        """How many derived values, units, clauses and amounts are worked out for a chunk: one for each of their kernels
        and rows. What puts them together into statuses does not count, nor another form of a date."""
        return sum(chunk.homes if kernel.by_home else chunk.persons for kernel in self._of_values())

    @property
    def values(self) -> int:
        """How many derived values, units, clauses and amounts are worked out for a person."""
        return len(self._of_values())

    def _of_values(self) -> list[Kernel]:
        return [kernel for kernel in self.kernels if kernel.makes[0][0] not in ("status", "packed")]

    def _day(self) -> tuple[int, int]:
        day = self.date
        return day_code(day), (day.year * 12 + day.month - 1) << 5 | day.day

    def _lists(self, run: _Run, addresses: Addresses, space: Workspace, chunk: Chunk) -> None:
        """A kernel that makes lists, with room for more members until all are in."""
        n = _rows(run.kernel, chunk)
        room = n * ROOM + MEMBERS
        while (ended := run.function(n, *self._day(), run.figures, addresses, room)) == FULL:
            room *= 2
            space.make_room(run.kernel.makes[1], room)
            space.make_room(FLAGS, room)
            space.settle()
        if ended == TOO_MANY:
            raise TooMany

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


def _rows(kernel: Kernel, chunk: Chunk) -> int:
    return chunk.homes if kernel.by_home else chunk.persons


def _make_room(space: Workspace, kernel: Kernel, chunk: Chunk) -> None:
    n = _rows(kernel, chunk)
    for ref in kernel.makes:
        space.make_room(ref, n)
    if kernel.lists:
        starts, members = kernel.makes[:2]
        space.make_room(starts, n + 1)
        for ref in (members, FLAGS):
            space.make_room(ref, n * ROOM + MEMBERS)


def _column_of(chunk: Chunk, ref: Ref) -> Column:
    """An array of the chunk."""
    if ref[0] == "fact":
        return chunk.facts[ref[1], ref[2]]
    if ref[0] in ("starts", "members"):
        lists = chunk.related[ref[1]]
        return lists.starts if ref[0] == "starts" else lists.members
    return chunk.home if ref == ("home",) else PROVEN_OR_NOT[chunk.proven]


def _needed(book: Book, refs: Iterable[Ref]) -> list[Kernel]:
    """The kernels that what is wanted rests on, in order."""
    wanted = set(refs)
    kept: list[Kernel] = []
    for kernel in reversed(book.kernels):
        if wanted.intersection(kernel.makes):
            wanted.update(kernel.reads)
            kept.append(kernel)
    return kept[::-1]
