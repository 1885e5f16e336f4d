"""A CloudEvent out of an HTTP message, and whether it may be accepted from this publisher."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from cloudevents.core.exceptions import BaseCloudEventException

from madang.exchange.hub.registry.snapshot import Snapshot
from madang.rules.service import Label

STRUCTURED, TOGETHER = "application/cloudevents+json", "application/cloudevents-batch+json"
ALONE = {"content-type": STRUCTURED}
"""The header fields of an event that came with others (CloudEvents HTTP binding §3.3), by itself."""
LONGEST = 200
_REQUIRED = ("specversion", "id", "source", "type")


@dataclass(frozen=True, slots=True)
class Incoming:
    """An event that may be accepted. event: JSON format (CloudEvents 1.0); digest: of type and data, hex;
    subject_key: whom it is about, as a keyed hash; subscribers: queued subscriptions that take it."""

    source: str
    id: str
    type: str
    time: dt.datetime
    event: dict[str, Any]
    digest: str
    subject_key: str
    publisher: str
    subscribers: tuple[str, ...]


class NotAcceptable(Exception):
    """Goes to quarantine. reason: malformed, unknown_type, foreign_source, off_contract, reused_id."""

    def __init__(self, reason: str, ko: str, en: str) -> None:
        super().__init__(en)
        self.reason, self.label = reason, Label(ko[:300], en[:300])


class NoRight(Exception):
    """The publisher has no right to the type."""


def read(headers: Mapping[str, str], body: bytes, publisher: str, registry: Snapshot, secret: bytes) -> Incoming:
    """The event. headers: by lower-case name. NotAcceptable; NoRight."""
    if publisher not in registry.publishers:
        raise NoRight
    event = _parsed(headers, body)
    kind, source = str(event["type"]), str(event["source"])
    if kind not in registry.event_types:
        raise NotAcceptable("unknown_type", "등록되지 않은 종류의 사건입니다.", "The type is not registered.")
    right = registry.event_rights.get((publisher, kind, "publish"))
    if right is None:
        raise NoRight
    if source != right.source:
        raise NotAcceptable(
            "foreign_source", f"source는 {right.source}여야 합니다.", f"source has to be {right.source}."
        )
    data = event.get("data")
    _keeps_contract(data, kind, registry)
    field = registry.event_types[kind].subject_field
    about = str(event.get("subject") or (data.get(field) if isinstance(data, dict) else "") or event["id"])
    text = json.dumps([kind, data], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Incoming(
        source, str(event["id"]), kind, dt.datetime.fromisoformat(event["time"]), event,
        hashlib.sha256(text.encode()).hexdigest(),
        hmac.new(secret, about.encode(), hashlib.sha256).hexdigest(),
        publisher, tuple(registry.subscribers(kind)),
    )  # fmt: skip


def are_together(headers: Mapping[str, str]) -> bool:
    """Whether the message is a batch (CloudEvents HTTP binding §3.3)."""
    return _content_type(headers) == TOGETHER


def apart(body: bytes) -> Sequence[bytes]:
    """The events of a batch (CloudEvents JSON format §4), each as it was sent; not yet read. NotAcceptable."""
    try:
        return [bytes(one) for one in _BATCH.decode(body)]
    except (msgspec.DecodeError, RecursionError) as error:
        raise _malformed(error) from None


_BATCH = msgspec.json.Decoder(list[msgspec.Raw])


def _content_type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip()


def _malformed(error: Exception) -> NotAcceptable:
    why = " ".join(str(error).split())[:200] or type(error).__name__
    return NotAcceptable("malformed", f"CloudEvents 1.0으로 읽을 수 없습니다: {why}", f"No CloudEvents 1.0: {why}")


def _parsed(headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """The JSON format of what came in binary or structured mode."""
    try:
        binary = any(name.startswith("ce-") for name in headers)
        kept = {n: v for n, v in headers.items() if n.startswith("ce-") or n == "content-type"}
        if not binary and _content_type(headers) != STRUCTURED:
            raise ValueError(f"neither ce- fields nor {STRUCTURED}")
        said = {name[3:] for name in headers if name.startswith("ce-")} if binary else set(_object(body))
        missing = [name for name in _REQUIRED if name not in said]
        if missing:
            raise ValueError(f"without {', '.join(missing)}")
        found = from_http_event(HTTPMessage(kept, body))
        event = {**found.get_attributes(), **_data(found.get_data())}
        _plain(event)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, BaseCloudEventException) as error:
        raise _malformed(error) from None
    return event


def _object(body: bytes) -> dict[str, Any]:
    found = json.loads(body)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _data(data: Any) -> dict[str, Any]:
    if isinstance(data, bytes):
        return {"data_base64": base64.b64encode(data).decode()}
    return {} if data is None else {"data": data}


def _plain(event: dict[str, Any]) -> None:
    """Attributes as JSON can keep them; times aware."""
    time = event.get("time")
    if not isinstance(time, dt.datetime) or time.tzinfo is None:
        raise ValueError("time without a zone")
    event["time"] = time.isoformat()
    if event.get("specversion") != "1.0":
        raise ValueError("specversion is not 1.0")
    for name in ("id", "source", "type", "subject"):
        if len(str(event.get(name) or "")) > LONGEST:
            raise ValueError(f"{name} is longer than {LONGEST}")
    text = json.dumps(event, ensure_ascii=False, allow_nan=False)
    text.encode()
    if "\\u0000" in text or "\x00" in text:
        raise ValueError("a NUL character")


def _keeps_contract(data: Any, kind: str, registry: Snapshot) -> None:
    error = next(iter(registry.event_validators[kind].iter_errors(data)), None)
    if error is not None:
        where = "/".join(str(part) for part in error.schema_path)
        raise NotAcceptable("off_contract", f"등록된 모양과 다릅니다 ({where})", f"Not as its type says ({where})")
