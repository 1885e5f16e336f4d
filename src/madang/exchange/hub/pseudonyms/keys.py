"""Names of persons, made with a key for each party (HMAC-SHA-256), and the numbers behind them sealed (AES-256-GCM).

All keys are derived from the hub's one secret (HKDF, RFC 5869), so there is none to keep for each party. Without
Django.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from madang.exchange.hub.protocol.faults import Error, Fault

NAME = re.compile(r"p-[a-z2-7]{26}")
"""As a party is told of a person: 128 bits."""
_BYTES, _NONCE = 16, 12


class PartyKeys:
    """party: the identifier of a subsystem."""

    __slots__ = ("_cipher", "_key", "party")

    def __init__(self, secret: bytes, party: str) -> None:
        self.party = party
        self._key = _derived(secret, "names of persons", party)
        self._cipher = AESGCM(_derived(secret, "numbers behind names", party))

    def name(self, number: str) -> str:
        """What the party calls whoever has this register number: the same every time."""
        digest = hmac.new(self._key, number.encode(), hashlib.sha256).digest()[:_BYTES]
        return "p-" + base64.b32encode(digest).decode().rstrip("=").lower()

    def sealed(self, name: str, number: str) -> bytes:
        """nonce || AES-256-GCM of the number; party (by its key) and name are bound to it."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, number.encode(), name.encode())

    def opened(self, name: str, sealed: bytes) -> str:
        """The number. Fault where it was sealed for another name, party or secret."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode()).decode()
        except (InvalidTag, ValueError):
            raise Fault(Error.INTERNAL, "a name kept by the hub cannot be read") from None


@lru_cache(maxsize=1024)
def keys_of(secret: bytes, party: str) -> PartyKeys:
    """The keys of one party. Fault where the hub has no secret."""
    if not secret:
        raise Fault(Error.INTERNAL, "the hub has no secret to make names with")
    return PartyKeys(secret, party)


def _derived(secret: bytes, use: str, party: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"madang hub: {use}\0{party}".encode()).derive(secret)
