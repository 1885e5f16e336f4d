"""A rulebook on a day, compiled: what it needs of a chunk, every kernel in its order, the results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.columns.book import Book
from madang.rules.columns.chunk import Chunk, Column, FactColumn
from madang.rules.columns.kernel import Ref
from madang.rules.columns.programme import Programme
from madang.rules.columns.results import OPEN, ServiceColumns, first_members, nobody, put_together
from madang.rules.columns.services import Plan, plan_service
from madang.rules.model import ServiceDefinition


class Columns:
    """The column engine for some services on one day. Compiles when it is made; `plans` say what it can run.

    folder: keeps compiled kernels between processes. also: facts wanted besides those the services read, for whoever
    looks at the chunks. Threads may share it, each with chunks of its own.
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
        self.rulebook, self.date, self._also = rulebook, date, tuple(also)
        book = Book(rulebook, date)
        self.plans = [plan_service(book, service) for service in services if in_force(service, date)]
        self.programme = Programme(book, [name for plan in self.plans if plan.runs for name in _names(plan)], folder)

    @property
    def wanted(self) -> list[FactColumn]:
        """The facts a chunk must hold."""
        return list(dict.fromkeys((*self.programme.wanted, *self._also)))

    @property
    def kinds(self) -> list[str]:
        """The lists of related persons a chunk must hold."""
        return self.programme.kinds

    def run(self, chunk: Chunk) -> list[ServiceColumns]:
        """One result for each service the engine can run. ChunkRefused."""
        arrays = self.programme.work_out(chunk)
        return [
            put_together(plan, arrays, chunk.persons, self._units(plan, arrays, chunk), proven=chunk.proven)
            if self._promised(plan.service)
            else nobody(plan, chunk.persons, OPEN)
            for plan in self.plans
            if plan.runs
        ]

    def _units(self, plan: Plan, arrays: Mapping[Ref, Column], chunk: Chunk) -> Column:
        """A row that stands for each applicant's unit: its lowest member, or the applicant where none is known."""
        kind, alone = f"unit:{plan.service.unit}", np.arange(chunk.persons, dtype=np.int64)
        kernel = next((one for one in self.programme.kernels if one.name == kind), None)
        if kernel is None:
            return alone  # no condition asks who belongs to it
        lowest = first_members(*(arrays[ref] for ref in kernel.makes))
        lowest = lowest[chunk.home] if kernel.by_home else lowest
        return np.where(lowest < 0, alone, lowest)

    def _promised(self, service: ServiceDefinition) -> bool:
        """Whether the pack, or the service for itself, promises every figure for the day."""
        years = service.years or self.rulebook.pack.years
        return years is None or years[0] <= self.date.year <= years[1]


def _names(plan: Plan) -> list[str]:
    names = [*(name for _, name in plan.clauses), plan.parts, plan.whole]
    return [name for name in names if name]
