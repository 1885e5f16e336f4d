"""An exchange as an entry of the log, and many of them as the parameters of one statement."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring as _quoted
from typing import Any

from madang.exchange.hub.gateway.exchange import NAME, Exchange
from madang.trust.service import LogRow, written_row

TENANT = "hub"
_SAME = {"tenant": TENANT, "kind": "exchange", "name": NAME, "subject": ""}
"""In each entry of the hub; `shown_from` stays NULL."""
_OWN = {"act": "uuid", "at": "timestamptz", "actor": "text", "body": "text", "salt": "bytea", "commitment": "bytea",
        "leaf": "bytea"}  # fmt: skip
TYPES = [f"{kind}[]" for kind in _OWN.values()]
INSERT = (
    f"INSERT INTO trust_entry ({', '.join([*_SAME, *_OWN])})"  # noqa: S608 -- names of columns, and constants
    f" SELECT {', '.join(repr(value) for value in _SAME.values())}, own.*"
    f" FROM unnest({', '.join(f'${place}' for place in range(1, len(_OWN) + 1))}) own"
)
_OIDS = {"uuid": 2950, "timestamptz": 1184, "text": 25, "bytea": 17}
_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def row_of(exchange: Exchange) -> LogRow:
    """The entry; its actor is the client, as far as the column goes (the body has it whole)."""
    actor = f"agency:{exchange.client or '?'}"[:128]
    return written_row(tenant=TENANT, kind="exchange", name=NAME, actor=actor, subject="",
                       text=text_of(exchange.body(), actor), act=exchange.act, at=exchange.at)  # fmt: skip


def text_of(body: Mapping[str, Any], actor: str) -> str:
    """What json_text writes of an exchange's body with name, actor and subject, in a quarter of the time."""
    return (
        f'{{"actor":{_quoted(actor)},{_mark("answered", body)}{_mark("asked", body)}"client":{_quoted(body["client"])},'
        f'"error":{_quoted(body["error"])},"id":{_quoted(body["id"])},"method":{_quoted(body["method"])},'
        f'"ms":{body["ms"]!r},"name":"{NAME}","path":{_quoted(body["path"])},{_mark("request", body)}'
        f'"request_id":{_quoted(body["request_id"])},{_mark("response", body)}"service":{_quoted(body["service"])},'
        f'"status":{body["status"]:d},"subject":""}}'
    )


def _mark(name: str, body: Mapping[str, Any]) -> str:
    mark = body.get(name)
    if mark is None:
        return ""
    covers = f'"covers":{_quoted(mark["covers"])},' if "covers" in mark else ""
    whole = f'"input":{_quoted(mark["input"])},' if "input" in mark else ""
    return (
        f'"{name}":{{{covers}"created":{mark["created"]:d},"digest":{_quoted(mark["digest"])},{whole}'
        f'"keyid":{_quoted(mark["keyid"])},"signature":{_quoted(mark["signature"])}}},'
    )


def parameters(rows: Sequence[LogRow]) -> list[bytes]:
    """Of INSERT, in PostgreSQL's binary format: nothing is written as text there and read again here."""
    at = [((row.at - _EPOCH) // _MICROSECOND).to_bytes(8, signed=True) for row in rows]
    return [
        array("uuid", [row.act.bytes for row in rows]),
        array("timestamptz", at),
        array("text", [row.actor.encode() for row in rows]),
        array("text", [row.body.encode() for row in rows]),
        array("bytea", [row.salt for row in rows]),
        array("bytea", [row.commitment for row in rows]),
        array("bytea", [row.leaf for row in rows]),
    ]


def array(kind: str, values: Sequence[bytes]) -> bytes:
    """Binary values as a binary array (array_recv): dimensions, NULLs, type, length, first index, then each value."""
    parts = [struct.pack("!iiIii", 1, 0, _OIDS[kind], len(values), 1)]
    for value in values:
        parts += (len(value).to_bytes(4), value)
    return b"".join(parts)
