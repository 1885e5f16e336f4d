"""The hub's table of names: written in the transaction of an exchange's entry, read when somebody asks by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.pseudonyms.keys import PartyKeys

_KEEP = """
INSERT INTO hub_pseudonym (party, name, sealed) SELECT %s, * FROM unnest(%s::text[], %s::bytea[])
ON CONFLICT (party, name) DO NOTHING
"""
_READ = "SELECT name, sealed FROM hub_pseudonym WHERE party = %s AND name = ANY(%s)"


async def keep(connection: AsyncConnection[Any], keys: PartyKeys, numbers: Mapping[str, str]) -> None:
    """Number by name, sealed; a name that is there stays as it is. One query, in one order for all who write."""
    names = sorted(numbers)
    boxes = [keys.sealed(name, numbers[name]) for name in names]
    await connection.execute(_KEEP, [keys.party, names, boxes])


class Numbers(Protocol):
    """What the gateway asks."""

    async def start(self) -> None:
        """Opens."""

    async def stop(self) -> None:
        """Closes."""

    async def behind(self, keys: PartyKeys, names: Iterable[str]) -> dict[str, str]:
        """Number by name, of those that the hub gave to this party. Fault."""


class KeptNumbers:
    """Reads the table on connections of its own; none is opened before somebody asks by name."""

    def __init__(self, url: str, context: str) -> None:
        async def configure(connection: AsyncConnection[Any]) -> None:
            await connection.set_autocommit(True)
            await connection.execute(context.encode())

        self._pool = AsyncConnectionPool(
            url, min_size=0, max_size=2, open=False, configure=configure, timeout=5,
            check=AsyncConnectionPool.check_connection,
        )  # fmt: skip

    async def start(self) -> None:
        """Opens the pool."""
        await self._pool.open()

    async def stop(self) -> None:
        """Closes it."""
        await self._pool.close()

    async def behind(self, keys: PartyKeys, names: Iterable[str]) -> dict[str, str]:
        """One query."""
        try:
            async with self._pool.connection() as connection:
                cursor = await connection.execute(_READ, [keys.party, sorted(set(names))])
                rows = await cursor.fetchall()
        except (psycopg.Error, OSError):
            raise Fault(Error.INTERNAL, "names cannot be read") from None
        return {name: keys.opened(name, bytes(box)) for name, box in rows}
