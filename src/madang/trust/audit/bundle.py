#!/usr/bin/env python3
"""Checks one proof of Madang's log with no network, no database and nothing of Madang: a file to carry away.

    python bundle.py PROOF.json [--key KEY …] [--witnesses N]

It needs Python 3.11 and `cryptography`. It is written from RFC 9162 (§2.1.3.2) and C2SP signed-note, tlog-checkpoint
and tlog-cosignature, not from the code that makes proofs. Keys that you know by another way (printed in the gazette,
kept from earlier) are given with --key, one for the log and one for each witness; without, those in the file are
used, and all that is proven is that the file agrees with itself.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "madang-proof/v1"
LOG, WITNESS = 1, 4
FIELDS = ("act", "at", "commitment", "kind", "tenant", "v")


class NotProven(ValueError):
    """The file does not prove what it says. code: which step failed; the message is in both languages."""

    def __init__(self, code: str, ko: str, en: str) -> None:
        super().__init__(f"{ko} / {en}")
        self.code, self.ko, self.en = code, ko, en


@dataclass(frozen=True)
class Proven:
    """What holds. body: None when it was erased by law; witnesses: who cosigned the head, with the time in seconds
    since 1970; trusted: whether keys were given, rather than taken from the file."""

    tenant: str
    act: str
    kind: str
    at: str
    index: int
    size: int
    root: bytes
    leaf: bytes
    body: str | None
    witnesses: tuple[tuple[str, int], ...]
    trusted: bool


def verify_bundle(text: str, keys: tuple[str, ...] = (), witnesses: int = 0) -> Proven:
    """Checks a proof. keys: verifier keys to trust; witnesses: how many must have cosigned. Raises NotProven."""
    try:
        bundle = json.loads(text)
        if bundle["format"] != FORMAT:
            raise NotProven("format", "다른 형식의 파일입니다", f"not a file of the form {FORMAT}")
        return _verify(bundle, keys, witnesses)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        if isinstance(error, NotProven):
            raise
        raise NotProven("format", "증명 파일의 형식이 아닙니다", f"not a proof: {type(error).__name__}") from error


def _verify(bundle: dict[str, Any], keys: tuple[str, ...], least: int) -> Proven:
    header, salt, body = bundle["header"], bundle["salt"], bundle["body"]
    if tuple(sorted(header)) != FIELDS or header["v"] != 1:
        raise NotProven("header", "항목 머리의 형식이 다릅니다", "the header has other fields")
    if (salt is None) != (body is None):
        raise NotProven("body", "본문과 소금 중 하나만 있습니다", "body and salt belong together")
    if body is not None and sha256(bytes.fromhex(salt) + body.encode()).hexdigest() != header["commitment"]:
        raise NotProven("body", "본문이 기록된 것과 다릅니다", "the body is not what was recorded")
    canonical = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    leaf = sha256(b"\0" + canonical.encode()).digest()
    given = keys or tuple(bundle["keys"])
    origin, size, root, seen = _head(bundle["checkpoint"], [_key(each) for each in given])
    if origin != f"madang/{header['tenant']}":
        raise NotProven("tenant", "다른 기관의 기록입니다", "the head is of another log")
    path = [base64.b64decode(each, validate=True) for each in bundle["path"]]
    if size != bundle["size"] or not _included(bundle["index"], size, leaf, path, root):
        raise NotProven("path", "나무에 들어 있지 않습니다", "the entry is not in the tree")
    if len({name for name, _ in seen}) < least:
        raise NotProven("witnesses", f"증인이 {len(seen)}명뿐입니다", f"only {len(seen)} witnesses have cosigned")
    told = {name: str(header[name]) for name in ("tenant", "act", "kind", "at")}
    return Proven(**told, index=bundle["index"], size=size, root=root, leaf=leaf, body=body, witnesses=tuple(seen),
                  trusted=bool(keys))  # fmt: skip


def _key(text: str) -> tuple[str, bytes, int, Ed25519PublicKey]:
    """Name, id, kind and key of `name+id+base64`."""
    name, hexed, encoded = text.split("+", 2)
    content = base64.b64decode(encoded, validate=True)
    key_id = sha256(name.encode() + b"\n" + content).digest()[:4]
    if key_id.hex() != hexed or content[0] not in (LOG, WITNESS):
        raise NotProven("key", f"열쇠의 형식이 아닙니다: {name}", f"not a verifier key: {name}")
    return name, key_id, content[0], Ed25519PublicKey.from_public_bytes(content[1:])


def _head(note: str, keys: list[tuple[str, bytes, int, Ed25519PublicKey]]) -> tuple[str, int, bytes, list[Any]]:
    """Origin, size and root of a checkpoint that the log has signed, and the witnesses below it."""
    text, _, below = note.rpartition("\n\n")
    origin, number, root = text.split("\n")
    signed, seen = False, []
    for line in below.splitlines():
        dash, name, encoded = line.split(" ")
        content = base64.b64decode(encoded, validate=True)
        for key_name, key_id, kind, public in keys:
            if dash != "—" or (key_name, key_id) != (name, content[:4]) or (kind == LOG and name != origin):
                continue
            message, signature = f"{text}\n", content[4:]
            if kind == WITNESS:
                at, signature = int.from_bytes(content[4:12], "big"), content[12:]
                message = f"cosignature/v1\ntime {at}\n{message}"
                seen.append((name, at))
            try:
                public.verify(signature, message.encode())
            except InvalidSignature:
                raise NotProven("signature", f"{name}의 서명이 틀립니다", f"the signature of {name} is wrong") from None
            signed = signed or kind == LOG
    if not signed:
        raise NotProven("signature", "아는 열쇠의 서명이 없습니다", "no known key of the log has signed the head")
    return origin, int(number), base64.b64decode(root, validate=True), seen


def _included(index: int, size: int, leaf: bytes, path: list[bytes], root: bytes) -> bool:
    """From the top: which side each step is on follows from index and size alone."""
    if type(index) is not int or not 0 <= index < size:
        return False
    sides, low, high = [], 0, size
    while high - low > 1:
        half = 1 << ((high - low - 1).bit_length() - 1)
        right = index >= low + half
        sides.append(right)
        low, high = (low + half, high) if right else (low, low + half)
    if len(sides) != len(path):
        return False
    for right, beside in zip(reversed(sides), path, strict=True):
        leaf = sha256(b"\1" + (beside + leaf if right else leaf + beside)).digest()
    return leaf == root


def main() -> int:
    """0 when it holds, 1 when it does not."""
    parser = argparse.ArgumentParser(description="증명 파일 확인 / checks a proof of Madang's log")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", action="append", default=[], help="a verifier key to trust")
    parser.add_argument("--witnesses", type=int, default=0, help="how many witnesses must have cosigned")
    given = parser.parse_args()
    try:
        proven = verify_bundle(given.file.read_text(encoding="utf-8"), tuple(given.key), given.witnesses)
    except (NotProven, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    seen = ", ".join(name for name, _ in proven.witnesses) or "-"
    sys.stdout.write(f"{proven.tenant} #{proven.index}/{proven.size} {proven.at} {proven.kind} {proven.act}\n")
    sys.stdout.write(f"증인 / witnesses: {seen}; 본문 / body: {proven.body or '법에 따라 지움 / erased by law'}\n")
    if not proven.trusted:
        sys.stdout.write("열쇠는 파일 안의 것입니다 / keys are those in the file: compare them with the published\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
