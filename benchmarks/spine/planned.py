"""One event of a plan, as the planner writes it down and the generator reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

CHANGES, NO_CHANGE, COPY = "changes", "nothing", "copy"


@dataclass(frozen=True, slots=True)
class Planned:
    """One event. at: seconds from the start; sort: changes, nothing or copy; number: whom it is about.

    affected: residents whose family the change is in. changes: what each agency learns; agency: who tells the hub.
    """

    at: float
    sort: str
    kind: str
    number: str
    agency: str
    event: dict[str, Any]
    changes: dict[str, dict[str, dict[str, Any] | None]] = field(default_factory=dict)
    affected: tuple[str, ...] = ()
