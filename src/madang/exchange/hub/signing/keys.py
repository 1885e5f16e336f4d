"""Ed25519 keys as text: a seed that only its owner has, a public key, and the thumbprint that names it."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_BYTES = 32


class UnusableKey(ValueError):
    """Not 32 bytes as base64url without padding (RFC 8032 §5.1.5). The message never repeats the text."""


def new_seed() -> str:
    """A private key as 43 characters of base64url."""
    return secrets.token_urlsafe(KEY_BYTES)


def _bytes(text: str) -> bytes:
    try:
        raw = base64.b64decode(text.strip() + "=", altchars=b"-_", validate=True)
    except ValueError:
        raise UnusableKey("a key is 43 characters of base64url") from None
    if len(raw) != KEY_BYTES:
        raise UnusableKey("a key is 43 characters of base64url")
    return raw


def public_key(text: str) -> Ed25519PublicKey:
    """The key of its 43 characters. UnusableKey."""
    return Ed25519PublicKey.from_public_bytes(_bytes(text))


@cache
def thumbprint(public: str) -> str:
    """The JWK thumbprint of a public key (RFC 7638; members of RFC 8037 §2): the key's id everywhere. UnusableKey."""
    x = base64.urlsafe_b64encode(_bytes(public)).rstrip(b"=").decode()
    member = f'{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}'
    return base64.urlsafe_b64encode(hashlib.sha256(member.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key ready to sign. keyid: the thumbprint of its public half."""

    keyid: str
    public: str
    key: Ed25519PrivateKey

    @staticmethod
    def of(seed: str) -> Signer:
        """From a seed. UnusableKey."""
        key = Ed25519PrivateKey.from_private_bytes(_bytes(seed))
        public = base64.urlsafe_b64encode(key.public_key().public_bytes_raw()).rstrip(b"=").decode()
        return Signer(thumbprint(public), public, key)

    def sign(self, base: bytes) -> str:
        """Base64 of the signature over `base`."""
        return base64.b64encode(self.key.sign(base)).decode()
