"""Header fields: read once, those that end here taken out, the message's own hash (PR-REST §4.3)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from madang.exchange.hub.protocol.faults import Error, Fault

Fields = list[tuple[str, str]]
MOST_FIELDS = 100

HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
     "transfer-encoding", "upgrade"}
)  # fmt: skip
_LEAKS = frozenset({"host", "user-agent", "server"})
_OURS = frozenset(
    {"content-length", "content-digest", "signature", "signature-input", "expect", "date", "forwarded",
     "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"}
)  # fmt: skip
_SET_BY_THE_HUB = frozenset(
    {"x-road-client", "x-road-service", "x-road-id", "x-road-request-id", "x-road-request-hash", "x-road-error"}
)
_ENDS_HERE = HOP_BY_HOP | _LEAKS | _OURS | _SET_BY_THE_HUB
_ONCE = frozenset({"x-road-client", "x-road-id", "signature", "signature-input", "content-digest", "content-type"})
_NOT_HASHED = HOP_BY_HOP | _LEAKS | {"content-length", "x-road-request-id", "x-road-request-hash"}


def read(raw: Iterable[tuple[bytes, bytes]]) -> Fields:
    """Fields in the order sent, names in lower case, values stripped. Fault when there are too many."""
    found = [(name.decode("latin-1").lower(), value.decode("latin-1").strip()) for name, value in raw]
    if len(found) > MOST_FIELDS:
        raise Fault(Error.BAD_REQUEST, f"more than {MOST_FIELDS} header fields")
    return found


def by_name(fields: Fields) -> dict[str, str]:
    """One value a name, several joined as RFC 9110 §5.3 has it. Fault for a field that may stand only once."""
    found: dict[str, str] = {}
    for name, value in fields:
        if name in found:
            if name in _ONCE:
                raise Fault(Error.DUPLICATE_HEADER, f"{name} stands twice")
            found[name] = f"{found[name]}, {value}"
        else:
            found[name] = value
    return found


def passed_on(fields: Fields) -> Fields:
    """What goes through the hub: no hop-by-hop field, none that names a host, none that the hub sets itself."""
    ends = _ENDS_HERE
    for name, value in fields:
        if name == "connection":
            ends = ends | {part.strip().lower() for part in value.split(",")}
    return [(name, value) for name, value in fields if name not in ends]


def request_hash(method: str, target: str, fields: Fields, request_id: str, body: bytes) -> str:
    """X-Road-Request-Hash: base64(SHA-512(SHA-512(head) + SHA-512(body))), without body base64(SHA-512(head)).

    head: method CRLF target CRLF, then name:value CRLF of each field in the order sent (names in lower case; not the
    hop-by-hop ones, Host, User-Agent, Server, Content-Length), at last that of x-road-request-id; as X-Road 7 does it.
    """
    lines = [method, target, *(f"{name}:{value}" for name, value in fields if name not in _NOT_HASHED)]
    lines.append(f"x-road-request-id:{request_id}")
    head = hashlib.sha512(("\r\n".join(lines) + "\r\n").encode("latin-1")).digest()
    whole = hashlib.sha512(head + hashlib.sha512(body).digest()).digest() if body else head
    return base64.b64encode(whole).decode()
