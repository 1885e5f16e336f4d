"""Heads to hold a log against: its own, those that witnesses keep, and those in residents' proofs."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from madang.rules.service import Refused
from madang.trust.audit.findings import Report
from madang.trust.audit.scratch import Head, Scratch
from madang.trust.audit.source import About, NotAnExport, notes_in
from madang.trust.tree.checkpoints import Checkpoint, cosignatures, read_checkpoint
from madang.trust.tree.errors import Malformed, NotSigned
from madang.trust.tree.keys import LOG, WITNESS, VerifierKey, parse_key
from madang.trust.tree.notes import parse_note, verified
from madang.trust.tree.statements import read_key_statement

OWN = "log"
"""Place of the heads that the log itself keeps."""
SECONDS = 30


class Keys:
    """Verifier keys of one log and its witnesses. given: from outside; without, those of the source are taken."""

    def __init__(self, about: About, given: Iterable[str], report: Report) -> None:
        outside = [parse_key(text) for text in given]
        chain = list(_chain(about, report))
        anchored = [key for key in outside if key.kind == LOG and key.name == about.origin]
        if anchored and not set(anchored) & set(chain):
            report.add(
                "keys",
                "기록의 열쇠 가운데 알려진 열쇠가 없습니다",
                "none of the log's keys is one that is known from outside",
            )
            chain = []
        self.log = list(dict.fromkeys([*anchored, *chain]))
        witnesses = [key for key in outside if key.kind == WITNESS]
        self.witnesses_given = bool(witnesses)
        self.witnesses = witnesses or [key for key in map(parse_key, about.witnesses) if key.kind == WITNESS]
        report.keys = [key.text for key in (*self.log, *self.witnesses)]
        report.keys_given = bool(outside)

    def add_witness(self, text: str) -> None:
        """A witness's key as the witness itself tells it, unless keys of witnesses came from outside."""
        key = parse_key(text)
        if key.kind == WITNESS and not self.witnesses_given and key not in self.witnesses:
            self.witnesses.append(key)


def _chain(about: About, report: Report) -> Iterator[VerifierKey]:
    """Keys of the log, each put in force by the one before."""
    pinned: VerifierKey | None = None
    for number, statement in enumerate(about.statements, 1):
        try:
            key = read_key_statement(parse_note(statement), pinned)
            if key.name != about.origin:
                raise NotSigned("다른 기록의 열쇠입니다", "a key of another log")
        except (Malformed, NotSigned) as refused:
            report.add(
                "keys",
                f"{number}번째 열쇠가 이어지지 않습니다: {refused.text('ko')}",
                f"key {number} does not follow from the one before: {refused.text('en')}",
            )
            return
        pinned = key
        yield key


def take_heads(
    notes: Iterable[str], place: str, about: About, keys: Keys, scratch: Scratch, report: Report
) -> Checkpoint | None:
    """Keeps every head that is rightly signed and finds fault with the others; returns the largest."""
    largest: Checkpoint | None = None
    for number, text in enumerate(notes, 1):
        try:
            note = parse_note(text)
            head = read_checkpoint(note)
            if head.origin != about.origin:
                raise Malformed(f"다른 기록의 머리입니다: {head.origin}", f"a head of another log: {head.origin}")
            verified(note, keys.log)
            seen = cosignatures(note, keys.witnesses)
        except Refused as refused:
            report.add(
                "signature",
                f"{place}의 {number}번째 머리: {refused.text('ko')}",
                f"head {number} of {place}: {refused.text('en')}",
            )
            continue
        if place != OWN and not seen:
            report.add(
                "signature",
                f"{place}의 {number}번째 머리에 아는 증인의 서명이 없습니다",
                f"head {number} of {place} has no cosignature of a known witness",
            )
        at = min((each.at for each in seen), default=None)
        scratch.keep_head(Head(head.size, head.root, place, at))
        report.counts["heads"] += 1
        report.counts["cosigned"] += bool(seen)
        report.counts["outside"] += place != OWN
        report.cosigned = max(report.cosigned, head.size if seen else 0)
        largest = head if largest is None or head.size > largest.size else largest
    return largest


def witness_notes(place: str, about: About, keys: Keys) -> Iterator[str]:
    """Heads of a witness: of its file (JSON lines with a note each), or asked from its address. Raises NotAnExport."""
    if not place.startswith(("http://", "https://")):
        yield from notes_in(Path(place))
        return
    address = place.rstrip("/")
    keys.add_witness(_get(f"{address}/key").strip())
    for line in _get(f"{address}/heads/{about.tenant}").splitlines():
        told: Any = json.loads(line)
        yield str(told["note"])


def _get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 -- http and https only, see above
            text: str = answer.read().decode()
            return text
    except (urllib.error.URLError, OSError, UnicodeDecodeError) as error:
        raise NotAnExport(
            f"증인에게서 읽지 못했습니다: {url} ({error})", f"no answer of the witness: {url} ({error})"
        ) from None
