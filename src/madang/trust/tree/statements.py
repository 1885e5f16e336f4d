"""Notes of Madang's own: receipts for residents, and statements of which key signs a log from now on.

Their first line is not an origin of a log, so that none of them can be taken for a checkpoint.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from madang.trust.tree.checkpoints import NUMBER
from madang.trust.tree.errors import Malformed, NotSigned
from madang.trust.tree.hashing import SIZE
from madang.trust.tree.keys import LOG, Signer, VerifierKey, decode, parse_key
from madang.trust.tree.notes import Note, parse_note, sign_note, verified

RECEIPT = "madang-receipt/v1"
KEY = "madang-key/v1"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A promise of the log: the leaf, of an entry of this time, will be in the tree ``within`` so many seconds.

    origin: of the log; leaf: 32-byte leaf hash; at: RFC 3339, UTC, six decimals.
    """

    origin: str
    leaf: bytes
    at: str
    within: int

    @property
    def text(self) -> str:
        """The five lines that are signed."""
        return f"{RECEIPT}\n{self.origin}\n{base64.b64encode(self.leaf).decode()}\n{self.at}\n{self.within}\n"


def sign_receipt(receipt: Receipt, signer: Signer) -> Note:
    """The receipt as a signed note."""
    return sign_note(receipt.text, signer)


def parse_receipt(content: str | bytes, keys: Iterable[VerifierKey]) -> Receipt:
    """A receipt signed by one of these keys of its log. Raises Malformed and NotSigned."""
    note = parse_note(content)
    lines = note.text.split("\n")
    if len(lines) != 6 or lines[0] != RECEIPT or not NUMBER.fullmatch(lines[4]):
        raise Malformed("접수증의 형식이 아닙니다", "not a receipt")
    time_of(lines[3])
    receipt = Receipt(lines[1], decode(lines[2]), lines[3], int(lines[4]))
    if len(receipt.leaf) != SIZE:
        raise Malformed("접수증의 해시 길이가 다릅니다", f"a leaf hash of {len(receipt.leaf)} bytes")
    verified(note, [key for key in keys if key.name == receipt.origin])
    return receipt


def time_of(text: str) -> dt.datetime:
    """An aware time of the one form that Madang's log writes. Raises Malformed."""
    try:
        if TIME.fullmatch(text):
            return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise Malformed(f"시각의 형식이 아닙니다: {text[:40]!r}", f"not a time in UTC with six decimals: {text[:40]!r}")


def state_key(new: Signer, old: Signer | None = None) -> Note:
    """That the new key signs this log from now on: signed by itself and, when it follows another, by that one."""
    text = f"{KEY}\n{new.key.name}\n{new.key.text}\n"
    return sign_note(text, new, *([old] if old is not None else []))


def read_key_statement(note: Note, pinned: VerifierKey | None) -> VerifierKey:
    """The key that a statement puts in force after ``pinned`` (none at first sight).

    Raises Malformed; NotSigned when the new key does not prove itself or the pinned one has not agreed.
    """
    lines = note.text.split("\n")
    if len(lines) != 4 or lines[0] != KEY:
        raise Malformed("열쇠 진술서의 형식이 아닙니다", "not a statement of a key")
    key = parse_key(lines[2])
    if key.kind != LOG or key.name != lines[1]:
        raise Malformed("다른 기록의 열쇠입니다", "a key of another log")
    verified(note, [key])
    if pinned is not None and pinned != key:
        if pinned.name != key.name:
            raise NotSigned("다른 기록의 열쇠입니다", "a key of another log")
        verified(note, [pinned])
    return key
