"""One prepared statement over and over, by libpq itself: a tenth of the work that a cursor does for each batch.

The hot path of the log. Everything else goes the ordinary way of psycopg on the same connection, between two batches.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from psycopg import AsyncConnection
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

_DONE = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)


class Statement:
    """Prepared on a connection in autocommit: each run is a transaction of its own."""

    def __init__(self, connection: AsyncConnection[Any], name: str) -> None:
        self._connection, self._name = connection, name.encode()

    async def prepare(self, types: Sequence[str], text: str) -> None:
        """text: with $1, $2, …; types: of the parameters, as SQL names them."""
        name = self._name.decode()
        await self._connection.execute(f"PREPARE {name} ({', '.join(types)}) AS {text}".encode())

    async def run(self, parameters: Sequence[bytes]) -> None:
        """Parameters in text format. Raises psycopg.Error; the connection must have nothing else to do."""
        libpq = self._connection.pgconn
        libpq.send_query_prepared(self._name, parameters)
        loop, socket = asyncio.get_running_loop(), libpq.socket
        while libpq.flush():
            await _until(loop.add_writer, loop.remove_writer, socket)
        failed = None
        while True:
            while libpq.is_busy():
                await _until(loop.add_reader, loop.remove_reader, socket)
                libpq.consume_input()
            result = libpq.get_result()
            if result is None:
                break
            if result.status not in _DONE:
                failed = error_from_result(result)
        if failed is not None:
            raise failed


async def _until(add: Callable[..., Any], remove: Callable[[int], Any], socket: int) -> None:
    """Until the socket is ready."""
    ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    add(socket, _set, ready)
    try:
        await ready
    finally:
        remove(socket)


def _set(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)


def array(values: Sequence[str | None]) -> bytes:
    """An array literal (PostgreSQL §8.15.2) of texts; None is NULL."""
    return ("{" + ",".join(_element(value) for value in values) + "}").encode()


def _element(value: str | None) -> str:
    if value is None:
        return "NULL"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
