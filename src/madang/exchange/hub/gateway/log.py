"""Group commit: many exchanges wait for one transaction of the log's own connection (synchronous_commit = on).

While one transaction is being made durable, the next exchanges gather; a hundred cost hardly more than one.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from psycopg import AsyncConnection

from madang.exchange.hub.gateway.exchange import NAME, Exchange
from madang.exchange.hub.gateway.recording import Also, LogUnavailable
from madang.exchange.hub.gateway.statement import Statement, array
from madang.trust.service import LOG_COLUMNS, LogRow, log_row

log = logging.getLogger(__name__)
TENANT = "hub"
MOST_AT_ONCE = 512
SECONDS = 10.0
SHARE = 2
MOST_GATHERED = 32
GATHER_SECONDS = 0.003
"""A batch waits for half of the exchanges under way, up to so many, no longer than so."""
PAUSES = (0.1, 0.5, 1.0, 2.0)

_TYPES = "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = 'trust_entry'::regclass"
_INSERT = (
    f"WITH written AS (INSERT INTO trust_entry ({', '.join(LOG_COLUMNS)})"  # noqa: S608 -- names of columns
    f" SELECT * FROM unnest({', '.join(f'${place}' for place in range(1, len(LOG_COLUMNS) + 1))}) RETURNING 1)"
    " SELECT pg_notify('madang_log', '') FROM (SELECT 1 FROM written LIMIT 1) once"
)
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
_LOST = (psycopg.OperationalError, psycopg.InterfaceError, OSError, TimeoutError)
"""After these nobody knows what became of the batch, or the connection is of no use."""
Waiting = tuple[LogRow, Also | None, "asyncio.Future[None]"]


def row_of(exchange: Exchange) -> LogRow:
    """The entry; its actor is the client, as far as the column goes (the body has it whole)."""
    return log_row(tenant=TENANT, kind="exchange", name=NAME, actor=f"agency:{exchange.client or '?'}"[:128],
                   body=exchange.body(), act=exchange.act, at=exchange.at)  # fmt: skip


class GroupLog:
    """Writes to the database of `url`. One for a process; use from one event loop."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._waiting: list[Waiting] = []
        self._wake = asyncio.Event()
        self._connection: AsyncConnection[Any] | None = None
        self._insert: Statement | None = None
        self._writer: asyncio.Task[None] | None = None
        self._stopping = False
        self.under_way: Callable[[], int] = int

    @property
    def writable(self) -> bool:
        """Whether the connection stands."""
        return self._connection is not None and not self._connection.closed

    async def start(self) -> None:
        """Connects and begins to write. LogUnavailable."""
        try:
            await self._connect()
        except (psycopg.Error, OSError, TimeoutError) as error:
            raise LogUnavailable(type(error).__name__) from error
        self._writer = asyncio.create_task(self._write_all(), name="hub log")

    async def stop(self) -> None:
        """Writes what waits, closes."""
        self._stopping = True
        self._wake.set()
        if self._writer is not None:
            await self._writer
        if self._connection is not None:
            await self._connection.close()

    async def record(self, exchange: Exchange, also: Also | None = None) -> None:
        """Returns when the entry is on disk. LogUnavailable: nobody knows, so nothing may be answered."""
        if not self.writable or self._stopping:
            raise LogUnavailable("no connection")
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((row_of(exchange), also, done))
        self._wake.set()
        await done

    async def recent(self, seconds: float) -> Iterable[tuple[str, str, float]]:
        """From the log itself, so that a gateway that was killed remembers what it answered."""
        assert self._connection is not None, "not started"
        async with self._connection.cursor() as cursor:
            await cursor.execute(_RECENT, [NAME, MOST_RECENT, seconds])
            return [(row[0] or "", row[1] or "", row[2]) for row in await cursor.fetchall()]

    async def _connect(self) -> None:
        connection = await AsyncConnection.connect(self._url, autocommit=True, connect_timeout=5,
                                                   application_name="madang hub log")  # fmt: skip
        await connection.execute(CONTEXT)
        await connection.execute("SET synchronous_commit = on")
        types: dict[str, str] = dict(await (await connection.execute(_TYPES)).fetchall())
        self._insert = Statement(connection, "madang_hub_log")
        await self._insert.prepare([f"{types[column]}[]" for column in LOG_COLUMNS], _INSERT)
        self._connection = connection

    async def _write_all(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                await self._gather()
                batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
                await self._write_batch(batch)
            if self._stopping:
                return

    async def _gather(self) -> None:
        """Where many are under way, a moment more brings several into one transaction; a lone one never waits."""
        wanted = min(self.under_way() // SHARE, MOST_GATHERED)
        if len(self._waiting) >= wanted or self._stopping:
            return
        loop = asyncio.get_running_loop()
        end = loop.time() + GATHER_SECONDS
        timer = loop.call_at(end, self._wake.set)
        while len(self._waiting) < wanted and loop.time() < end:
            await self._wake.wait()
            self._wake.clear()
        timer.cancel()

    async def _write_batch(self, batch: list[Waiting]) -> None:
        try:
            async with asyncio.timeout(SECONDS):
                await self._write(batch)
        except _LOST as error:
            _fail(batch, error)
            await self._again()
        except psycopg.Error as error:
            # One that the database does not take must not cost the others their answer.
            if len(batch) > 1:
                for one in batch:
                    await self._write_batch([one])
            else:
                _fail(batch, error)
        else:
            for _, _, done in batch:
                if not done.done():
                    done.set_result(None)

    async def _write(self, batch: list[Waiting]) -> None:
        assert self._connection is not None, "not started"
        assert self._insert is not None, "not started"
        parameters = _parameters([row for row, _, _ in batch])
        work = [also for _, also, _ in batch if also is not None]
        if not work:
            await self._insert.run(parameters)
            return
        async with self._connection.transaction():
            for also in work:
                await also(self._connection)
            await self._insert.run(parameters)

    async def _again(self) -> None:
        """Connects anew; meanwhile exchanges are refused, not gathered."""
        former, self._connection = self._connection, None
        if former is not None:
            await former.close()
        turn = 0
        while not self._stopping:
            waiting, self._waiting = self._waiting, []
            _fail(waiting, ConnectionError("no connection"))
            try:
                await self._connect()
            except (psycopg.Error, OSError, TimeoutError):
                await asyncio.sleep(PAUSES[min(turn, len(PAUSES) - 1)])
                turn += 1
            else:
                return


def _parameters(rows: list[LogRow]) -> list[bytes]:
    """The rows by columns."""
    return [array([_text(value) for value in column]) for column in zip(*rows, strict=True)]


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)


def _fail(batch: list[Waiting], error: Exception) -> None:
    if batch:
        log.error("exchanges not recorded", extra={"event_code": "hub_log_unavailable"})
    for _, _, done in batch:
        if not done.done():
            done.set_exception(LogUnavailable(type(error).__name__))
