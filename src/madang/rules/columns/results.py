"""What the engine says of a chunk, service by service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.rules.columns.kernel import Ref
from madang.rules.columns.services import NOTHING, Plan
from madang.rules.columns.statuses import LEFT, made_for

STATUSES = ("ineligible", "eligible", "unknown", "fault", "left")
Codes = NDArray[np.int8]


@dataclass(slots=True)
class ServiceColumns:
    """One service over the persons of a chunk; good until the same engine and thread run the next chunk.

    status: codes of STATUSES.
    amount, high: won, the low and the high end of it, the same where it is settled (and one array until a range is
        told); NOTHING where there is none.
    clauses: for each clause in force, by its id, 0 false, 1 true, 2 neither (null), 3 open (left to the interpreter, or
        open to it too), 4 at fault.
    unit: the lowest row among the members of the applicant's unit, so that those of one unit can be told; the
        applicant's own row where the unit is not known or nobody is in it.
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


def result(plan: Plan, arrays: Mapping[Ref, Any]) -> ServiceColumns:
    """One service out of what its kernel made."""
    status, amount, unit = (arrays[ref] for ref in made_for(plan))
    clauses = {clause.id: arrays["truth", name, 0] for clause, name in plan.clauses}
    return ServiceColumns(plan.service.id, status, amount, amount, clauses, unit)
