"""Group commit: many exchanges wait for one transaction of the log's own connection (synchronous_commit = on).

While one transaction is being made durable, the next exchanges gather; a hundred cost hardly more than one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable, Sequence
from functools import partial
from typing import Any

import psycopg
from psycopg import AsyncConnection

from madang.exchange.hub.gateway.connecting import connected, said_lately
from madang.exchange.hub.gateway.entry import INSERT, TYPES, parameters, row_of
from madang.exchange.hub.gateway.exchange import Exchange
from madang.exchange.hub.gateway.gathering import Gathering
from madang.exchange.hub.gateway.recording import Also, LogUnavailable
from madang.exchange.hub.gateway.statement import Statement
from madang.trust.service import LogRow

log = logging.getLogger(__name__)
MOST_AT_ONCE = 512
SECONDS = 10.0
PAUSES = (0.1, 0.5, 1.0, 2.0)

_LOST = (psycopg.OperationalError, psycopg.InterfaceError, OSError, TimeoutError)
"""After these nobody knows what became of the batch, or the connection is of no use."""
Waiting = tuple[Exchange, Also | None, "asyncio.Future[None]"]
Written = tuple[LogRow, Also | None, "asyncio.Future[None]"]


class GroupLog:
    """Writes to the database of `url`. One for a process; use from one event loop.

    An entry is written and sent from where it is recorded, or with those that waited with it; its future is set from
    where the loop hears of the commit. A task is made only for what is not so plain: work in the same transaction, an
    entry refused, a connection lost.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._loop: asyncio.AbstractEventLoop
        self._waiting: list[Waiting] = []
        self._connection: AsyncConnection[Any] | None = None
        self._insert: Statement | None = None
        self._busy = self._stopping = False
        self._gathering = Gathering(self._go_on)
        self._aside: asyncio.Task[None] | None = None
        self._idle = asyncio.Event()
        self.under_way: Callable[[], int] = int

    @property
    def writable(self) -> bool:
        """Whether the connection stands."""
        return self._connection is not None and not self._connection.closed

    async def start(self) -> None:
        """Connects and begins to write. LogUnavailable."""
        self._loop = asyncio.get_running_loop()
        try:
            await self._connect()
        except (psycopg.Error, OSError, TimeoutError) as error:
            raise LogUnavailable(type(error).__name__) from error

    async def stop(self) -> None:
        """Writes what waits, closes."""
        self._stopping = True
        self._go_on()
        await self._idle.wait()
        await self._close()

    async def record(self, exchange: Exchange, also: Also | None = None) -> None:
        """Returns when the entry is on disk. LogUnavailable: nobody knows, so nothing may be answered."""
        if not self.writable or self._stopping:
            raise LogUnavailable("no connection")
        done: asyncio.Future[None] = self._loop.create_future()
        self._waiting.append((exchange, also, done))
        self._go_on()
        await done

    async def recent(self, seconds: float) -> Iterable[tuple[str, str, float]]:
        """From the log itself, so that a gateway that was killed remembers what it answered."""
        assert self._connection is not None, "not started"
        return await said_lately(self._connection, seconds)

    async def _connect(self) -> None:
        connection = await connected(self._url, "madang hub log")
        await connection.execute("SET synchronous_commit = on")
        self._insert = Statement(connection, "madang_hub_log", self._lost)
        await self._insert.prepare(TYPES, INSERT)
        self._connection = connection

    async def _close(self) -> None:
        former, self._connection = self._connection, None
        if self._insert is not None:
            self._insert.pause()
        if former is not None:
            await former.close()

    def _go_on(self) -> None:
        """Sends what waits, when nothing is under way and enough has gathered."""
        if self._busy:
            return
        if not self._waiting:
            self._gathering.end()
            if self._stopping:
                self._idle.set()
        elif self._stopping or self._gathering.enough(len(self._waiting), self.under_way()):
            waiting, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            batch = _written(waiting)
            if not batch:
                self._go_on()
                return
            self._busy = True
            if any(also is not None for _, also, _ in batch):
                self._set_aside(self._write_batch(batch))
            else:
                self._send(batch)

    def _send(self, batch: list[Written]) -> None:
        assert self._insert is not None, "not started"
        late = self._loop.call_later(SECONDS, self._insert.give_up, TimeoutError())
        ended = partial(self._ended, batch, late)
        try:
            self._insert.start(parameters([row for row, _, _ in batch]), ended)
        except psycopg.Error as error:
            ended(error)

    def _ended(self, batch: list[Written], late: asyncio.TimerHandle, error: Exception | None) -> None:
        late.cancel()
        if error is None:
            _done(batch)
            self._busy = False
            self._go_on()
        else:
            self._set_aside(self._failed(batch, error))

    def _lost(self) -> None:
        """The connection ended while nothing was under way."""
        if not self._busy and not self._stopping:
            self._busy = True
            self._set_aside(self._again())

    def _set_aside(self, work: Coroutine[Any, Any, None]) -> None:
        """What takes more than one step; nothing else is written meanwhile."""

        async def then_go_on() -> None:
            try:
                await work
            finally:
                self._busy = False
                self._go_on()

        self._aside = asyncio.create_task(then_go_on(), name="hub log")

    async def _write_batch(self, batch: list[Written]) -> None:
        if not self.writable:
            _fail(batch, ConnectionError("no connection"))
            return
        try:
            async with asyncio.timeout(SECONDS):
                await self._write(batch)
        except (psycopg.Error, OSError) as error:
            await self._failed(batch, error)
        else:
            _done(batch)

    async def _failed(self, batch: list[Written], error: Exception) -> None:
        if isinstance(error, _LOST):
            _fail(batch, error)
            await self._again()
        elif len(batch) > 1:
            # One that the database does not take must not cost the others their answer.
            for one in batch:
                await self._write_batch([one])
        else:
            _fail(batch, error)

    async def _write(self, batch: list[Written]) -> None:
        assert self._connection is not None, "not started"
        assert self._insert is not None, "not started"
        self._insert.pause()
        async with self._connection.transaction():
            for _, also, _ in batch:
                if also is not None:
                    await also(self._connection)
            await self._insert.run(parameters([row for row, _, _ in batch]))

    async def _again(self) -> None:
        """Connects anew; meanwhile exchanges are refused, not gathered."""
        await self._close()
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


def _written(waiting: list[Waiting]) -> list[Written]:
    """The rows, made one after the other when they are sent: a loop that stays in the processor's cache."""
    batch: list[Written] = []
    for exchange, also, done in waiting:
        try:
            batch.append((row_of(exchange), also, done))
        except ValueError as error:
            # What is no text costs nobody else the answer.
            _fail([(exchange, also, done)], error)
    return batch


def _done(batch: list[Written]) -> None:
    for _, _, done in batch:
        if not done.done():
            done.set_result(None)


def _fail(batch: Sequence[Waiting | Written], error: Exception) -> None:
    if batch:
        log.error("exchanges not recorded", extra={"event_code": "hub_log_unavailable"})
    for _, _, done in batch:
        if not done.done():
            done.set_exception(LogUnavailable(type(error).__name__))
