"""Personal numbers, sealed: a key for each grade, bound to whom they are about, looked up by a keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from madang.trust.keys.ring import key_in_force, key_named
from madang.trust.refusals import CannotUnseal

FORM = 1
NONCE = 12


def sealed(text: str, *, grade: str, about: str) -> bytes:
    """form || length of the key's id || id || nonce || AES-256-GCM; `about` (a person's id) is bound to it."""
    return sealed_of({about: text}, grade=grade)[about]


def sealed_of(texts: Mapping[str, str], *, grade: str) -> dict[str, bytes]:
    """The same for many, by whom they are about. One query."""
    key = key_in_force("seal", grade)
    id, cipher = key.id.encode(), AESGCM(key.bytes)
    head = bytes([FORM, len(id)]) + id
    found = {}
    for about, text in texts.items():
        nonce = secrets.token_bytes(NONCE)
        found[about] = head + nonce + cipher.encrypt(nonce, text.encode(), about.encode())
    return found


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
    return lookups([text], kind=kind)[0]


def lookups(texts: Sequence[str], *, kind: str) -> list[str]:
    """The same for many, in their order. One query."""
    key = key_in_force("lookup", kind).bytes
    plain = ("".join(text.split()).replace("-", "").upper() for text in texts)
    return [hmac.new(key, one.encode(), hashlib.sha256).hexdigest() for one in plain]
