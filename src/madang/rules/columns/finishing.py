"""Rows that the engine leaves, finished by the interpreter on the same chunk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from madang.rules.answers.answering import worked_out
from madang.rules.answers.verdict import ELIGIBLE as YES
from madang.rules.answers.verdict import INELIGIBLE as NO
from madang.rules.binding.rulebook import Rulebook
from madang.rules.columns.chunk import Chunk
from madang.rules.columns.coding import FAULT as FAULT_STATE
from madang.rules.columns.coding import NULL, UNKNOWN
from madang.rules.columns.families import ChunkFacts
from madang.rules.columns.results import ServiceColumns
from madang.rules.columns.services import NOTHING
from madang.rules.columns.statuses import ELIGIBLE, FAULT, INELIGIBLE, LEFT, OPEN
from madang.rules.reckoning.world import Reckoning


def finish(rulebook: Rulebook, date: dt.date, chunk: Chunk, found: Sequence[ServiceColumns]) -> int:
    """Fills in every row left, in place; how many there were. A range of an amount is told by its low end."""
    asked = np.ones(chunk.persons, dtype=bool) if chunk.asked is None else chunk.asked
    left = np.zeros(chunk.persons, dtype=bool)
    for one in found:
        left |= one.left
    rows = np.flatnonzero(asked & left)
    count = 0
    for row in rows:
        reckoning = Reckoning(rulebook, ChunkFacts(rulebook, chunk, date, int(row)))
        for one in found:
            if one.status[row] == LEFT:
                _fill(reckoning, one, int(row))
                count += 1
    return count


def _fill(reckoning: Reckoning, one: ServiceColumns, row: int) -> None:
    service = reckoning.rulebook.pack.services[one.service]
    status, amount, verdicts, fault = worked_out(reckoning, service)
    faults = fault is not None or any(verdict.fault is not None for verdict in verdicts)
    one.status[row] = {YES: ELIGIBLE, NO: INELIGIBLE}.get(status, FAULT if faults else OPEN)
    one.amount[row] = NOTHING if amount is None else amount.low
    if one.high is one.amount:
        one.high = one.amount.copy()
    one.high[row] = NOTHING if amount is None else (UNBOUNDED if amount.high is None else amount.high)
    for verdict in verdicts:
        code = UNKNOWN if verdict.holds is None else int(verdict.holds)
        if verdict.fault is not None:
            code = NULL if one.clauses[verdict.clause.id][row] == NULL else FAULT_STATE
        one.clauses[verdict.clause.id][row] = code


UNBOUNDED = 2**62
"""The high end of an amount that nothing bounds."""
