"""The interpreter in the place of the compiled engine: the same answers, for thousands of residents, not millions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.columns.chunk import Chunk, FactColumn
from madang.rules.columns.coding import UNKNOWN
from madang.rules.columns.engine import Columns
from madang.rules.columns.families import ChunkFacts
from madang.rules.columns.programme import Told
from madang.rules.columns.results import ServiceColumns, nobody
from madang.rules.columns.services import Plan
from madang.rules.columns.statuses import LEFT, OPEN
from madang.rules.model import ServiceDefinition
from madang.rules.reckoning.uncertain import PersonRef
from madang.rules.reckoning.world import Reckoning


class Interpreted(Columns):
    """Leaves every row, with its unit, to :func:`finish`. Wants no numba; the same chunks as :class:`Columns`."""

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
        self.rulebook, self.date, self._also = rulebook, date, tuple(also)
        self._services = [service for service in services if in_force(service, date)]
        self._book, self.plans = self._written(None)
        reads = self._book.reads()
        self._wanted = [(ref[1], ref[2]) for ref in reads if ref[0] == "fact"]
        self.kinds = list(dict.fromkeys((*(ref[1] for ref in reads if ref[0] == "starts"), "coresidents")))

    def run(self, chunk: Chunk) -> list[ServiceColumns]:
        """One result for each service, every row of it left."""
        return [self._left(chunk, plan) for plan in self.plans if plan.runs]

    def _left(self, chunk: Chunk, plan: Plan) -> ServiceColumns:
        if not self._promised(plan.service):
            return nobody(plan, chunk.persons, OPEN)
        found = nobody(plan, chunk.persons, LEFT)
        clauses = [clause for clause in plan.service.clauses if in_force(clause, self.date)]
        found.clauses = {clause.id: np.full(chunk.persons, UNKNOWN, dtype=np.int8) for clause in clauses}
        found.unit = self._units(chunk, plan.service.unit)
        return found

    def _units(self, chunk: Chunk, unit: str) -> NDArray[np.int64]:
        """The lowest row of each one's unit; their own where it is not settled."""
        found = np.arange(chunk.persons)
        for row in range(chunk.persons):
            members = Reckoning(self.rulebook, ChunkFacts(self.rulebook, chunk, self.date, row)).unit(unit)
            if isinstance(members, list):
                ids = [one.id[1:] for one in members if isinstance(one, PersonRef)]
                found[row] = min((int(id) for id in ids if id.isdecimal()), default=row)
        return found
