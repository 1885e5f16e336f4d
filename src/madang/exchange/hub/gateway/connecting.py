"""Connections of the hub: whose they are, and what the log tells of the last minutes."""

from __future__ import annotations

from typing import Any

from psycopg import AsyncConnection

from madang.exchange.hub.gateway.exchange import NAME

_RECENT = (
    "SELECT body::json ->> 'client', body::json ->> 'id', extract(epoch FROM at)::float8 FROM trust_entry"
    " WHERE tenant = 'hub' AND name = %s AND kind = 'exchange' AND body IS NOT NULL"
    " AND id > (SELECT coalesce(max(id), 0) FROM trust_entry WHERE tenant = 'hub') - %s"
    " AND at > now() - make_interval(secs => %s)"
)
MOST_RECENT = 1_000_000
CONTEXT = (
    "SELECT set_config('madang.tenants', 'hub', false), set_config('madang.actor', 'system:hub', false),"
    " set_config('madang.subjects', '', false), set_config('madang.units', '*', false)"
)


async def connected(url: str, name: str) -> AsyncConnection[Any]:
    """In autocommit, as the hub; name: as the database lists it. psycopg.Error, OSError."""
    connection = await AsyncConnection.connect(url, autocommit=True, connect_timeout=5, application_name=name)
    await connection.execute(CONTEXT)
    return connection


async def said_lately(connection: AsyncConnection[Any], seconds: float) -> list[tuple[str, str, float]]:
    """(client, message id, time) of the exchanges of the last seconds."""
    async with connection.cursor() as cursor:
        await cursor.execute(_RECENT, [NAME, MOST_RECENT, seconds])
        return [(row[0] or "", row[1] or "", row[2]) for row in await cursor.fetchall()]
