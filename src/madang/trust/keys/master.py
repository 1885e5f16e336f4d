"""The master key wraps every other one; it lies outside the database (MADANG_MASTER_KEY, 256 bits in base64url)."""

from __future__ import annotations

import base64
import binascii
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from madang.trust.refusals import MasterKeyMissing

NONCE = 12
LEAST_BYTES = 32


def wrap(key: bytes, name: str) -> bytes:
    """nonce || AES-256-GCM of the key; its name is bound to it, so that two cannot be exchanged."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + _cipher(settings.MADANG_MASTER_KEY).encrypt(nonce, key, name.encode())


def unwrap(wrapped: bytes, name: str) -> bytes:
    """The key. Raises MasterKeyMissing where it was wrapped with another master key, or under another name."""
    try:
        return _cipher(settings.MADANG_MASTER_KEY).decrypt(wrapped[:NONCE], wrapped[NONCE:], name.encode())
    except InvalidTag:
        raise MasterKeyMissing(
            f"마스터 키가 '{name}' 키를 싼 것과 다릅니다.", f"The master key is not the one that wraps '{name}'."
        ) from None


@lru_cache(maxsize=2)
def _cipher(text: str) -> AESGCM:
    try:
        master = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        master = b""
    if len(master) < LEAST_BYTES:
        raise MasterKeyMissing(
            "마스터 키(MADANG_MASTER_KEY)가 없거나 256비트보다 짧습니다.",
            "The master key (MADANG_MASTER_KEY) is missing or shorter than 256 bits.",
        )
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"madang: keys are wrapped with this").derive(master))
