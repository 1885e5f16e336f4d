"""Exchanges of a client that has no statute for register numbers: it says names of its own, the provider numbers."""

from __future__ import annotations

import uuid
from functools import partial

from madang.exchange.hub.gateway.exchange import Answer, Exchange, Request
from madang.exchange.hub.gateway.upstream import Reply
from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.protocol.fields import passed_on
from madang.exchange.hub.pseudonyms.kept import Numbers, keep
from madang.exchange.hub.pseudonyms.keys import keys_of
from madang.exchange.hub.pseudonyms.messages import (
    PASS,
    Translation,
    answered_by_name,
    asked_by_name,
    names_nobody,
    names_somebody,
)


class Naming:
    """secret: of the hub; numbers: behind names, None in a gateway without a database."""

    def __init__(self, secret: bytes, numbers: Numbers | None) -> None:
        self._secret, self._numbers = secret, numbers

    async def asked(self, told: Translation, request: Request, exchange: Exchange, path: str) -> bytes:
        """The body for the provider. path: behind the service. Fault."""
        passed = [value for _, value in passed_on(request.fields)]
        names_nobody(told, [path, request.query, exchange.message_id, *passed])
        if not request.body:
            return b""
        asked = asked_by_name(request.body, told)
        if not asked.names:
            return request.body
        if self._numbers is None:
            raise Fault(Error.UNKNOWN_SERVICE, "this gateway has no names of persons")
        keys = keys_of(self._secret, request.client)
        return asked.with_numbers(await self._numbers.behind(keys, asked.names))

    def answered(self, told: Translation, reply: Reply, headers: dict[str, str], request: Request) -> Answer:
        """The answer for the client; its names are kept in the transaction of the entry. Fault."""
        fields = [(name, value) for name, value in reply.fields if name in PASS]
        if any(told.number.search(value) for _, value in fields):
            raise Fault(Error.OFF_CONTRACT, "the answer names persons where its entry does not say so")
        if not reply.body:
            return Answer(reply.status, fields, b"")
        if headers.get("content-encoding", "identity") != "identity":
            raise Fault(Error.OFF_CONTRACT, "the answer is compressed, though identity was asked for")
        keys = keys_of(self._secret, request.client)
        body, given = answered_by_name(reply.body, told, keys)
        return Answer(reply.status, fields, body, partial(keep, keys=keys, numbers=given) if given else None)


def without_persons(told: Translation, exchange: Exchange, path: str) -> None:
    """What is refused goes on record without the person that its address or id names."""
    if names_somebody(told, path):
        exchange.path = exchange.path.removesuffix(path)
    if names_somebody(told, exchange.message_id):
        exchange.message_id = str(uuid.uuid4())
