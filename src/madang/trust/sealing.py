"""Personal numbers, sealed: a key for each grade, bound to whom they are about, looked up by a keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from madang.trust.keys.ring import key_in_force, key_named
from madang.trust.refusals import CannotUnseal

FORM = 1
NONCE = 12


def sealed(text: str, *, grade: str, about: str) -> bytes:
    """form || length of the key's id || id || nonce || AES-256-GCM; `about` (a person's id) is bound to it."""
    key = key_in_force("seal", grade)
    nonce, id = secrets.token_bytes(NONCE), key.id.encode()
    return bytes([FORM, len(id)]) + id + nonce + AESGCM(key.bytes).encrypt(nonce, text.encode(), about.encode())


def opened(box: bytes, *, about: str) -> str:
    """The text. Nobody calls this but :func:`madang.trust.unsealing.unseal`, which puts it on record.

    Raises CannotUnseal.
    """
    try:
        form, length = box[0], box[1]
        id, rest = box[2 : 2 + length].decode(), box[2 + length :]
        if form != FORM:
            raise ValueError(form)
        return AESGCM(key_named(id).bytes).decrypt(rest[:NONCE], rest[NONCE:], about.encode()).decode()
    except (IndexError, ValueError, InvalidTag):
        raise CannotUnseal(
            "봉인이 상했거나 다른 사람의 것입니다.", "The seal is damaged, or it is another person's."
        ) from None


def lookup(text: str, *, kind: str) -> str:
    """A keyed hash to find it by: HMAC-SHA-256 in hex, the same for ever; blanks and hyphens take no part."""
    plain = "".join(text.split()).replace("-", "").upper()
    return hmac.new(key_in_force("lookup", kind).bytes, plain.encode(), hashlib.sha256).hexdigest()
