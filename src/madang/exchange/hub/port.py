"""The client side of one exchange: connect, ask, wait so long, check the answer against the contract."""

from __future__ import annotations

import json
from dataclasses import dataclass
from time import perf_counter
from types import TracebackType
from typing import Any

import aiohttp

from madang.exchange.hub import recording
from madang.exchange.hub.addresses import address_of
from madang.exchange.hub.breaker import breaker_of
from madang.exchange.hub.contracts import Operation, operation
from madang.exchange.hub.failures import AgencyAnsweredWrongly, AgencyDown, AgencyFailure, AgencySlow

usual_seconds = 3.0
most_bytes = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that keeps the contract. body: parsed JSON; seconds: how long it took."""

    agency: str
    operation: str
    body: Any
    seconds: float


class Port:
    """An open client; use as an async context, many calls at once are fine."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Port:
        # trust_env stays False: an agency is never reached through a proxy somebody set for something else.
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit_per_host=8))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session:
            await self._session.close()

    async def call(self, agency: str, operation_id: str, *, body: Any = None, query: dict[str, int] | None = None,
                   timeout: float = usual_seconds) -> Reply:  # fmt: skip
        """One exchange, recorded. Raises AgencyDown, AgencySlow, AgencyAnsweredWrongly; UnknownOperation.

        timeout: seconds for the whole exchange, a second attempt included.
        """
        asked = operation(agency, operation_id)
        begin, attempts = perf_counter(), [0]
        try:
            reply = await self._guarded(agency, operation_id, asked, body, query, timeout, attempts)
        except AgencyFailure as failure:
            await self._recorded(failure.outcome, agency, operation_id, failure.reason, attempts, begin)
            raise
        seconds = perf_counter() - begin
        await self._recorded("right", agency, operation_id, "", attempts, begin)
        return Reply(agency, operation_id, reply, seconds)

    async def _recorded(
        self, outcome: str, agency: str, operation_id: str, reason: str, attempts: list[int], begin: float
    ) -> None:
        seconds = perf_counter() - begin
        await recording.record(agency, operation_id, outcome, reason=reason, attempts=attempts[0], seconds=seconds)

    async def _guarded(self, agency: str, operation_id: str, asked: Operation, body: Any, query: dict[str, int] | None,
                       timeout: float, attempts: list[int]) -> Any:  # fmt: skip
        breaker = breaker_of(agency)
        address = address_of(agency)
        if address is None:
            raise AgencyDown(agency, operation_id, "no address is configured")
        if not breaker.admits():
            raise AgencyDown(agency, operation_id, "left alone after repeated failures")
        try:
            text = await self._attempts(agency, operation_id, asked, address, body, query, timeout, attempts)
            answer = _checked(agency, operation_id, asked, text)
        except AgencyFailure:
            breaker.failed()
            raise
        breaker.succeeded()
        return answer

    async def _attempts(self, agency: str, operation_id: str, asked: Operation, address: str, body: Any,
                        query: dict[str, int] | None, timeout: float, attempts: list[int]) -> bytes:  # fmt: skip
        """The answer's bytes. A broken connection is tried once more when the operation only reads."""
        end = perf_counter() + timeout
        while True:
            attempts[0] += 1
            try:
                return await self._once(agency, operation_id, asked, address, body, query, end - perf_counter())
            except TimeoutError:
                raise AgencySlow(agency, operation_id, f"no answer within {timeout:g} s") from None
            except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError) as error:
                if attempts[0] > 1 or not asked.reads or perf_counter() >= end:
                    raise AgencyDown(agency, operation_id, f"connection failed ({type(error).__name__})") from None

    async def _once(self, agency: str, operation_id: str, asked: Operation, address: str, body: Any,
                    query: dict[str, int] | None, timeout: float) -> bytes:  # fmt: skip
        assert self._session is not None, "use the port as a context"
        limit = aiohttp.ClientTimeout(total=max(timeout, 0.001))
        async with self._session.request(
            asked.method, address + asked.path, json=body, params=query, timeout=limit, allow_redirects=False
        ) as answer:
            if answer.status >= 500:
                raise AgencyDown(agency, operation_id, f"status {answer.status}")
            if answer.status != 200:
                raise AgencyAnsweredWrongly(agency, operation_id, f"status {answer.status}")
            read = await answer.content.read(most_bytes + 1)
            while len(read) <= most_bytes and not answer.content.at_eof():
                read += await answer.content.read(most_bytes + 1 - len(read))
            if len(read) > most_bytes:
                raise AgencyAnsweredWrongly(agency, operation_id, f"an answer above {most_bytes} bytes")
            return read


def _checked(agency: str, operation_id: str, asked: Operation, text: bytes) -> Any:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise AgencyAnsweredWrongly(agency, operation_id, "the answer is not JSON") from None
    error = next(asked.answer.iter_errors(body), None)
    if error is not None:
        # The schema's own words only: the message of jsonschema would quote the answer.
        where = "/".join(str(part) for part in error.absolute_schema_path)
        raise AgencyAnsweredWrongly(agency, operation_id, f"not as the contract says ({where})")
    return body
