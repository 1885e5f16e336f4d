"""A bell for a worker's loop: it rings when something has been written, and at the latest after so many seconds."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

import psycopg
from django.db import connection
from psycopg import sql

ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
"""Seconds, seconds, times: a server that went without a word is noticed although this side only listens (libpq)."""


def bell(channel: str, seconds: float | Callable[[], float]) -> Iterator[None]:
    """Rings at once, then whenever the channel is notified or the time is over; many notices are one ring.

    seconds: or what says them anew before each wait, for whoever has other work while nothing rings.

    A connection of its own that only listens, so nothing that commits after the first ring is missed.
    psycopg.OperationalError when it is lost: the caller starts again.
    """
    for _ in rings(channel, seconds):
        yield


def rings(channel: str, seconds: float | Callable[[], float]) -> Generator[list[str]]:
    """The same bell with what was said to it: nothing at the first ring and when the time is over."""
    given = connection.get_connection_params()
    wanted = {name: given[name] for name in ("host", "port", "dbname", "user", "password") if given.get(name)}
    with psycopg.connect(**wanted | ALIVE, autocommit=True, application_name=f"bell {channel}") as listening:
        listening.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        yield []
        while True:
            patience = seconds if isinstance(seconds, float) else seconds()
            yield [notice.payload for notice in listening.notifies(timeout=patience, stop_after=1)]
