"""The keys themselves: one in force for each use and scope, former ones for reading what they made."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connection, transaction

from madang.trust.keys.master import unwrap, wrap
from madang.trust.models import Key
from madang.trust.refusals import CannotUnseal

Use = Literal["sign", "seal", "lookup"]
ROTATES = ("sign", "seal")
"""A key of look-ups makes names that are stored elsewhere: another one would rename everybody."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A key of 32 bytes, unwrapped: id names it in what it makes."""

    id: str
    bytes: bytes

    def signing(self) -> Ed25519PrivateKey:
        """The same 32 bytes as an Ed25519 private key (RFC 8032 §5.1.5)."""
        return Ed25519PrivateKey.from_private_bytes(self.bytes)


def key_in_force(use: Use, scope: str) -> Secret:
    """The key to make things with; made now where there is none. Two who come first agree on one. One query."""
    found = _wrapped_in_force(use, scope)
    if found is None:
        Key.objects.bulk_create([_new(use, scope, 1)], ignore_conflicts=True)
        row = Key.objects.get(use=use, scope=scope, retired_at=None)
        found = row.pk, bytes(row.wrapped)
    return _secret(*found)


def _wrapped_in_force(use: Use, scope: str) -> tuple[str, bytes] | None:
    """Asked before every look-up of a number, so without a model."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, wrapped FROM trust_key WHERE use = %s AND scope = %s AND retired_at IS NULL", [use, scope]
        )
        row = cursor.fetchone()
    return None if row is None else (row[0], bytes(row[1]))


def key_named(id: str) -> Secret:
    """A key that made something, whether in force or not. Raises CannotUnseal where it is gone."""
    row = Key.objects.filter(pk=id).first()
    if row is None:
        raise CannotUnseal(f"키 '{id}'이(가) 없습니다.", f"There is no key '{id}'.")
    return _secret(row.pk, bytes(row.wrapped))


@dataclass(frozen=True, slots=True)
class Kept:
    """A secret of another form with what is public of it: a seal's private key and its certificate."""

    id: str
    secret: bytes
    public: bytes


def kept(scope: str, make: Callable[[], tuple[bytes, bytes]]) -> Kept:
    """The secret of a seal, made by `make` → (secret, public) where there is none. Two who come first agree on one."""
    row = Key.objects.filter(use="letter", scope=scope, retired_at=None).first()
    if row is None:
        secret, public = make()
        id = f"letter-{scope}-{Key.objects.filter(use='letter', scope=scope).count() + 1}"
        Key.objects.bulk_create(
            [Key(id=id, use="letter", scope=scope, wrapped=wrap(secret, id), public=public)], ignore_conflicts=True
        )
        row = Key.objects.get(use="letter", scope=scope, retired_at=None)
    return Kept(row.pk, unwrap(bytes(row.wrapped), row.pk), bytes(row.public or b""))


def public_keys(use: Use = "sign", scope: str | None = None) -> dict[str, Ed25519PublicKey]:
    """Public keys by id, former ones too. One query."""
    rows = Key.objects.filter(use=use, public__isnull=False)
    rows = rows if scope is None else rows.filter(scope=scope)
    return {row.pk: Ed25519PublicKey.from_public_bytes(bytes(row.public or b"")) for row in rows}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What is public of a key. public: 32 bytes of Ed25519, a certificate (DER) for letters."""

    id: str
    scope: str
    public: bytes
    in_force: bool


def published_keys(use: Literal["sign", "letter"]) -> list[PublicKey]:
    """All public keys of a use, former ones too, the oldest first; none is made. One query."""
    rows = Key.objects.filter(use=use, public__isnull=False).order_by("scope", "made_at", "id")
    return [PublicKey(row.pk, row.scope, bytes(row.public or b""), row.retired_at is None) for row in rows]


def rotate(use: Use, scope: str) -> tuple[str, str]:
    """(former id, new id): from now on things are made with the new key; ValueError for a use that cannot rotate."""
    if use not in ROTATES:
        raise ValueError(f"keys for {use} do not rotate")
    with transaction.atomic():
        former = Key.objects.select_for_update().filter(use=use, scope=scope, retired_at=None).first()
        number = Key.objects.filter(use=use, scope=scope).count() + 1
        if former is not None:
            Key.objects.filter(pk=former.pk).update(retired_at=dt.datetime.now(dt.UTC))
        new = _new(use, scope, number)
        new.save(force_insert=True)
    return (former.pk if former else "", new.pk)


def _new(use: Use, scope: str, number: int) -> Key:
    id, key = f"{use}-{scope}-{number}", secrets.token_bytes(32)
    public = Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw() if use == "sign" else None
    return Key(id=id, use=use, scope=scope, wrapped=wrap(key, id), public=public)


@lru_cache(maxsize=4_096)
def _secret(id: str, wrapped: bytes) -> Secret:
    return Secret(id, unwrap(wrapped, id))
