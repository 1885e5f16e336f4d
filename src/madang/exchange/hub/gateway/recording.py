"""How the gateway hands an exchange to the log."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol

from psycopg import AsyncConnection

from madang.exchange.hub.gateway.exchange import Exchange

Also = Callable[[AsyncConnection[Any]], Awaitable[None]]
"""Work in the same transaction as the entry."""


class LogUnavailable(Exception):
    """The exchange is not on record; it may not be answered."""


class Recorder(Protocol):
    """Durable when `record` returns. under_way: set by the gateway, how many exchanges there are just now."""

    under_way: Callable[[], int]

    @property
    def writable(self) -> bool:
        """Whether there is hope: without it nobody is even asked."""

    async def start(self) -> None:
        """Opens what it needs. LogUnavailable."""

    async def stop(self) -> None:
        """Writes what waits, closes."""

    async def record(self, exchange: Exchange, also: Also | None = None) -> None:
        """One entry. LogUnavailable."""

    async def recent(self, seconds: float) -> Iterable[tuple[str, str, float]]:
        """(client, message id, time) of the exchanges of the last seconds: what may not be said again."""


class Remembered:
    """A recorder without a database, for tests and notebooks: what it keeps is gone with the process."""

    writable = True

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.under_way: Callable[[], int] = int

    async def start(self) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def record(self, exchange: Exchange, also: Also | None = None) -> None:
        """Appends. `also` needs a database: LogUnavailable."""
        if also is not None:
            raise LogUnavailable("there is no database")
        self.bodies.append(exchange.body())

    async def recent(self, seconds: float) -> Iterable[tuple[str, str, float]]:
        """Nothing was before."""
        return ()
