"""The registry as the gateway asks it: indexed once, never changed; another one takes its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jsonschema_rs import Draft202012Validator

from madang.exchange.hub.pseudonyms.messages import Translation, translation_of
from madang.exchange.hub.registry.contracts import Contract, compiled, validator
from madang.exchange.hub.registry.entries import (
    Entries,
    EventRightEntry,
    EventTypeEntry,
    KeyEntry,
    RightEntry,
    ServiceEntry,
)
from madang.exchange.hub.signing.service import public_key


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key of a subsystem; from and until in seconds since 1970."""

    subsystem: str
    key: Ed25519PublicKey
    valid_from: float
    valid_until: float


@lru_cache(maxsize=1024)
def _pattern(path: str) -> re.Pattern[str]:
    """A path with wildcards: * is one part of it, ** the rest (X-Road's endpoint patterns)."""
    text = re.escape(path).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
    return re.compile(text, re.DOTALL)


@lru_cache(maxsize=256)
def _trusted(entry: KeyEntry) -> TrustedKey:
    until = entry.valid_until.timestamp() if entry.valid_until else float("inf")
    return TrustedKey(entry.subsystem, public_key(entry.public), entry.valid_from.timestamp(), until)


_contracts: dict[str, Contract] = {}


def _contract(entry: ServiceEntry) -> Contract | None:
    """Compiled once for a digest, however often the registry is read."""
    if entry.document is None:
        return None
    if entry.digest not in _contracts:
        _contracts[entry.digest] = compiled(entry.document)
    return _contracts[entry.digest]


@dataclass(slots=True)
class OfferedService:
    """A service ready to be asked. told: how persons are put into the names of a client; None where it knows of
    nobody."""

    entry: ServiceEntry
    owner: str
    contract: Contract | None
    told: Translation | None = None


@dataclass(frozen=True, slots=True)
class HeldRight:
    """A right with what it means for persons. told: how they are put into the client's own names; None where the right
    names its statute, or the service knows of nobody: then nothing is touched."""

    method: str
    path: str
    ground: str
    told: Translation | None


@dataclass
class Snapshot:
    """Look-ups over entries, each in constant time."""

    entries: Entries = field(default_factory=Entries)

    def __post_init__(self) -> None:
        self.parties = {one.identifier for one in self.entries.members}
        self.parties |= {one.identifier for one in self.entries.subsystems}
        self.keys = {one.keyid: _trusted(one) for one in self.entries.keys}
        self.services = {
            one.identifier: OfferedService(
                one,
                one.identifier.rpartition("/")[0],
                _contract(one),
                None if one.persons is None else translation_of(one.persons),
            )
            for one in self.entries.services
        }
        self._rights: dict[tuple[str, str], list[HeldRight]] = {}
        # Those with a ground first: where two cover a request, it is asked with register numbers.
        for right in sorted(self.entries.rights, key=lambda one: not one.ground):
            held = HeldRight(right.method, right.path, right.ground, self._told(right))
            self._rights.setdefault((right.client, right.service), []).append(held)
        self.event_types: dict[str, EventTypeEntry] = {one.name: one for one in self.entries.event_types}
        self.event_rights: dict[tuple[str, str, str], EventRightEntry] = {
            (one.subsystem, one.type, one.may): one for one in self.entries.event_rights
        }
        self.publishers = {one.subsystem for one in self.entries.event_rights if one.may == "publish"}
        self.subscriptions = {one.code: one for one in self.entries.subscriptions}

    @cached_property
    def event_validators(self) -> dict[str, Draft202012Validator]:
        """Of the data of each type."""
        return {one.name: validator(one.schema, {}, one.name) for one in self.entries.event_types}

    def key_of(self, keyid: str, subsystem: str, now: float) -> Ed25519PublicKey | None:
        """The key when it is this subsystem's and valid now."""
        found = self.keys.get(keyid)
        if found is None or found.subsystem != subsystem or not found.valid_from <= now < found.valid_until:
            return None
        return found.key

    def _told(self, right: RightEntry) -> Translation | None:
        service = self.services.get(right.service)
        return None if right.ground or service is None else service.told

    def right(self, client: str, service: str, method: str, path: str) -> HeldRight | None:
        """By which a client may call this endpoint; path: decoded, with its slash."""
        for right in self._rights.get((client, service), ()):
            if right.method in ("*", method) and (right.path == "/**" or _pattern(right.path).fullmatch(path)):
                return right
        return None

    def rights_of(self, client: str, service: str) -> list[HeldRight]:
        """What a client was granted on a service."""
        return self._rights.get((client, service), [])

    def subscribers(self, event_type: str) -> list[str]:
        """Queued subscriptions that take a type."""
        return [
            one.code
            for one in self.entries.subscriptions
            if one.queued and (one.subsystem, event_type, "subscribe") in self.event_rights
        ]
