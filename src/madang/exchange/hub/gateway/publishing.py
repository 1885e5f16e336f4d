"""POST /events: a publisher's CloudEvents, accepted or quarantined in the transaction that records the exchange."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from madang.exchange.hub.events.keeping import Judged, keep
from madang.exchange.hub.events.reading import ALONE, NoRight, NotAcceptable, apart, are_together, read
from madang.exchange.hub.gateway.exchange import Answer, Exchange, Request
from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.registry.snapshot import Snapshot

SERVICE = "events"
MOST_BYTES = 64 * 1024
"""The CloudEvents specification asks to forward 64 KiB (§5); a life event needs a hundredth of it."""
MOST_TOGETHER, MOST_BYTES_TOGETHER = 500, 1024 * 1024
"""Events in one message, and all of their bytes."""
_JSON = ("content-type", "application/json; charset=utf-8")


class Publishing:
    """secret: keys the hash by which events about one person are kept in order."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def answer(self, request: Request, exchange: Exchange, registry: Snapshot) -> Answer:
        """202: it is kept, as an event or in quarantine; the caller need not say it again. Fault.

        Of several in one message each is judged by itself, and told of in their order; where this client may not
        publish one of them, none is kept.
        """
        exchange.service = SERVICE
        together = are_together(request.headers)
        if len(request.body) > (MOST_BYTES_TOGETHER if together else MOST_BYTES):
            raise Fault(Error.BODY_TOO_LARGE, f"an event has at most {MOST_BYTES} bytes, many {MOST_BYTES_TOGETHER}")
        try:
            if not together:
                return _one(self._judged(request, request.headers, request.body, registry))
            bodies = _bodies(request.body)
            return _many([self._judged(request, ALONE, body, registry) for body in bodies])
        except NotAcceptable as why:
            return _one(Judged(request.client, request.headers, request.body, why))
        except NoRight:
            raise Fault(Error.ACCESS_DENIED, f"{request.client} may not publish this") from None

    def _judged(self, request: Request, headers: Mapping[str, str], body: bytes, registry: Snapshot) -> Judged:
        try:
            found = read(headers, body, request.client, registry, self._secret)
        except NotAcceptable as why:
            return Judged(request.client, headers, body, why)
        return Judged(request.client, headers, body, found)


def _bodies(body: bytes) -> Sequence[bytes]:
    """Fault, where they are too many or one is too large; NotAcceptable."""
    found = apart(body)
    if len(found) > MOST_TOGETHER or any(len(one) > MOST_BYTES for one in found):
        raise Fault(Error.BODY_TOO_LARGE, f"at most {MOST_TOGETHER} events, each of at most {MOST_BYTES} bytes")
    return found


def _one(judged: Judged) -> Answer:
    return _accepted([judged], _status(judged))


def _many(judged: Sequence[Judged]) -> Answer:
    return _accepted(judged, {"events": [_status(one) for one in judged]})


def _status(judged: Judged) -> dict[str, str]:
    found = judged.found
    return {"status": "quarantined", "reason": found.reason} if isinstance(found, NotAcceptable) else _ACCEPTED


_ACCEPTED = {"status": "accepted"}


def _accepted(judged: Sequence[Judged], said: Mapping[str, Any]) -> Answer:
    return Answer(202, [_JSON], json.dumps(said).encode(), partial(keep, messages=judged))
