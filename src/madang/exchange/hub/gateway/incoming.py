"""What comes in, read within bounds: fields, path, query, body; who sends it, and that it is theirs."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from madang.exchange.hub.gateway.exchange import Exchange, Mark, Request
from madang.exchange.hub.gateway.replay import ReplayGuard
from madang.exchange.hub.protocol import fields as header_fields
from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.protocol.names import client_of
from madang.exchange.hub.protocol.paths import query_of
from madang.exchange.hub.registry.snapshot import Snapshot
from madang.exchange.hub.signing.service import SignatureRefused, verify_request

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

MOST_BYTES = 10 * 1024 * 1024
MOST_HEARD = 4 * MOST_BYTES
BODY_SECONDS = 30.0
_TOO_LARGE = f"a body has at most {MOST_BYTES} bytes"
METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
_MESSAGE_ID = re.compile(r"[\x21-\x7e]{1,128}")


def is_message_id(text: str) -> bool:
    """Whether it can be an X-Road-Id."""
    return _MESSAGE_ID.fullmatch(text) is not None


class Gone(Exception):
    """The client went away before it had said everything: nobody to answer."""


def read(scope: Message, exchange: Exchange) -> Request:
    """The request as it came, still without its body. Fault."""
    if scope["method"] not in METHODS:
        raise Fault(Error.INVALID_METHOD, "the method is none of " + ", ".join(sorted(METHODS)))
    found = header_fields.read(scope["headers"])
    headers = header_fields.by_name(found)
    exchange.client = headers.get("x-road-client", "")
    exchange.message_id = headers.get("x-road-id", "")
    query = query_of(scope["query_string"])
    return Request(scope["method"], exchange.path, query, found, headers, b"")


def announces_body(request: Request) -> bool:
    """Whether a body follows the head (RFC 9112 §6)."""
    return "content-length" in request.headers or "transfer-encoding" in request.headers


async def body(receive: Receive, request: Request) -> bytes:
    """All of it. Fault; Gone.

    What is too large is heard to its end and thrown away, within bounds: who is still talking hears no refusal.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > MOST_HEARD:
        raise Fault(Error.BODY_TOO_LARGE, _TOO_LARGE)
    parts, size, more = [], 0, True
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while more and size <= MOST_HEARD:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Gone
                part = message.get("body", b"")
                size += len(part)
                if size <= MOST_BYTES:
                    parts.append(part)
                more = message.get("more_body", False)
    except TimeoutError:
        raise Fault(Error.SLOW_REQUEST, f"the body did not come within {BODY_SECONDS:g} s") from None
    if size > MOST_BYTES:
        raise Fault(Error.BODY_TOO_LARGE, _TOO_LARGE)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def admit(request: Request, exchange: Exchange, registry: Snapshot, guard: ReplayGuard, now: float) -> None:
    """Who asks, proven, and for the first time. Fault."""
    given = request.headers.get("x-road-client")
    if not given:
        raise Fault(Error.MISSING_HEADER, "X-Road-Client is mandatory")
    client = exchange.client = request.client = client_of(given)
    if client not in registry.parties:
        raise Fault(Error.UNKNOWN_CLIENT, f"{client} is not registered")
    if exchange.message_id and not is_message_id(exchange.message_id):
        raise Fault(Error.BAD_REQUEST, "X-Road-Id: 1 to 128 printable characters")
    try:
        found = verify_request(
            request.method, request.path, request.query, request.headers, request.body,
            lambda keyid: registry.key_of(keyid, client, now), now=now,
        )  # fmt: skip
    except SignatureRefused as refused:
        raise Fault(Error(f"client.{refused.code}"), str(refused)) from None
    request.signature = found.value
    exchange.marks["request"] = Mark(found, request.headers.get("content-digest", ""))
    if not guard.first(client, exchange.message_id or found.value, now):
        raise Fault(Error.REPLAYED, "a message with this X-Road-Id was sent before")
    exchange.message_id = exchange.message_id or str(uuid.uuid4())
