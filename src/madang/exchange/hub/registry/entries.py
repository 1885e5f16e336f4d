"""The registry as plain records: what the gateway reads at start, whether from the database or from a test."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """identifier: instance/class/code."""

    identifier: str
    name_ko: str
    name_en: str


@dataclass(frozen=True, slots=True)
class SubsystemEntry:
    """identifier: instance/class/member/code."""

    identifier: str
    name_ko: str
    name_en: str


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A public key and from when until when it is to be trusted (until: None for open)."""

    subsystem: str
    keyid: str
    public: str
    valid_from: dt.datetime
    valid_until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Persons:
    """Where a service's requests and answers name persons (`records[].number`); number: what a register number looks
    like, as a regular expression."""

    asked: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """identifier: that of its subsystem and its code; document: its OpenAPI, None where none is registered; persons:
    None where it knows of nobody."""

    identifier: str
    address: str
    timeout_seconds: float = 30.0
    check_answers: bool = True
    enabled: bool = True
    document: Document | None = None
    version: int = 0
    digest: str = ""
    persons: Persons | None = None


@dataclass(frozen=True, slots=True)
class RightEntry:
    """client may use service; method and path with wildcards. ground: the statute by which it uses register numbers
    (개인정보 보호법 §24의2); without one it knows persons by names of its own."""

    client: str
    service: str
    method: str = "*"
    path: str = "/**"
    ground: str = ""


@dataclass(frozen=True, slots=True)
class EventTypeEntry:
    """A kind of event; schema of its data; the field of data that says about whom it is; where data name further
    persons."""

    name: str
    label_ko: str
    label_en: str
    schema: Document
    subject_field: str = ""
    persons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRightEntry:
    """subsystem may publish (with this source) or subscribe to a type. ground: the statute by which a subscriber is
    told register numbers."""

    subsystem: str
    type: str
    may: Literal["publish", "subscribe"]
    source: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class SubscriptionEntry:
    """A place to take events from; queued: by a worker inside."""

    code: str
    subsystem: str
    queued: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """Everything."""

    members: tuple[MemberEntry, ...] = ()
    subsystems: tuple[SubsystemEntry, ...] = ()
    keys: tuple[KeyEntry, ...] = ()
    services: tuple[ServiceEntry, ...] = ()
    rights: tuple[RightEntry, ...] = ()
    event_types: tuple[EventTypeEntry, ...] = ()
    event_rights: tuple[EventRightEntry, ...] = ()
    subscriptions: tuple[SubscriptionEntry, ...] = ()
