"""What the engine says of a chunk, service by service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.rules.columns.coding import FAULT as FAULT_STATE
from madang.rules.columns.coding import LOST, NULL, SENTINELS, UNKNOWN
from madang.rules.columns.services import NOTHING, Plan

INELIGIBLE, ELIGIBLE, OPEN, FAULT, LEFT = range(5)
"""Statuses: no; yes; open to the interpreter too; a rule could not be worked out; left to the interpreter."""

STATUSES = ("ineligible", "eligible", "unknown", "fault", "left")
Codes = NDArray[np.int8]


@dataclass(slots=True)
class ServiceColumns:
    """One service over the persons of a chunk.

    status: codes of STATUSES. amount, high: won, the low and the high end of it, the same where it is settled; NOTHING
    where there is none. clauses: for each clause in force, by its id, 0 false, 1 true, 2 neither (null), 3 open (left
    to the interpreter, or open to it too), 4 at fault. unit: the lowest row among the members of the applicant's unit,
    so that those of one unit can be told; the applicant's own row where the unit is not known or nobody is in it.
    """

    service: str
    status: Codes
    amount: NDArray[np.int64]
    high: NDArray[np.int64]
    clauses: dict[str, Codes]
    unit: NDArray[np.int64]

    @property
    def left(self) -> NDArray[np.bool_]:
        """The rows for the interpreter."""
        found: NDArray[np.bool_] = self.status == LEFT
        return found


def nobody(plan: Plan, n: int, status: int) -> ServiceColumns:
    """The same status for everybody, and nothing else said."""
    nothing = np.full(n, NOTHING, dtype=np.int64)
    return ServiceColumns(plan.service.id, np.full(n, status, dtype=np.int8), nothing, nothing.copy(), {}, np.arange(n))


def put_together(
    plan: Plan, arrays: Any, n: int, unit: NDArray[np.int64] | None = None, *, proven: bool
) -> ServiceColumns:
    """Status and amount out of the columns of clauses and amounts, as answers are put together (rules/answers)."""
    status = np.full(n, ELIGIBLE, dtype=np.int8)
    refused = np.zeros(n, dtype=bool)
    open_ = np.zeros(n, dtype=bool)
    left = np.zeros(n, dtype=bool)
    fault = np.zeros(n, dtype=bool)
    clauses: dict[str, Codes] = {}
    for clause, name in plan.clauses:
        codes = arrays[("value", name, 0)].astype(np.int8)
        codes[codes == LOST] = UNKNOWN
        clauses[clause.id] = codes
        left |= codes == UNKNOWN
        fault |= (codes == NULL) | (codes == FAULT_STATE)
        if clause.stage == "before":
            refused |= codes == 0
            open_ |= codes > 1
        elif proven:
            refused |= codes == 0
    status[fault & open_] = FAULT
    amount, at_fault, unsettled = _amount(plan, arrays, n)
    status[at_fault] = FAULT
    status[refused] = INELIGIBLE
    amount[refused | (status == FAULT) & at_fault] = NOTHING
    status[left | (unsettled & ~refused)] = LEFT
    amount[status == LEFT] = NOTHING
    return ServiceColumns(
        plan.service.id, status, amount, amount.copy(), clauses, np.arange(n) if unit is None else unit
    )


def first_members(starts: Any, members: Any, state: Any) -> NDArray[np.int64]:
    """The lowest row among the members of each unit; -1 where the unit is not known or nobody is in it."""
    found = np.full(len(starts) - 1, -1, dtype=np.int64)
    filled = starts[1:] > starts[:-1]
    if filled.any():
        found[filled] = np.minimum.reduceat(members[: starts[-1]], starts[:-1][filled])
    found[state != 0] = -1
    return found


def _amount(plan: Plan, arrays: Any, n: int) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """(won, at fault, unsettled): the whole where there is one beside the components, else their sum."""
    amount = np.full(n, NOTHING, dtype=np.int64)
    fault, unsettled = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for name in (plan.parts, plan.whole):
        if name is None:
            continue
        column = arrays[("value", name, 0)]
        amount = column.copy()
        state = np.where(column < SENTINELS, column - np.iinfo(np.int64).min, 0)
        fault |= state == FAULT_STATE
        unsettled |= (state == UNKNOWN) | (state == LOST)
    amount[amount < 0] = NOTHING
    if plan.service.per in (None, "none"):
        amount[:] = NOTHING
    return amount, fault, unsettled
