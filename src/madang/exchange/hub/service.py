"""The door of the hub: ask an agency, by name and operation."""

from __future__ import annotations

from typing import Any

from asgiref.sync import async_to_sync

from madang.exchange.hub.breaker import reset as forget_failures
from madang.exchange.hub.contracts import agencies
from madang.exchange.hub.failures import (
    AgencyAnsweredWrongly,
    AgencyDown,
    AgencyFailure,
    AgencySlow,
    UnknownOperation,
)
from madang.exchange.hub.port import Port, Reply, usual_seconds

__all__ = [
    "AgencyAnsweredWrongly",
    "AgencyDown",
    "AgencyFailure",
    "AgencySlow",
    "Port",
    "Reply",
    "UnknownOperation",
    "agencies",
    "call",
    "call_and_wait",
    "forget_failures",
    "usual_seconds",
]


async def call(agency: str, operation_id: str, *, body: Any = None, query: dict[str, int] | None = None,
               timeout: float = usual_seconds) -> Reply:  # fmt: skip
    """One exchange with an agency (moi, nts, nhis, ei, welfare, court), checked against its contract and recorded.

    timeout: seconds for the whole exchange. Raises AgencyDown, AgencySlow, AgencyAnsweredWrongly (all AgencyFailure),
    UnknownOperation for a name no contract has. For many calls open one :class:`Port`.
    """
    async with Port() as port:
        return await port.call(agency, operation_id, body=body, query=query, timeout=timeout)


def call_and_wait(agency: str, operation_id: str, *, body: Any = None, query: dict[str, int] | None = None,
                  timeout: float = usual_seconds) -> Reply:  # fmt: skip
    """:func:`call` for synchronous callers."""
    return async_to_sync(call)(agency, operation_id, body=body, query=query, timeout=timeout)
