"""A rulebook on a day, compiled: what it needs of a chunk, every kernel in its order, the results."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable
from pathlib import Path

from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.columns.book import Book
from madang.rules.columns.chunk import Chunk, FactColumn
from madang.rules.columns.extremes import extremes_by
from madang.rules.columns.programme import Programme, Told, TooMany
from madang.rules.columns.promise import Promise, examiner
from madang.rules.columns.results import ServiceColumns, nobody, result
from madang.rules.columns.services import Plan, plan_service
from madang.rules.columns.statuses import OPEN, write_status
from madang.rules.model import ServiceDefinition

MOST_PROMISES = 3
"""How often kernels are written anew for chunks that promise less than those before."""


class Columns:
    """The column engine for some services on one day. Compiles for the first chunk; `plans` say what it can run.

    folder: keeps compiled kernels between processes. also: facts wanted besides those the services read, for whoever
    looks at the chunks. compiling: told (kernels ready, of how many) after each. Threads may share it, each with
    chunks of its own.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        date: dt.date,
        services: Iterable[ServiceDefinition],
        folder: Path | None = None,
        *,
        also: Iterable[FactColumn] = (),
        compiling: Told = lambda done, of: None,
    ) -> None:
        self.rulebook, self.date, self._also, self._folder = rulebook, date, tuple(also), folder
        self._compiling = compiling
        self._services = [service for service in services if in_force(service, date)]
        self._book, self.plans = self._written(None)
        reads = self._book.reads()
        self._wanted: list[FactColumn] = [(ref[1], ref[2]) for ref in reads if ref[0] == "fact"]
        kinds = [ref[1] for ref in reads if ref[0] == "starts"]
        self.kinds: list[str] = list(dict.fromkeys((*kinds, "coresidents")))
        """The lists of related persons a chunk must hold. Kernels tell by the homes who lives together; where rows are
        left to it, the interpreter goes through the list."""
        self._examiner = examiner(self._wanted, rulebook.pack.facts, extremes_by(folder))
        self._programmes: list[tuple[Promise | None, Programme]] = []
        self._lock = threading.Lock()

    @property
    def wanted(self) -> list[FactColumn]:
        """The facts a chunk must hold."""
        return list(dict.fromkeys((*self._wanted, *self._also)))

    def run(self, chunk: Chunk) -> list[ServiceColumns]:
        """One result for each service the engine can run, good until its thread runs the next chunk. ChunkRefused."""
        chunk, promise = self._examiner.examined(chunk)
        programme = self._programme(promise)
        try:
            arrays = programme.work_out(chunk)
        except TooMany:
            programme = self._programme(None)
            arrays = programme.work_out(chunk)
        return [
            result(plan, arrays) if self._promised(plan.service) else nobody(plan, chunk.persons, OPEN)
            for plan in self.plans
            if plan.runs
        ]

    def programme_for(self, chunk: Chunk) -> Programme:
        """The kernels that run a chunk, compiled now if they were not yet. ChunkRefused."""
        return self._programme(self._examiner.examined(chunk)[1])

    def _programme(self, promise: Promise | None) -> Programme:
        """Kernels for a promise that the chunk keeps. Chunks that keep none so far widen the last one, a few times;
        then what promises nothing takes them all."""
        with self._lock:
            for held, programme in self._programmes:
                if held is None or (promise is not None and held.keeps(promise)):
                    return programme
            if promise is not None and self._programmes:
                last = self._programmes[-1][0]
                promise = None if last is None or len(self._programmes) > MOST_PROMISES else last.widened(promise)
            programme = self._compiled(promise)
            self._programmes.append((promise, programme))
            return programme

    def _compiled(self, promise: Promise | None) -> Programme:
        book, plans = (self._book, self.plans) if promise is None else self._written(promise)
        assert [plan.runs for plan in plans] == [plan.runs for plan in self.plans], "a promise made a service harder"
        services = [plan.service.id for plan in plans if plan.runs and self._promised(plan.service)]
        return Programme(book, (), self._folder, services=services, told=self._compiling)

    def _written(self, promise: Promise | None) -> tuple[Book, list[Plan]]:
        book = Book(self.rulebook, self.date, promise)
        promised = [self._promised(service) for service in self._services]
        plans = [
            plan_service(book, service) if law else Plan(service)  # of other years nothing is said, and none worked out
            for service, law in zip(self._services, promised, strict=True)
        ]
        for plan, law in zip(plans, promised, strict=True):
            if law and plan.runs:
                write_status(book, plan)
        return book, plans

    def _promised(self, service: ServiceDefinition) -> bool:
        """Whether the pack, or the service for itself, promises every figure for the day."""
        years = service.years or self.rulebook.pack.years
        return years is None or years[0] <= self.date.year <= years[1]
