"""One prepared statement over and over, by libpq itself: a tenth of the work that a cursor does for each batch.

The hot path of the log: what it says is sent from where it is said, and what comes back is read where the loop hears of
it, without a task between. Everything else goes the ordinary way of psycopg on the same connection, between two runs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from psycopg import AsyncConnection
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

_DONE = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)
BINARY = 1
Then = Callable[[Exception | None], None]
"""Is told once how a run ended: None when it is committed, else psycopg.Error or OSError."""


class Statement:
    """Prepared on a connection in autocommit: each run is a transaction of its own. From one event loop.

    lost: is called when the connection ends while nothing runs.
    """

    def __init__(self, connection: AsyncConnection[Any], name: str, lost: Callable[[], None]) -> None:
        self._connection, self._name, self._lost = connection, name.encode(), lost
        self._libpq = connection.pgconn
        self._socket = self._libpq.socket
        self._loop = asyncio.get_running_loop()
        self._listening = self._writing = False
        self._then: Then | None = None
        self._failed: psycopg.Error | None = None

    async def prepare(self, types: Sequence[str], text: str) -> None:
        """text: with $1, $2, …; types: of the parameters, as SQL names them."""
        name = self._name.decode()
        await self._connection.execute(f"PREPARE {name} ({', '.join(types)}) AS {text}".encode())

    def start(self, parameters: Sequence[bytes], then: Then) -> None:
        """Sends; parameters in binary format. psycopg.Error when it cannot be sent: then nobody is told.

        The connection must have nothing else to do until `then` is told.
        """
        self._libpq.send_query_prepared(self._name, parameters, [BINARY] * len(parameters))
        self._then, self._failed = then, None
        if not self._listening:
            self._listening = True
            self._loop.add_reader(self._socket, self._heard)
        self._flush()

    async def run(self, parameters: Sequence[bytes]) -> None:
        """The same for who waits; pauses at the end. Raises what `then` would be told."""
        ended: asyncio.Future[Exception | None] = self._loop.create_future()
        try:
            self.start(parameters, lambda error: None if ended.done() else ended.set_result(error))
            error = await ended
        finally:
            self._then = None
            self.pause()
        if error is not None:
            raise error

    def pause(self) -> None:
        """Before psycopg uses the connection its own way, and before it is closed."""
        if self._writing:
            self._writing = False
            self._loop.remove_writer(self._socket)
        if self._listening:
            self._listening = False
            self._loop.remove_reader(self._socket)

    def give_up(self, error: Exception) -> None:
        """Nothing is heard any more; who waits is told so."""
        self.pause()
        then, self._then = self._then, None
        if then is not None:
            then(error)
        else:
            self._lost()

    def _flush(self) -> None:
        try:
            more = self._libpq.flush()
        except psycopg.Error as error:
            self._loop.call_soon(self.give_up, error)
            return
        if more and not self._writing:
            self._loop.add_writer(self._socket, self._flush)
        elif self._writing and not more:
            self._loop.remove_writer(self._socket)
        self._writing = bool(more)

    def _heard(self) -> None:
        try:
            self._libpq.consume_input()
            while self._then is not None and not self._libpq.is_busy():
                result = self._libpq.get_result()
                if result is None:
                    then, self._then = self._then, None
                    then(self._failed)
                    return
                if result.status not in _DONE:
                    self._failed = error_from_result(result)
        except psycopg.Error as error:
            self.give_up(error)
