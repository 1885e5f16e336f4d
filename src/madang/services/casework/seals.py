"""The seal of an authority: its key and certificate are made when it issues its first letter, and kept by trust."""

from __future__ import annotations

import datetime as dt

from madang.documents.service import KeyedCertificate, KeySealer, make_seal, make_seal_authority
from madang.trust.service import Secret, kept, key_in_force

AUTHORITY = "authority"
BEFORE = dt.timedelta(minutes=5)
"""Certificates begin a little earlier: whoever verifies may have a clock that is behind."""


class Hand:
    """Signs the QR codes of an authority with its Ed25519 key."""

    def __init__(self, secret: Secret) -> None:
        self._key = secret.signing()
        self.id = secret.id
        self.public_key = self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(message)


def hand_of(tenant: str) -> Hand:
    """Who signs for an authority. One query."""
    return Hand(key_in_force("sign", paper_scope(tenant)))


def paper_scope(tenant: str) -> str:
    """What the authority's key for QR codes is kept under."""
    return f"letter-{tenant}"


def sealer_of(tenant: str, name: str, head: str) -> KeySealer:
    """The authority's seal. name and head in Korean, for the certificate. Two queries."""
    authority = seal_authority()

    def make() -> tuple[bytes, bytes]:
        made = make_seal(authority, tenant, name, head, begins=dt.datetime.now(dt.UTC) - BEFORE)
        return made.private_key, made.certificate

    held = kept(tenant, make)
    return KeySealer(KeyedCertificate(held.public, held.secret))


def seal_authority() -> KeyedCertificate:
    """The installation's own authority, which verifiers trust. One query."""

    def make() -> tuple[bytes, bytes]:
        made = make_seal_authority("Madang", begins=dt.datetime.now(dt.UTC) - BEFORE)
        return made.private_key, made.certificate

    held = kept(AUTHORITY, make)
    return KeyedCertificate(held.public, held.secret)
