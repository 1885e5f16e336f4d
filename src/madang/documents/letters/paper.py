"""The QR code of a letter: proves a print on paper without a network. The format is in docs/letters.md.

`MD1/<id>/<kind>/<date>/<code>/<key id>/<digest>/<signature>`, all of QR's alphanumeric characters. The signature is
Ed25519 over everything before the last slash. The digest is over what is printed: number, addressee, title, facts.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from madang.documents.letters.codes import code
from madang.documents.letters.kinds import Kind
from madang.documents.letters.letter import Letter
from madang.documents.refusals import CodeRefused, PaperRefused

FORMAT = "MD1"
MOST = 600
_shape = re.compile(
    r"MD1/[A-Z0-9][A-Z0-9-]{2,39}/[A-Z]{1,16}/\d{8}/[0-9A-Z-]{16}/[A-Z2-7]{13}/[A-Z2-7]{52}/[A-Z2-7]{103}"
)


class PaperSigner(Protocol):
    """Who signs QR codes for an agency: its Ed25519 public key (32 bytes) and signatures of that key (64 bytes)."""

    public_key: bytes

    def sign(self, message: bytes) -> bytes:
        """The signature over `message`."""


class KeyPaperSigner:
    """A PaperSigner whose private key is in memory."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public_key = key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The signature over `message` (RFC 8032)."""
        return self._key.sign(message)


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What a QR code that checked says about the letter it is on."""

    id: str
    kind: Kind
    issued: date
    code: str
    key_id: str
    digest: bytes

    def speaks_for(self, *, number: str, addressee: str, title: str, facts: Iterable[tuple[str, str]]) -> bool:
        """Whether what somebody reads on the paper is what was issued. Blanks do not count; every character does."""
        return self.digest == digest(number, addressee, title, facts)


def key_id(public_key: bytes) -> str:
    """Thirteen characters that name an Ed25519 public key: base 32 of the first 8 bytes of its SHA-256."""
    return _base32(hashlib.sha256(public_key).digest()[:8])


def digest(number: str, addressee: str, title: str, facts: Iterable[tuple[str, str]]) -> bytes:
    """SHA-256 of what is printed, without blanks: `{"addressee":…,"facts":[[name,value],…],"number":…,"title":…}`."""
    printed = {
        "number": _bare(number),
        "addressee": _bare(addressee),
        "title": _bare(title),
        "facts": [[_bare(name), _bare(value)] for name, value in facts],
    }
    canonical = json.dumps(printed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()


def payload(letter: Letter, signer: PaperSigner) -> str:
    """The text of the letter's QR code."""
    facts = [(row.name, row.value) for row in letter.facts]
    if letter.amount is not None:  # printed above the facts, and proved with them
        facts.insert(0, (letter.amount.label, letter.amount.written(letter.language)))
    printed = _base32(digest(letter.number, letter.addressee.name, letter.title, facts))
    words = (FORMAT, letter.id, letter.kind.value.upper(), f"{letter.issued:%Y%m%d}", letter.code,
             key_id(signer.public_key), printed)  # fmt: skip
    signed = "/".join(words)
    return f"{signed}/{_base32(signer.sign(signed.encode('ascii')))}"


def read(text: str, keys: Mapping[str, bytes]) -> PaperCode:
    """Checks a QR code's text against the public keys of the agencies, by key id. PaperRefused says what is wrong."""
    if len(text) > MOST or not _shape.fullmatch(text):
        raise PaperRefused("편지의 QR 코드가 아닙니다", "this is not the QR code of a letter")
    signed, _, signature = text.rpartition("/")
    _, id, kind, day, typed, named, printed = signed.split("/")
    public_key = keys.get(named)
    if public_key is None or key_id(public_key) != named:
        raise PaperRefused("이 QR 코드에 서명한 기관을 모릅니다", "the agency that signed this QR code is not known")
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(_bytes(signature), signed.encode("ascii"))
    except InvalidSignature:
        raise PaperRefused("QR 코드의 서명이 맞지 않습니다", "the signature of this QR code does not fit") from None
    try:
        issued = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        return PaperCode(id, Kind(kind.lower()), issued, code(typed), named, _bytes(printed))
    except (ValueError, CodeRefused):
        raise PaperRefused("QR 코드의 내용을 읽을 수 없습니다", "the content of this QR code cannot be read") from None


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def _base32(value: bytes) -> str:
    return base64.b32encode(value).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        value = base64.b32decode(text + "=" * (-len(text) % 8))
    except binascii.Error:
        raise PaperRefused("QR 코드의 내용을 읽을 수 없습니다", "the content of this QR code cannot be read") from None
    if _base32(value) != text:  # the last character holds bits that mean nothing: only one writing of a value counts
        raise PaperRefused("QR 코드의 내용을 읽을 수 없습니다", "the content of this QR code cannot be read")
    return value
