"""An exchange as an entry of the log, and many of them as the parameters of one statement."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Sequence
from json.encoder import encode_basestring as _quoted

from madang.exchange.hub.gateway.exchange import LONGEST, NAME, Exchange, Mark
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
_HEAD = struct.Struct("!iiIii")
_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def row_of(exchange: Exchange) -> LogRow:
    """The entry; its actor is the client, as far as the column goes (the body has it whole)."""
    actor = f"agency:{exchange.client or '?'}"[:128]
    return written_row(tenant=TENANT, kind="exchange", name=NAME, actor=actor, subject="",
                       text=text_of(exchange, actor), act=exchange.act, at=exchange.at)  # fmt: skip


def text_of(exchange: Exchange, actor: str) -> str:
    """What json_text writes of an exchange's body with name, actor and subject, in a fifth of the time."""
    marks = {name: _text(name, one) for name, one in exchange.marks.items()}
    return (
        f'{{"actor":{_quoted(actor)},{marks.get("answered", "")}{marks.get("asked", "")}'
        f'"client":{_quoted(exchange.client[:LONGEST])},"error":{_quoted(exchange.error)},'
        f'"id":{_quoted(exchange.message_id[:LONGEST])},"method":{_quoted(exchange.method[:LONGEST])},'
        f'"ms":{exchange.milliseconds!r},"name":"{NAME}","path":{_quoted(exchange.path[:LONGEST])},'
        f'{marks.get("request", "")}"request_id":"{exchange.request_id}",{marks.get("response", "")}'
        f'"service":{_quoted(exchange.service[:LONGEST])},"status":{exchange.status:d},"subject":""}}'
    )


def _text(name: str, mark: Mark) -> str:
    _, parameters, created, keyid, value = mark.found
    covers, digest = mark.covers, _quoted(mark.digest)
    if covers:
        return (
            f'"{name}":{{"covers":"{covers}","created":{created},"digest":{digest},'
            f'"keyid":{_quoted(keyid)},"signature":{_quoted(value)}}},'
        )
    return (
        f'"{name}":{{"created":{created},"digest":{digest},"input":{_quoted(parameters)},'
        f'"keyid":{_quoted(keyid)},"signature":{_quoted(value)}}},'
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
    head = _HEAD.pack(1, 0, _OIDS[kind], len(values), 1)
    return head + b"".join([part for value in values for part in (len(value).to_bytes(4), value)])
