"""Runs a rulebook over chunks: which columns it needs, every kernel in its order, the results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.columns.book import Book
from madang.rules.columns.chunk import Chunk, Column, FactColumn, check_chunk, within_bounds
from madang.rules.columns.coding import BASE, MEMBERS, NULL, day_code, text_code
from madang.rules.columns.compiling import compiled
from madang.rules.columns.kernel import Kernel, Ref
from madang.rules.columns.references import ABSENT, item_at
from madang.rules.columns.results import ServiceColumns, put_together
from madang.rules.columns.services import Plan, plan_service
from madang.rules.columns.units import FULL
from madang.rules.loading.service import value_on
from madang.rules.model import ServiceDefinition

ROOM = 8
"""Places for members of units, for each person, to begin with."""


class Columns:
    """The column engine for some services on one day. Compiles when it is made; `plans` say what it can run.

    folder: keeps compiled kernels between processes. also: columns wanted besides those the services read, for whoever
    looks at them. Threads may share it, each with chunks of its own.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        date: dt.date,
        services: Iterable[ServiceDefinition],
        folder: Path | None = None,
        *,
        also: Iterable[FactColumn] = (),
    ) -> None:
        self.rulebook, self.date = rulebook, date
        book = Book(rulebook, date)
        self.plans = [plan_service(book, service) for service in services if in_force(service, date)]
        self.kernels = _needed(book, self.plans)
        self._runs = [(kernel, compiled(kernel, folder), self._figures(kernel)) for kernel in self.kernels]
        reads = [ref for kernel in self.kernels for ref in kernel.reads]
        of_facts = ((ref[1], ref[2]) for ref in reads if ref[0] == "fact")
        self.wanted: list[FactColumn] = list(dict.fromkeys((*of_facts, *also)))
        self.kinds: list[str] = list(
            dict.fromkeys(ref[1] for ref in reads if ref[0] == "starts" and not ref[1].startswith("unit:"))
        )

    def run(self, chunk: Chunk) -> list[ServiceColumns]:
        """One result for each service the engine can run. ChunkRefused."""
        arrays = self.work_out(chunk)
        return [put_together(plan, arrays, chunk.persons, proven=chunk.proven) for plan in self.plans if plan.runs]

    def work_out(self, chunk: Chunk) -> dict[Ref, Column]:
        """Every column of a chunk: what it gave, and what the kernels made of it."""
        definitions = self.rulebook.pack.facts
        check_chunk(chunk, definitions, self.wanted)
        arrays: dict[Ref, Column] = {("home",): chunk.home}
        for name, basis in self.wanted:
            arrays["fact", name, basis, 0] = within_bounds(chunk.facts[name, basis], definitions[name], basis)
        for kind, lists in chunk.related.items():
            arrays["starts", kind], arrays["members", kind] = lists.starts, lists.members
        for kernel, function, figures in self._runs:
            if kernel.name.startswith("unit:"):
                self._unit(kernel, function, figures, arrays, chunk.persons)
                continue
            for ref in kernel.makes:
                arrays[ref] = np.empty(chunk.persons, dtype=np.int64)
            function(chunk.persons, *self._day(), figures, *(arrays[ref] for ref in kernel.arguments))
        return arrays

    def _day(self) -> tuple[int, int]:
        day = self.date
        return day_code(day), day.year * 10000 + day.month * 100 + day.day

    def _unit(self, kernel: Kernel, function: Any, figures: Column, arrays: dict[Ref, Column], n: int) -> None:
        starts, members, state = kernel.makes
        arrays[starts], arrays[state] = np.empty(n + 1, dtype=np.int64), np.empty(n, dtype=np.int64)
        room = n * ROOM + MEMBERS
        while True:
            arrays[members], flags = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64)
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


def _needed(book: Book, plans: list[Plan]) -> list[Kernel]:
    """The kernels that some service which can be run rests on, in order."""
    wanted: set[Ref] = set()
    for plan in plans:
        if plan.runs:
            names = [*(name for _, name in plan.clauses), plan.parts, plan.whole]
            wanted.update(("value", name, 0) for name in names if name)
    kept: list[Kernel] = []
    for kernel in reversed(book.kernels):
        if wanted.intersection(kernel.makes):
            wanted.update(kernel.reads)
            kept.append(kernel)
    return kept[::-1]
