"""Definitions that fail for somebody: each once, with how many met it and what the interpreter says of the first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from madang.rules.answers.answering import worked_out
from madang.rules.binding.rulebook import Rulebook
from madang.rules.columns.chunk import Chunk
from madang.rules.columns.coding import FAULT as FAULT_STATE
from madang.rules.columns.coding import NULL
from madang.rules.columns.families import ChunkFacts
from madang.rules.columns.results import ServiceColumns
from madang.rules.columns.statuses import FAULT
from madang.rules.model import Label
from madang.rules.reckoning.world import Reckoning

AMOUNT = "amount"
"""Stands for a service's amount, where a clause has its id."""
UNTOLD = Label("값을 끝까지 계산할 수 없습니다", "it could not be worked out to the end")


@dataclass(slots=True)
class FailingDefinition:
    """definition: the id of a clause, or AMOUNT. residents: for how many it failed. reason: of the first of them."""

    service: str
    definition: str
    reason: Label
    residents: int = 0


class Faults:
    """Adds up chunk by chunk, after the interpreter has finished what was left."""

    def __init__(self, rulebook: Rulebook, date: dt.date) -> None:
        self._rulebook, self._date = rulebook, date
        self._met: dict[tuple[str, str], FailingDefinition] = {}

    def note(self, chunk: Chunk, found: Sequence[ServiceColumns]) -> None:
        """Counts the residents asked about for whom a definition failed; the interpreter says why, once for each."""
        asked = np.ones(chunk.persons, dtype=bool) if chunk.asked is None else chunk.asked
        for one in found:
            for definition, failed in _failed(one):
                rows = np.flatnonzero(failed & asked)
                if len(rows):
                    self._one(one.service, definition, chunk, int(rows[0])).residents += len(rows)

    def add(self, one: FailingDefinition) -> None:
        """One that was counted elsewhere."""
        held = self._met.setdefault((one.service, one.definition), replace(one, residents=0))
        held.residents += one.residents

    def all(self) -> list[FailingDefinition]:
        """Those of every service."""
        return list(self._met.values())

    def of(self, service: str) -> list[FailingDefinition]:
        """Those of one service, in the order in which they were met."""
        return [one for one in self._met.values() if one.service == service]

    def _one(self, service: str, definition: str, chunk: Chunk, row: int) -> FailingDefinition:
        key = service, definition
        if key not in self._met:
            self._met[key] = FailingDefinition(service, definition, self._reason(service, definition, chunk, row))
        return self._met[key]

    def _reason(self, service: str, definition: str, chunk: Chunk, row: int) -> Label:
        reckoning = Reckoning(self._rulebook, ChunkFacts(self._rulebook, chunk, self._date, row))
        _, _, verdicts, of_amount = worked_out(reckoning, self._rulebook.pack.services[service])
        reasons = {verdict.clause.id: verdict.fault for verdict in verdicts}
        return (of_amount if definition == AMOUNT else reasons.get(definition)) or UNTOLD


def failing_in(
    rulebook: Rulebook, date: dt.date, chunk: Chunk, found: Sequence[ServiceColumns]
) -> list[FailingDefinition]:
    """The definitions that failed in one finished chunk."""
    faults = Faults(rulebook, date)
    faults.note(chunk, found)
    return faults.all()


def _failed(one: ServiceColumns) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Each definition of a service with the rows in which it failed; the amount where no clause did."""
    of_clauses = np.zeros(len(one.status), dtype=bool)
    for id, codes in one.clauses.items():
        failed = (codes == NULL) | (codes == FAULT_STATE)
        of_clauses |= failed
        yield id, failed
    yield AMOUNT, (one.status == FAULT) & ~of_clauses
