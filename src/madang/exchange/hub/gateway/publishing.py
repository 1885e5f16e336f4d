"""POST /events: a publisher's CloudEvent, accepted or quarantined in the transaction that records the exchange."""

from __future__ import annotations

import json
from collections.abc import Awaitable
from functools import partial
from typing import Any

from psycopg import AsyncConnection

from madang.exchange.hub.events.keeping import QUARANTINE, keep, quarantined_as
from madang.exchange.hub.events.reading import NoRight, NotAcceptable, read
from madang.exchange.hub.gateway.exchange import Answer, Exchange, Request
from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.registry.snapshot import Snapshot

SERVICE = "events"
MOST_BYTES = 64 * 1024
"""The CloudEvents specification asks to forward 64 KiB (§5); a life event needs a hundredth of it."""
_JSON = ("content-type", "application/json; charset=utf-8")


class Publishing:
    """secret: keys the hash by which events about one person are kept in order."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def answer(self, request: Request, exchange: Exchange, registry: Snapshot) -> Answer:
        """202: it is kept, as an event or in quarantine; the caller need not say it again. Fault."""
        exchange.service = SERVICE
        if len(request.body) > MOST_BYTES:
            raise Fault(Error.BODY_TOO_LARGE, f"an event has at most {MOST_BYTES} bytes")
        try:
            event = read(request.headers, request.body, request.client, registry, self._secret)
        except NoRight:
            raise Fault(Error.ACCESS_DENIED, f"{request.client} may not publish this") from None
        except NotAcceptable as why:
            return _accepted("quarantined", partial(_quarantine, why=why, request=request), reason=why.reason)
        return _accepted("accepted", partial(keep, event=event, headers=request.headers, body=request.body))


def _quarantine(connection: AsyncConnection[Any], why: NotAcceptable, request: Request) -> Awaitable[Any]:
    return connection.execute(QUARANTINE, quarantined_as(why, request.client, request.headers, request.body))


def _accepted(status: str, also: Any, **more: str) -> Answer:
    return Answer(202, [_JSON], json.dumps({"status": status, **more}).encode(), also)
