"""GET /events/{subscription}?after=&limit=: events for a subscriber outside, oldest first, behind a cursor.

Who subscribes without a statute is told of persons by names of its own.

A cursor names transaction and event. Only transactions older than every one still running are shown, so an event that
commits late is never passed over.
"""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any, Protocol
from urllib.parse import parse_qs

import psycopg
from psycopg_pool import AsyncConnectionPool

from madang.exchange.hub.gateway.connecting import CONTEXT
from madang.exchange.hub.gateway.exchange import Answer, Exchange, Request
from madang.exchange.hub.gateway.recording import Also
from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.pseudonyms.events import event_for
from madang.exchange.hub.pseudonyms.kept import keep
from madang.exchange.hub.pseudonyms.keys import keys_of
from madang.exchange.hub.registry.entries import EventTypeEntry
from madang.exchange.hub.registry.snapshot import Snapshot

MOST = 500
_CURSOR = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})")
_LIMIT = re.compile(r"[0-9]{1,3}")
_READ = """
SELECT transaction, id, type, event FROM hub_event
WHERE type = ANY(%s) AND (transaction, id) > (%s, %s)
  AND transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
ORDER BY transaction, id LIMIT %s
"""
_JSON = ("content-type", "application/json; charset=utf-8")


class Pulling(Protocol):
    """What the application asks."""

    async def start(self) -> None:
        """Opens."""

    async def stop(self) -> None:
        """Closes."""

    async def answer(self, request: Request, exchange: Exchange, registry: Snapshot) -> Answer:
        """{events, next}. Fault."""


class DatabasePulling:
    """Reads the inbox on connections of its own, each asked before its use whether the server still holds it."""

    def __init__(self, url: str, secret: bytes = b"") -> None:
        self._secret = secret
        self._pool = AsyncConnectionPool(
            url, min_size=1, max_size=4, open=False, configure=_configure, timeout=5,
            check=AsyncConnectionPool.check_connection,
        )  # fmt: skip

    async def start(self) -> None:
        """Opens the pool."""
        await self._pool.open()

    async def stop(self) -> None:
        """Closes it."""
        await self._pool.close()

    async def answer(self, request: Request, exchange: Exchange, registry: Snapshot) -> Answer:
        """Of the types that the subscription's subsystem may subscribe to now."""
        exchange.service = "events"
        subscription = registry.subscriptions.get(request.path.removeprefix("/events/"))
        if subscription is None or subscription.subsystem != request.client:
            raise Fault(Error.ACCESS_DENIED, f"{request.client} has no such subscription")
        rights = {name: right for name in registry.event_types
                  if (right := registry.event_rights.get((request.client, name, "subscribe")))}  # fmt: skip
        asked = parse_qs(request.query)
        after, limit = asked.get("after", ["0.0"])[0], asked.get("limit", ["100"])[0]
        read = _CURSOR.fullmatch(after)
        if read is None or _LIMIT.fullmatch(limit) is None or not 0 < int(limit) <= MOST:
            raise Fault(Error.BAD_REQUEST, f"after: a cursor as `next` gave it; limit: 1 to {MOST}")
        rows = await self._rows(list(rights), int(read.group(1)), int(read.group(2)), int(limit))
        cursor = f"{rows[-1][0]}.{rows[-1][1]}" if rows else after
        named = [(event, registry.event_types[kind]) for _, _, kind, event in rows if not rights[kind].ground]
        also = self._named(named, request.client) if named else None
        body = {"events": [event for *_, event in rows], "next": cursor}
        return Answer(200, [_JSON], json.dumps(body, ensure_ascii=False).encode(), also)

    def _named(self, events: list[tuple[dict[str, Any], EventTypeEntry]], client: str) -> Also | None:
        """Puts the client's names into these events; gives what keeps them, in the transaction of the entry."""
        keys = keys_of(self._secret, client)
        given: dict[str, str] = {}
        for event, kind in events:
            given |= event_for(event, kind, keys)
        return partial(keep, keys=keys, numbers=given) if given else None

    async def _rows(self, types: list[str], transaction: int, id: int, limit: int) -> list[Any]:
        try:
            async with self._pool.connection() as connection:
                cursor = await connection.execute(_READ, [types, transaction, id, limit])
                return await cursor.fetchall()
        except (psycopg.Error, OSError):
            raise Fault(Error.INTERNAL, "the inbox cannot be read") from None


async def _configure(connection: psycopg.AsyncConnection[Any]) -> None:
    await connection.set_autocommit(True)
    await connection.execute(CONTEXT)
