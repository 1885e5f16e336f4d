"""Keys of signed notes: Ed25519, named, with the four-byte id that C2SP signed-note gives them.

A key is written as one line, `<name>+<id in hex>+<base64 of kind and public key>`, the verifier key of signed-note.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from madang.trust.tree.errors import Malformed

LOG = 1
"""Signature type of a log: Ed25519 over the note's text."""
WITNESS = 4
"""Signature type of a witness: a cosignature with its time (C2SP tlog-cosignature)."""
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,200}")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name it signs under. kind: LOG or WITNESS; public: 32 bytes."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """SHA-256(name || newline || kind || public key), its first four bytes."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The key as one line."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made the 64-byte signature over the message (RFC 8032)."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


class Signer(Protocol):
    """What signs: the private key may lie elsewhere."""

    @property
    def key(self) -> VerifierKey:
        """The public half."""

    def sign(self, message: bytes) -> bytes:
        """64 bytes, Ed25519."""


class NoteSigner:
    """A signer whose private key is in this process."""

    def __init__(self, name: str, kind: int, private: Ed25519PrivateKey) -> None:
        self._key = VerifierKey(check_name(name), kind, private.public_key().public_bytes_raw())
        self._private = private

    @property
    def key(self) -> VerifierKey:
        """The public half."""
        return self._key

    def sign(self, message: bytes) -> bytes:
        """64 bytes, Ed25519."""
        return self._private.sign(message)


def check_name(name: str) -> str:
    """A key's name: 1 to 200 letters, no blank, no plus, no control character. Raises Malformed."""
    if not _NAME.fullmatch(name):
        raise Malformed(f"열쇠 이름이 올바르지 않습니다: {name!r}", f"not a key's name: {name!r}")
    return name


def parse_key(text: str) -> VerifierKey:
    """Reads a verifier key; its id must be the one that name and key give. Raises Malformed."""
    parts = text.strip("\n").split("+", 2)
    if len(parts) == 3:
        content = decode(parts[2])
        if len(content) == 33 and content[0] in (LOG, WITNESS):
            key = VerifierKey(check_name(parts[0]), content[0], content[1:])
            if key.id.hex() == parts[1]:
                return key
    raise Malformed("공개 열쇠의 형식이 아닙니다", "not a verifier key of the form name+id+key")


def decode(text: str) -> bytes:
    """Standard base64 in its one form: padded, no other letters, no stray bits. Raises Malformed."""
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        content = b""
    if not content or base64.b64encode(content).decode() != text:
        raise Malformed("base64가 아닙니다", "not base64")
    return content
