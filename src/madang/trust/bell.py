"""A bell for a worker's loop: it rings when something has been written, and at the latest after so many seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator

import psycopg
from django.db import connection
from psycopg import sql

ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
"""Seconds, seconds, times: a server that went without a word is noticed although this side only listens (libpq)."""


Seconds = float | Callable[[], float]
"""Or what says them anew each time, for whoever has other work while nothing rings."""


def bell(channel: str, seconds: Seconds, *, apart: Seconds = 0.0) -> Iterator[None]:
    """Rings at once, then whenever the channel is notified or the time is over; many notices are one ring.

    apart: seconds that lie between two rings at the least. After a silence nobody waits for them; what comes in a
    stream is taken together.

    A connection of its own that only listens, so nothing that commits after the first ring is missed.
    psycopg.OperationalError when it is lost: the caller starts again.
    """
    rung = float("-inf")
    for _ in rings(channel, seconds):
        time.sleep(max(0.0, rung + _said(apart) - time.monotonic()))
        rung = time.monotonic()
        yield


def rings(channel: str, seconds: Seconds) -> Generator[list[str]]:
    """The same bell with what was said to it: nothing at the first ring and when the time is over."""
    given = connection.get_connection_params()
    wanted = {name: given[name] for name in ("host", "port", "dbname", "user", "password") if given.get(name)}
    with psycopg.connect(**wanted | ALIVE, autocommit=True, application_name=f"bell {channel}") as listening:
        listening.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        yield []
        while True:
            yield [notice.payload for notice in listening.notifies(timeout=_said(seconds), stop_after=1)]


def _said(seconds: Seconds) -> float:
    return seconds if isinstance(seconds, float) else seconds()
