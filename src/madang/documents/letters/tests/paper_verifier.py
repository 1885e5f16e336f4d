"""Checks the QR code of a letter by docs/letters.md alone: standard library and one Ed25519 verification.

Knows nothing of the product: whoever reads the page can write this.
"""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def unpacked(text: str) -> bytes:
    return base64.b32decode(text + "=" * (-len(text) % 8))


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def genuine(qr: str, keys: list[bytes], printed: dict[str, object]) -> bool:
    """qr: the code's text; keys: public keys one trusts; printed: number, addressee, title, facts as on the paper."""
    parts = qr.split("/")
    if len(parts) != 8 or parts[0] != "MD1":
        return False
    named = {base64.b32encode(hashlib.sha256(key).digest()[:8]).decode().rstrip("="): key for key in keys}
    if parts[5] not in named:
        return False
    try:
        signed = qr[: qr.rindex("/")].encode("ascii")
        Ed25519PublicKey.from_public_bytes(named[parts[5]]).verify(unpacked(parts[7]), signed)
    except (InvalidSignature, ValueError):
        return False
    facts = printed["facts"]
    assert isinstance(facts, list)
    said = {
        "addressee": bare(str(printed["addressee"])),
        "facts": [[bare(name), bare(value)] for name, value in facts],
        "number": bare(str(printed["number"])),
        "title": bare(str(printed["title"])),
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest() == unpacked(parts[6])
