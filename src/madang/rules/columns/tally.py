"""Counts over many chunks: what is kept of a nation when its rows are gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from madang.rules.binding.rulebook import Rulebook
from madang.rules.columns.chunk import Chunk
from madang.rules.columns.faults import FailingDefinition, Faults
from madang.rules.columns.results import STATUSES, ServiceColumns
from madang.rules.columns.services import NOTHING, Plan
from madang.rules.columns.statuses import ELIGIBLE, LEFT


@dataclass(slots=True)
class ServiceTally:
    """One service. units: benefit units to which it is due, each once; amount: their won. left: rows the interpreter
    finished."""

    service: str
    statuses: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))
    units: int = 0
    amount: int = 0
    left: int = 0
    holds: dict[str, int] = field(default_factory=dict)
    refusals: tuple[str, ...] = ()


class Tally:
    """Adds up chunk by chunk. Services that the engine cannot run stand in it with the reasons."""

    def __init__(self, rulebook: Rulebook, date: dt.date, plans: Sequence[Plan]) -> None:
        self.date = date
        self._faults = Faults(rulebook, date)
        self.persons = 0
        self.services = {plan.service.id: ServiceTally(plan.service.id) for plan in plans}
        for plan in plans:
            reasons = tuple(f"{what}: {label.ko} / {label.en}" for what, label in plan.refusals)
            self.services[plan.service.id].refusals = reasons

    def note_left(self, chunk: Chunk, found: Sequence[ServiceColumns]) -> None:
        """Counts the rows that are left, before they are finished."""
        asked = slice(None) if chunk.asked is None else chunk.asked
        for one in found:
            self.services[one.service].left += int((one.status[asked] == LEFT).sum())

    def add(self, chunk: Chunk, found: Sequence[ServiceColumns]) -> None:
        """Adds a chunk's results, once the interpreter has finished what was left."""
        self._faults.note(chunk, found)
        asked = np.ones(chunk.persons, dtype=bool) if chunk.asked is None else chunk.asked
        self.persons += int(asked.sum())
        for one in found:
            tally = self.services[one.service]
            status, amount = one.status[asked], one.amount[asked]
            for code, count in zip(*np.unique(status, return_counts=True), strict=True):
                tally.statuses[STATUSES[code]] += int(count)
            due = np.flatnonzero(status == ELIGIBLE)
            firsts = due[np.unique(one.unit[asked][due], return_index=True)[1]]
            tally.units += len(firsts)
            tally.amount += int(amount[firsts][amount[firsts] != NOTHING].sum())
            for id, codes in one.clauses.items():
                told = codes[asked]
                tally.holds[id] = tally.holds.get(id, 0) + int((told == 1).sum())

    def add_failing(self, one: FailingDefinition) -> None:
        """A definition that failed where somebody else counted."""
        self._faults.add(one)

    def faults_of(self, service: str) -> list[FailingDefinition]:
        """The service's definitions that failed (a figure is missing, a division by zero), each once."""
        return self._faults.of(service)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "date": self.date.isoformat(),
            "persons": self.persons,
            "services": [
                {
                    "service": one.service,
                    "statuses": one.statuses,
                    "units": one.units,
                    "amount": one.amount,
                    "left": one.left,
                    "holds": one.holds,
                    "faults": [
                        {
                            "definition": failed.definition,
                            "residents": failed.residents,
                            "ko": failed.reason.ko,
                            "en": failed.reason.en,
                        }
                        for failed in self.faults_of(one.service)
                    ],
                    "refusals": list(one.refusals),
                }
                for one in self.services.values()
            ],
        }
