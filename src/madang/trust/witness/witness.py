"""What a witness does with a head: it signs it when it has grown from the one it knows, and keeps it first."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection

from madang.trust.tree.checkpoints import Checkpoint, cosign, read_checkpoint
from madang.trust.tree.errors import Malformed, NotSigned
from madang.trust.tree.hashing import EMPTY_ROOT
from madang.trust.tree.keys import Signer, VerifierKey, parse_key
from madang.trust.tree.notes import Note, parse_note, verified
from madang.trust.tree.statements import read_key_statement
from madang.trust.tree.verify import consistent
from madang.trust.witness.errors import BadRequest, NotGrown, OtherHead, UnknownLog, WrongSignature
from madang.trust.witness.requests import parse_addition
from madang.trust.witness.store import Kept, Store


class Witness:
    """known: keys of logs that are accepted at first sight; None accepts any (trust on first use)."""

    def __init__(
        self,
        store: Store,
        signer: Signer,
        known: Collection[VerifierKey] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store, self._signer, self._known, self._clock = store, signer, known, clock

    @property
    def key(self) -> str:
        """The witness's verifier key."""
        return self._signer.key.text

    def add_key(self, content: bytes) -> VerifierKey:
        """Takes a statement of a log's key: the first one, or one that the key before agrees to.

        Raises BadRequest, and WrongSignature for a key that is not known or does not follow.
        """
        try:
            note = parse_note(content)
            origin = note.text.split("\n")[1]
            with self._store.change():
                before = self._store.key(origin)
                pinned = None if before is None else parse_key(before)
                key = read_key_statement(note, pinned)
                if pinned is None and self._known is not None and key not in self._known:
                    raise NotSigned(
                        "처음 보는 기록의 열쇠를 모릅니다", "the key of this log is not among those that are known"
                    )
                if key != pinned:
                    self._store.keep_key(origin, key.text, note.whole)
        except Malformed as refused:
            raise BadRequest(refused.label.ko, refused.label.en) from refused
        except NotSigned as refused:
            raise WrongSignature(refused.label.ko, refused.label.en) from refused
        return key

    def add_checkpoint(self, content: bytes) -> str:
        """The line with the cosignature. Raises a WitnessRefused."""
        asked = parse_addition(content)
        try:
            note = parse_note(asked.checkpoint)
            head = read_checkpoint(note)
        except Malformed as refused:
            raise BadRequest(refused.label.ko, refused.label.en) from refused
        with self._store.change():
            self._signed(note, head)
            latest = self._store.latest(head.origin)
            size = latest.size if latest else 0
            if asked.old > head.size:
                raise BadRequest("옛 크기가 새 크기보다 큽니다", "the old size is above the new one")
            if asked.old != size:
                raise OtherHead(size)
            if latest is not None and (latest.size, latest.root) == (head.size, head.root) and not asked.proof:
                return latest.note.splitlines(keepends=True)[-1]
            root = latest.root if latest else EMPTY_ROOT
            if consistent(asked.old, head.size, root, head.root, asked.proof):
                at = int(self._clock())
                line = cosign(note.text, self._signer, at).line
                whole = Note(note.text, tuple(each for each in note.signatures if each.name == head.origin)).whole
                self._store.keep_head(head.origin, Kept(head.size, head.root, at, whole + line))
                return line
        with self._store.change():
            self._store.keep_refused(head.origin, int(self._clock()), note.whole)
        if asked.old == head.size and not asked.proof:
            raise OtherHead(size)
        raise NotGrown("아는 머리에서 자란 것이 아닙니다", "it has not grown from the head that is known")

    def _signed(self, note: Note, head: Checkpoint) -> None:
        key = self._store.key(head.origin)
        if key is None:
            raise UnknownLog(f"모르는 기록입니다: {head.origin}", f"an unknown log: {head.origin}")
        try:
            verified(note, [parse_key(key)])
        except NotSigned as refused:
            raise WrongSignature(refused.label.ko, refused.label.en) from refused
