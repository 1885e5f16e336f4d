"""The client side of one exchange: ask through the hub, wait so long, check the answer against the contract."""

from __future__ import annotations

import json
from dataclasses import dataclass
from time import perf_counter
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

import aiohttp

from madang.exchange.hub import recording
from madang.exchange.hub.addresses import address_of_hub
from madang.exchange.hub.asking import Asking, HubRefused, HubUnreachable, asking
from madang.exchange.hub.breaker import breaker_of
from madang.exchange.hub.contracts import operation
from madang.exchange.hub.failures import AgencyAnsweredWrongly, AgencyDown, AgencyFailure, AgencySlow
from madang.exchange.hub.registry.contracts import Operation
from madang.exchange.hub.registry.demonstration import service_of_agency

usual_seconds = 3.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that keeps the contract. body: parsed JSON; seconds: how long it took."""

    agency: str
    operation: str
    body: Any
    seconds: float


def opened_session() -> aiohttp.ClientSession:
    """A session to the hub, in the running loop."""
    # trust_env stays False: the hub is never reached through a proxy somebody set for something else.
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit_per_host=48), cookie_jar=aiohttp.DummyCookieJar())


class Port:
    """An open client; use as an async context, many calls at once are fine.

    session: one that somebody keeps open. Exchanges are then noted in `taken`, for whoever waits to record.
    """

    def __init__(self, session: aiohttp.ClientSession | None = None) -> None:
        self._session = session
        self._noting = session is not None
        self.taken: list[recording.Taken] = []

    async def __aenter__(self) -> Port:
        self._session = opened_session()
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
        took = recording.taken(agency, operation_id, outcome, reason=reason, attempts=attempts[0], seconds=seconds)
        if self._noting:
            self.taken.append(took)
        else:
            await recording.record(took)

    async def _guarded(self, agency: str, operation_id: str, asked: Operation, body: Any, query: dict[str, int] | None,
                       timeout: float, attempts: list[int]) -> Any:  # fmt: skip
        breaker = breaker_of(agency)
        hub = address_of_hub()
        if hub is None:
            raise AgencyDown(agency, operation_id, "no address is configured")
        if not breaker.admits():
            raise AgencyDown(agency, operation_id, "left alone after repeated failures")
        assert self._session is not None, "use the port as a context"
        try:
            way = _way(self._session, hub, agency, operation_id)
            text = await self._attempts(way, agency, operation_id, asked, body, query, timeout, attempts)
            answer = _checked(agency, operation_id, asked, text)
        except AgencyFailure:
            breaker.failed()
            raise
        breaker.succeeded()
        return answer

    async def _attempts(self, way: Asking, agency: str, operation_id: str, asked: Operation, body: Any,
                        query: dict[str, int] | None, timeout: float, attempts: list[int]) -> bytes:  # fmt: skip
        """The answer's bytes. A broken connection is tried once more when the operation only reads."""
        end = perf_counter() + timeout
        sent = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        service, asked_query = service_of_agency(agency), urlencode(query or {})
        while True:
            attempts[0] += 1
            try:
                answer = await way.ask(asked.method, service, asked.path, asked_query, sent, end - perf_counter())
            except TimeoutError:
                raise AgencySlow(agency, operation_id, f"no answer within {timeout:g} s") from None
            except HubUnreachable as broken:
                if attempts[0] > 1 or not asked.reads or perf_counter() >= end:
                    raise AgencyDown(agency, operation_id, f"connection failed ({broken})") from None
            except HubRefused as refused:
                raise _failure(refused)(agency, operation_id, refused.message) from None
            else:
                return _body(agency, operation_id, answer.status, answer.body)


def _way(session: aiohttp.ClientSession, hub: str, agency: str, operation_id: str) -> Asking:
    try:
        return asking(session, hub)
    except HubRefused as refused:
        raise AgencyDown(agency, operation_id, refused.message) from None


def _failure(refused: HubRefused) -> type[AgencyFailure]:
    """Whose fault it is that the hub gave no answer of the agency's."""
    name = refused.error.rpartition(".")[2]
    if name == "service_timed_out":
        return AgencySlow
    wrong = refused.error.startswith("server.serverproxy.") and (
        name in ("invalid_response", "response_too_large", "unknown_key") or "signature" in name
    )
    return AgencyAnsweredWrongly if wrong else AgencyDown


def _body(agency: str, operation_id: str, status: int, body: bytes) -> bytes:
    if status >= 500:
        raise AgencyDown(agency, operation_id, f"status {status}")
    if status != 200:
        raise AgencyAnsweredWrongly(agency, operation_id, f"status {status}")
    return body


def _checked(agency: str, operation_id: str, asked: Operation, text: bytes) -> Any:
    """The hub holds answers against the contract registered there; ours may be another version of it."""
    fault = asked.fault(200, "application/json", text)
    if fault is not None:
        raise AgencyAnsweredWrongly(agency, operation_id, fault)
    return json.loads(text)
