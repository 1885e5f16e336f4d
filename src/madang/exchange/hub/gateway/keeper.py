"""The registry as it is now: read at start, read again when the database says that it changed."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Protocol

import psycopg
from psycopg import AsyncConnection

from madang.exchange.hub.gateway.connecting import connected
from madang.exchange.hub.registry.contracts import ContractRefused
from madang.exchange.hub.registry.entries import Entries
from madang.exchange.hub.registry.reading import CHANNEL, read
from madang.exchange.hub.registry.snapshot import Snapshot

log = logging.getLogger(__name__)
PAUSE = 0.5
AGE_SECONDS = 60.0
"""The registry is read again after so long, told or not."""


class RegistryKeeper(Protocol):
    """Gives the registry as of now."""

    @property
    def current(self) -> Snapshot | None:
        """None while nobody can tell: then nobody is let through."""

    async def start(self) -> None:
        """The first reading."""

    async def stop(self) -> None:
        """Ends what runs."""


class Fixed:
    """A registry that does not change, for tests and notebooks."""

    def __init__(self, entries: Entries) -> None:
        self.current: Snapshot | None = Snapshot(entries)

    async def start(self) -> None:
        """It is there."""

    async def stop(self) -> None:
        """Nothing runs."""


class Listening:
    """Reads from a database and listens to it. While the connection is lost, what is known may be out of date:
    nobody is let through."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.current: Snapshot | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Reads once; raises what the database says when it cannot."""
        connection = await self._connected()
        self._task = asyncio.create_task(self._follow(connection), name="hub registry")

    async def stop(self) -> None:
        """Stops listening."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _connected(self) -> AsyncConnection[Any]:
        connection = await connected(self._url, "madang hub registry")
        await connection.execute(f"LISTEN {CHANNEL}".encode())
        await self._read(connection)
        return connection

    async def _read(self, connection: AsyncConnection[Any]) -> None:
        entries = await read(connection)
        try:
            self.current = Snapshot(entries)
        except (ContractRefused, ValueError):
            # Nothing that does not compile is registered by our own door; somebody wrote past it. What was known holds.
            log.exception("registry not usable", extra={"event_code": "hub_registry_unusable"})

    async def _follow(self, connection: AsyncConnection[Any]) -> None:
        while True:
            try:
                while True:
                    # One wait, then the reading: while it waits, the connection takes no statement; what is told
                    # meanwhile is kept.
                    async for _ in connection.notifies(timeout=AGE_SECONDS, stop_after=1):
                        break
                    await self._read(connection)
            except (psycopg.Error, OSError):
                log.warning("registry connection lost", extra={"event_code": "hub_registry_lost"})
            finally:
                await connection.close()
            self.current = None
            while self.current is None:
                await asyncio.sleep(PAUSE)
                try:
                    connection = await self._connected()
                except (psycopg.Error, OSError):
                    continue
