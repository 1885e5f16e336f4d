"""Writes down that an exchange took place; a database that is away never costs the caller the answer."""

from __future__ import annotations

import logging

from asgiref.sync import sync_to_async
from django.db import DatabaseError

from madang.exchange.hub.models import Exchange

log = logging.getLogger(__name__)


def _save(row: Exchange) -> None:
    try:
        row.save()
    except DatabaseError:
        log.warning("exchange not recorded", extra={"agency": row.agency, "operation": row.operation})


async def record(
    agency: str, operation: str, outcome: str, *, reason: str = "", attempts: int = 1, seconds: float = 0.0
) -> None:
    """One row of :class:`Exchange`. outcome: right, down, slow or wrong."""
    row = Exchange(
        agency=agency,
        operation=operation,
        outcome=outcome,
        reason=reason[:200],
        attempts=attempts,
        duration_ms=round(seconds * 1000),
    )
    await sync_to_async(_save)(row)
