"""One exchange as it goes through: what was asked, what is answered, what the log keeps of it. Never any content."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any, NamedTuple

from madang.exchange.hub.protocol.fields import Fields
from madang.exchange.hub.signing.service import Claimed

LONGEST = 400
NAME = "hub.exchange"


@dataclass(slots=True)
class Request:
    """What came. path and query: encoded, as sent; fields: in order; headers: one value a name."""

    method: str
    path: str
    query: str
    fields: Fields
    headers: Mapping[str, str]
    body: bytes
    client: str = ""
    signature: str = ""

    @property
    def target(self) -> str:
        """As in the request line."""
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass(slots=True)
class Answer:
    """What goes back, not yet signed. also: work for the transaction that records the exchange; digest: of the body,
    where it is proven."""

    status: int
    fields: Fields
    body: bytes
    also: Any = None
    digest: str = ""


_ASKED = '("@method" "@path" "@query" "x-road-client"'
_TIED = '"signature";req;key="madang")'
COVERS = {
    f'{_ASKED} "x-road-id")': "ask",
    f'{_ASKED} "x-road-id" "content-digest")': "ask with body",
    f'{_ASKED} "x-road-service" "x-road-id")': "forward",
    f'{_ASKED} "x-road-service" "x-road-id" "content-digest")': "forward with body",
    f'("@status" "content-digest" {_TIED}': "answer",
    '("@status" "content-digest" "x-road-request-id" "x-road-request-hash" "x-road-id" "x-road-client" "x-road-service"'
    f" {_TIED}": "respond",
}
"""Names of what signatures usually cover, for the log: an entry of two kilobytes would be compressed each time."""


class Mark(NamedTuple):
    """A message in the log: its signature, and the digest of its body. Written when the entry is, not before."""

    found: Claimed
    digest: str

    @property
    def covers(self) -> str:
        """A name of COVERS where the signature's parameters are as :func:`parameters_of` writes them, else empty."""
        found = self.found
        covered, _, rest = found.parameters.partition(";created=")
        covers = COVERS.get(covered, "")
        return covers if covers and rest == f'{found.created};keyid="{found.keyid}";alg="ed25519"' else ""

    def body(self) -> dict[str, Any]:
        """As the log keeps it, with all that is needed to verify it later: `input`, where `covers` does not say it."""
        _, parameters, created, keyid, value = self.found
        covers = self.covers
        how = {"covers": covers} if covers else {"input": parameters}
        return {"digest": self.digest, "created": created, "keyid": keyid, "signature": value, **how}


class Exchange:
    """Grows on its way. marks: request of the client, asked of the provider, answered by it, response to the client;
    seconds: until it was answered.

    request_id is that of the log's entry, too (its column `act`).
    """

    __slots__ = ("act", "at", "began", "client", "error", "marks", "message_id", "method", "path", "request_id",
                 "seconds", "service", "status")  # fmt: skip

    def __init__(self, method: str, path: str) -> None:
        self.method, self.path = method, path
        self.act = uuid.uuid4()
        self.request_id = str(self.act)
        self.at = dt.datetime.now(dt.UTC)
        self.began = perf_counter()
        self.message_id = self.client = self.service = self.error = ""
        self.status, self.seconds = 0, 0.0
        self.marks: dict[str, Mark] = {}

    def answered(self, status: int) -> None:
        """So it ends."""
        self.status, self.seconds = status, perf_counter() - self.began

    @property
    def milliseconds(self) -> float:
        """Until it was answered."""
        return round(self.seconds * 1000, 2)

    def body(self) -> dict[str, Any]:
        """What the log keeps: ids, names, digests, signatures, outcome. The path without its query."""
        return {
            "id": self.message_id[:LONGEST],
            "request_id": self.request_id,
            "client": self.client[:LONGEST],
            "service": self.service[:LONGEST],
            "method": self.method[:LONGEST],
            "path": self.path[:LONGEST],
            "status": self.status,
            "error": self.error,
            "ms": self.milliseconds,
            **{name: one.body() for name, one in self.marks.items()},
        }
