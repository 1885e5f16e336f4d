"""A rulebook on a day, compiled: what it needs of a chunk, every kernel in its order, the results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.columns.book import Book
from madang.rules.columns.chunk import Chunk, FactColumn
from madang.rules.columns.programme import Programme
from madang.rules.columns.results import OPEN, ServiceColumns, nobody, put_together
from madang.rules.columns.services import Plan, plan_service
from madang.rules.model import ServiceDefinition


class Columns:
    """The column engine for some services on one day. Compiles when it is made; `plans` say what it can run.

    folder: keeps compiled kernels between processes. Threads may share it, each with chunks of its own.
    """

    def __init__(
        self, rulebook: Rulebook, date: dt.date, services: Iterable[ServiceDefinition], folder: Path | None = None
    ) -> None:
        self.rulebook, self.date = rulebook, date
        book = Book(rulebook, date)
        self.plans = [plan_service(book, service) for service in services if in_force(service, date)]
        self.programme = Programme(book, [name for plan in self.plans if plan.runs for name in _names(plan)], folder)

    @property
    def wanted(self) -> list[FactColumn]:
        """The facts a chunk must hold."""
        return self.programme.wanted

    @property
    def kinds(self) -> list[str]:
        """The lists of related persons a chunk must hold."""
        return self.programme.kinds

    def run(self, chunk: Chunk) -> list[ServiceColumns]:
        """One result for each service the engine can run. ChunkRefused."""
        arrays = self.programme.work_out(chunk)
        return [
            put_together(plan, arrays, chunk.persons, proven=chunk.proven)
            if self._promised(plan.service)
            else nobody(plan, chunk.persons, OPEN)
            for plan in self.plans
            if plan.runs
        ]

    def _promised(self, service: ServiceDefinition) -> bool:
        """Whether the pack, or the service for itself, promises every figure for the day."""
        years = service.years or self.rulebook.pack.years
        return years is None or years[0] <= self.date.year <= years[1]


def _names(plan: Plan) -> list[str]:
    names = [*(name for _, name in plan.clauses), plan.parts, plan.whole]
    return [name for name in names if name]
