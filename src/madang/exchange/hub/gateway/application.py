"""The ASGI application: routes, and the one way every exchange goes."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from madang.exchange.hub.gateway import incoming, meta
from madang.exchange.hub.gateway.exchange import Answer, Exchange, Mark, Request
from madang.exchange.hub.gateway.forwarding import Addresses, Forwarding, resolved
from madang.exchange.hub.gateway.incoming import Gone, Message, Receive
from madang.exchange.hub.gateway.keeper import RegistryKeeper
from madang.exchange.hub.gateway.naming import Naming
from madang.exchange.hub.gateway.publishing import Publishing
from madang.exchange.hub.gateway.pulling import Pulling
from madang.exchange.hub.gateway.recording import LogUnavailable, Recorder
from madang.exchange.hub.gateway.replay import WINDOW, ReplayGuard
from madang.exchange.hub.gateway.upstream import Upstream
from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.protocol.fields import request_hash
from madang.exchange.hub.protocol.names import written
from madang.exchange.hub.protocol.paths import PREFIX, target_of
from madang.exchange.hub.pseudonyms.kept import Numbers
from madang.exchange.hub.registry.snapshot import Snapshot
from madang.exchange.hub.signing.service import Signer, signed_answer

log = logging.getLogger(__name__)
Send = Callable[[Message], Awaitable[None]]
Serve = Callable[[Request, Exchange, Snapshot], "Answer | Awaitable[Answer]"]
Said = tuple[int, list[tuple[str, str]], bytes]
"""Status, header fields, body."""
JSON = ("content-type", "application/json; charset=utf-8")
YAML = ("content-type", "application/yaml")
EVENTS = "/events"
MOST_AT_ONCE = 1_000
MOST_BYTES_AT_ONCE = 256 * 1024 * 1024
GARBAGE = 20_000
"""Objects between two looks for cycles, of which an exchange leaves none."""
PATIENCE = 60
"""Twentieths of a second that exchanges under way have when the gateway is told to stop."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """signer: the hub's key; secret: of the names of persons and the order of events; camel: error names as X-Road
    wrote them up to 7.7; instance: said by /health."""

    signer: Signer
    addresses: Addresses
    secret: bytes = b""
    camel: bool = False
    instance: str = ""


class Gateway:
    """ASGI 3. Started and stopped by the lifespan protocol."""

    def __init__(self, configuration: Configuration, registry: RegistryKeeper, recorder: Recorder,
                 pulling: Pulling | None = None, numbers: Numbers | None = None) -> None:  # fmt: skip
        self._configuration, self._registry, self._recorder = configuration, registry, recorder
        self._guard, self._upstream = ReplayGuard(), Upstream()
        self._numbers = numbers
        naming = Naming(configuration.secret, numbers)
        self._forwarding = Forwarding(configuration.signer, self._upstream, configuration.addresses, naming)
        self._publishing, self._pulling = Publishing(configuration.secret), pulling
        self._running = self._bytes = 0
        recorder.under_way = lambda: self._running

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One connection's request, or the life of the process."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            path = scope["raw_path"].decode("latin-1")
            serve = self._route(path, scope["method"])
            if serve is None:
                await self._plain(scope, path, send)
            else:
                await self._exchange(scope, receive, send, path, serve)

    def _route(self, path: str, method: str) -> Serve | None:
        if path.startswith(PREFIX):
            return self._ask
        if path == EVENTS and method == "POST":
            return self._publish
        if path.startswith(f"{EVENTS}/") and method == "GET":
            return self._pull
        return None

    def _ask(self, request: Request, exchange: Exchange, registry: Snapshot) -> Answer | Awaitable[Answer]:
        target = target_of(request.path)
        identifier, count = resolved(target, registry)
        code = meta.asked(target, identifier, count, registry)
        if code is not None:
            return meta.answer(code, identifier, request, exchange, registry)
        path = target.path_after(count)
        return self._forwarding.answer(identifier, path, request, exchange, registry, time.time())

    def _publish(self, request: Request, exchange: Exchange, registry: Snapshot) -> Answer:
        return self._publishing.answer(request, exchange, registry)

    def _pull(self, request: Request, exchange: Exchange, registry: Snapshot) -> Awaitable[Answer]:
        if self._pulling is None:
            raise Fault(Error.UNKNOWN_SERVICE, "this gateway has no events")
        return self._pulling.answer(request, exchange, registry)

    async def _exchange(self, scope: Message, receive: Receive, send: Send, path: str, serve: Serve) -> None:
        exchange = Exchange(scope["method"], path)
        self._running += 1
        try:
            message = await self._answered(scope, receive, exchange, serve)
            await _say(send, *message)
        except Gone:
            return
        finally:
            self._running -= 1

    async def _answered(self, scope: Message, receive: Receive, exchange: Exchange, serve: Serve) -> Said:
        request = None
        try:
            heard = incoming.read(scope, exchange)
            if incoming.announces_body(heard):
                heard.body = await incoming.body(receive, heard)
            request = heard
            self._bytes += len(request.body)
            served = serve(request, exchange, self._admitted(request, exchange))
            answer = served if isinstance(served, Answer) else await served
        except Gone:
            raise
        except Fault as fault:
            answer = self._refused(fault, exchange)
        except Exception:
            log.exception("exchange failed", extra={"event_code": "hub_internal_error"})
            answer = self._refused(Fault(Error.INTERNAL, "the hub failed"), exchange)
        finally:
            self._bytes -= len(request.body) if request else 0
        message = self._signed(answer, exchange, request)
        try:
            await self._recorder.record(exchange, answer.also)
        except LogUnavailable:
            return self._signed(self._refused(Fault(Error.LOGGING_FAILED, _LOG), exchange), exchange, request)
        return message

    def _admitted(self, request: Request, exchange: Exchange) -> Snapshot:
        """Who asks, proven, while there is room and everything can be put on record; by this registry. Fault."""
        registry = self._registry.current
        if registry is None or not self._recorder.writable:
            raise Fault(Error.LOGGING_FAILED, _LOG)
        if self._running > MOST_AT_ONCE or self._bytes > MOST_BYTES_AT_ONCE:
            raise Fault(Error.OVERLOADED, "too much at once; try again in a moment")
        incoming.admit(request, exchange, registry, self._guard, time.time())
        return registry

    def _refused(self, fault: Fault, exchange: Exchange) -> Answer:
        name = fault.error.written(camel=self._configuration.camel)
        exchange.error = str(fault.error)
        body = fault.body(exchange.request_id, camel=self._configuration.camel)
        return Answer(fault.error.status, [JSON, ("x-road-error", name)], body)

    def _signed(self, answer: Answer, exchange: Exchange, request: Request | None) -> Said:
        """Status, fields and body, signed; tied to the request where that was signed itself."""
        ours = {"x-road-request-id": exchange.request_id}
        if request is not None:
            hashed = request_hash(request.method, request.target, request.fields, exchange.request_id, request.body)
            ours["x-road-request-hash"] = hashed
            ours |= {"x-road-id": exchange.message_id} if incoming.is_message_id(exchange.message_id) else {}
        if request is not None and request.client:
            ours["x-road-client"] = written(request.client)
        if exchange.service:
            ours["x-road-service"] = written(exchange.service)
        body, digested = (b"", "") if exchange.method == "HEAD" else (answer.body, answer.digest)
        tied = request.signature if request else ""
        signed, found = signed_answer(self._configuration.signer, answer.status, ours, body, tied, also=tuple(ours),
                                      digested=digested)  # fmt: skip
        exchange.marks["response"] = Mark(found, signed["content-digest"])
        exchange.answered(answer.status)
        return answer.status, [*answer.fields, *ours.items(), *signed.items()], body

    async def _plain(self, scope: Message, path: str, send: Send) -> None:
        """What is no exchange: health, the directory, and what the hub's own addresses are."""
        registry = self._registry.current
        if path == "/health":
            well = registry is not None and self._recorder.writable
            said = json.dumps({"status": "ready" if well else "not ready"}).encode()
            await _say(send, 200 if well else 503, [JSON, ("x-madang-instance", self._configuration.instance)], said)
        elif path == "/openapi.yaml" and scope["method"] == "GET":
            await _say(send, 200, [YAML], meta.CONTRACT)
        elif path == "/listClients" and scope["method"] == "GET" and registry is not None:
            await _say(send, 200, [JSON], meta.list_clients(registry, scope["query_string"].decode("latin-1")))
        else:
            answer = self._refused(Fault(Error.BAD_REQUEST, "there is no such address"), Exchange("", path))
            await _say(send, answer.status, answer.fields, answer.body)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await self._registry.start()
            await self._recorder.start()
            self._guard.remember(await self._recorder.recent(WINDOW))
            for one in (self._pulling, self._numbers):
                if one is not None:
                    await one.start()
        except Exception as error:
            await send({"type": "lifespan.startup.failed", "message": f"{type(error).__name__}"})
            raise
        async with self._upstream:
            # What was loaded until here stays; the collector need not look through it again and again.
            gc.collect()
            gc.freeze()
            gc.set_threshold(GARBAGE)
            await send({"type": "lifespan.startup.complete"})
            await receive()
            for _ in range(PATIENCE):
                await asyncio.sleep(0.05 if self._running else 0)
            await self._recorder.stop()
        await self._registry.stop()
        for one in (self._pulling, self._numbers):
            if one is not None:
                await one.stop()
        await send({"type": "lifespan.shutdown.complete"})


_LOG = "the exchange cannot be recorded; nothing was answered"


async def _say(send: Send, status: int, fields: list[tuple[str, str]], body: bytes) -> None:
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in fields]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})
