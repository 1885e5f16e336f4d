"""Heads of the tree as C2SP checkpoints, and the cosignatures of witnesses below them (C2SP tlog-cosignature)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

from madang.trust.tree.errors import Malformed, NotSigned
from madang.trust.tree.hashing import SIZE
from madang.trust.tree.keys import WITNESS, Signer, VerifierKey, decode
from madang.trust.tree.notes import Note, Signature, parse_note, sign_note, verified

PREFIX = "madang/"
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_STAMP = 8
"""Bytes of the time in front of a cosignature, big-endian seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A head: the log's origin line, the size, and the 32-byte root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Cosigned:
    """That a witness, at a time (seconds since 1970), knew no greater head and saw this one grow from the last."""

    witness: str
    at: int
    signature: Signature


def origin(tenant: str) -> str:
    """The origin line of a tenant's log."""
    return PREFIX + tenant


def tenant_of(origin_line: str) -> str:
    """The tenant of an origin line. Raises Malformed for a log that is not Madang's."""
    if not origin_line.startswith(PREFIX) or len(origin_line) == len(PREFIX):
        raise Malformed(f"마당의 기록이 아닙니다: {origin_line}", f"not a log of Madang: {origin_line}")
    return origin_line.removeprefix(PREFIX)


def sign_checkpoint(head: Checkpoint, *signers: Signer) -> Note:
    """The head as a signed note."""
    return sign_note(head.text, *signers)


def read_checkpoint(note: Note) -> Checkpoint:
    """The head that a note states, not yet believed. Raises Malformed; lines after the third are refused, too."""
    lines = note.text.split("\n")
    if len(lines) != 4 or not lines[0] or not NUMBER.fullmatch(lines[1]):
        raise Malformed("나무 머리의 형식이 아닙니다", "not a checkpoint of three lines")
    root = decode(lines[2])
    if len(root) != SIZE:
        raise Malformed("뿌리 해시의 길이가 다릅니다", f"a root of {len(root)} bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def parse_checkpoint(content: str | bytes, keys: Iterable[VerifierKey]) -> tuple[Checkpoint, Note]:
    """A head signed by one of these keys of its log. Raises Malformed and NotSigned."""
    note = parse_note(content)
    head = read_checkpoint(note)
    verified(note, [key for key in keys if key.name == head.origin])
    return head, note


def cosign(text: str, signer: Signer, at: int) -> Signature:
    """A witness's line for the text of a checkpoint."""
    signature = signer.sign(_cosigned(text, at))
    return Signature(signer.key.name, signer.key.id, at.to_bytes(_STAMP, "big") + signature)


def cosignatures(note: Note, keys: Iterable[VerifierKey]) -> list[Cosigned]:
    """Those of the given witnesses. Raises NotSigned when one that is known has signed something else."""
    found = []
    for key in keys:
        for signature in note.signatures:
            if key.kind != WITNESS or not signature.by(key):
                continue
            at = int.from_bytes(signature.content[:_STAMP], "big")
            message = _cosigned(note.text, at)
            if at >= 1 << 63 or not key.signed(message, signature.content[_STAMP:]):
                raise NotSigned(f"{key.name}의 서명이 맞지 않습니다", f"the cosignature of {key.name} is wrong")
            found.append(Cosigned(key.name, at, signature))
    return found


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
