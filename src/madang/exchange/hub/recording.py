"""Writes down that exchanges took place; a database that is away never costs the caller the answer."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Sequence
from typing import NamedTuple

from asgiref.sync import sync_to_async
from django.db import DatabaseError, connection

log = logging.getLogger(__name__)


class Taken(NamedTuple):
    """An exchange that took place, as a row of :class:`Exchange`. outcome: right, down, slow or wrong."""

    agency: str
    operation: str
    outcome: str
    reason: str
    attempts: int
    duration_ms: int
    at: dt.datetime


def taken(
    agency: str, operation: str, outcome: str, *, reason: str = "", attempts: int = 1, seconds: float = 0.0
) -> Taken:
    """One that has just ended."""
    return Taken(agency, operation, outcome, reason[:200], attempts, round(seconds * 1000), dt.datetime.now(dt.UTC))


def record_all(exchanges: Sequence[Taken]) -> None:
    """All of them in one query, or none."""
    if not exchanges:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO hub_exchange (agency, operation, outcome, reason, attempts, duration_ms, at) SELECT * FROM"
                " json_to_recordset(%s::json) AS row (agency text, operation text, outcome text, reason text,"
                " attempts int, duration_ms int, at timestamptz)",
                [json.dumps([one._asdict() for one in exchanges], default=str)],
            )
    except DatabaseError:
        log.warning("exchanges not recorded", extra={"agencies": sorted({one.agency for one in exchanges})})


async def record(exchange: Taken) -> None:
    """One, for whoever has a loop to wait in."""
    await sync_to_async(record_all)([exchange])
