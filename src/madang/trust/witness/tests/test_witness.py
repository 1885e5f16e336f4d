"""The protocol of C2SP tlog-witness, and what a witness keeps: what grew is signed, whatever else is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from madang.trust.tree.checkpoints import Checkpoint, cosignatures, sign_checkpoint
from madang.trust.tree.hashing import leaf_hash
from madang.trust.tree.keys import LOG, WITNESS, NoteSigner
from madang.trust.tree.notes import Note, parse_note, parse_signature
from madang.trust.tree.proofs import consistency_proof
from madang.trust.tree.statements import state_key
from madang.trust.tree.tests.test_notes import signer
from madang.trust.tree.tests.test_tree import Kept
from madang.trust.tree.tiles import root_at
from madang.trust.witness.errors import BadRequest, NotGrown, OtherHead, UnknownLog, WitnessRefused, WrongSignature
from madang.trust.witness.requests import Addition, parse_addition
from madang.trust.witness.store import Store
from madang.trust.witness.witness import Witness

ME = signer("witness.example/one", WITNESS, 9)
LOG_KEY = signer("madang/48170", LOG, 1)
NOW = 1_790_000_000


class Log:
    """A small log; ``other`` leaves make another history."""

    def __init__(self, key: NoteSigner = LOG_KEY, salt: bytes = b"") -> None:
        self.key, self.tiles = key, Kept()
        self.tiles.grow(0, [leaf_hash(salt + bytes([number])) for number in range(200)])

    def note(self, size: int) -> Note:
        return sign_checkpoint(Checkpoint(self.key.key.name, size, root_at(size, self.tiles)), self.key)

    def asking(self, old: int, size: int) -> bytes:
        proof = consistency_proof(old, size, self.tiles) if old <= size else []
        return Addition(old, tuple(proof), self.note(size).whole).body.encode()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "heads.sqlite")
    yield store
    store.close()


@pytest.fixture
def witness(store: Store) -> Witness:
    witness = Witness(store, ME, clock=lambda: NOW + 0.9)
    witness.add_key(state_key(LOG_KEY).whole.encode())
    return witness


def test_what_grew_is_signed_and_kept(witness: Witness, store: Store) -> None:
    log = Log()
    for old, size in ((0, 3), (3, 3), (3, 64), (64, 200)):
        line = witness.add_checkpoint(log.asking(old, size))
        seen = cosignatures(Note(log.note(size).text, (parse_signature(line[:-1]),)), [ME.key])
        assert [(each.witness, each.at) for each in seen] == [("witness.example/one", NOW)]
    kept = store.heads("madang/48170")
    assert [each.size for each in kept] == [3, 64, 200]
    note = parse_note(kept[-1].note)
    assert len(note.signatures) == 2
    assert cosignatures(note, [ME.key])


def test_what_did_not_grow_is_refused_and_remembered(witness: Witness, store: Store) -> None:
    witness.add_checkpoint(Log().asking(0, 64))
    forged = Log(salt=b"another history")
    with pytest.raises(NotGrown):
        witness.add_checkpoint(forged.asking(64, 100))
    with pytest.raises(OtherHead) as other:
        witness.add_checkpoint(forged.asking(64, 64))
    assert (other.value.status, other.value.said) == (409, "64\n")
    with pytest.raises(NotGrown):
        witness.add_checkpoint(Addition(64, (bytes(32),), Log().note(64).whole).body.encode())
    assert [each.size for each in store.heads("madang/48170")] == [64]
    assert [note for _, note in store.refused("madang/48170")] == [
        forged.note(100).whole, forged.note(64).whole, Log().note(64).whole,
    ]  # fmt: skip
    assert witness.add_checkpoint(Log().asking(64, 100))


def test_who_thinks_of_another_head_is_told_its_size(witness: Witness) -> None:
    log = Log()
    witness.add_checkpoint(log.asking(0, 64))
    for old in (0, 63, 65):
        with pytest.raises(OtherHead) as other:
            witness.add_checkpoint(log.asking(old, 100))
        assert other.value.said == "64\n"
    with pytest.raises(OtherHead):  # going back
        witness.add_checkpoint(log.asking(0, 10))
    with pytest.raises(BadRequest):
        witness.add_checkpoint(log.asking(64, 10))


def test_an_empty_log(witness: Witness) -> None:
    assert witness.add_checkpoint(Log().asking(0, 0))
    with pytest.raises(NotGrown):
        witness.add_checkpoint(Addition(0, (bytes(32),), Log().note(5).whole).body.encode())
    assert witness.add_checkpoint(Log().asking(0, 5))


def test_signatures(witness: Witness) -> None:
    with pytest.raises(UnknownLog):
        witness.add_checkpoint(Log(signer("madang/11110")).asking(0, 1))
    with pytest.raises(WrongSignature):
        witness.add_checkpoint(Log(signer("madang/48170", seed=2)).asking(0, 1))
    note = Log().note(1)
    with pytest.raises(WrongSignature):
        witness.add_checkpoint(Addition(0, (), note.whole.replace("\n1\n", "\n2\n")).body.encode())


def test_keys_at_first_sight_and_afterwards(store: Store) -> None:
    first, second, third = (signer("madang/48170", seed=seed) for seed in (1, 2, 3))
    witness = Witness(store, ME, known=[first.key])
    with pytest.raises(WrongSignature, match="not among those"):
        witness.add_key(state_key(second).whole.encode())
    assert witness.add_key(state_key(first).whole.encode()) == first.key
    with pytest.raises(WrongSignature):  # an operator with a new key of their own
        witness.add_key(state_key(second).whole.encode())
    with pytest.raises(WrongSignature):
        witness.add_key(state_key(third, second).whole.encode())
    log = Log()
    witness.add_checkpoint(log.asking(0, 5))
    assert witness.add_key(state_key(second, first).whole.encode()) == second.key
    with pytest.raises(WrongSignature):  # the former key no longer signs
        witness.add_checkpoint(log.asking(5, 6))
    log.key = second
    assert witness.add_checkpoint(log.asking(5, 6))
    with pytest.raises(WrongSignature):  # nor does it name another
        witness.add_key(state_key(third, first).whole.encode())
    with pytest.raises(BadRequest):
        witness.add_key(log.note(1).whole.encode())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body.replace(b"old 3", b"old 03"),
        lambda body: body.replace(b"old 3", b"old -3"),
        lambda body: body.replace(b"old 3\n", b""),
        lambda body: body.replace(b"old 3", b"size 3"),
        lambda body: body.replace(b"old 3\n", b"old 3\n" + b"AAAA\n"),
        lambda body: body.replace(b"old 3\n", b"old 3\n" + b"=\n"),
        lambda body: body.replace(b"old 3\n", b"old 3\n" + body.split(b"\n")[1] * 64 + b"\n"),
        lambda body: body.replace(b"old 3\n", b"old 3\n" + (body.split(b"\n")[1] + b"\n") * 62),
        lambda body: body[:-1],
        lambda body: b"\xff" + body,
        lambda body: b"",
    ],
)
def test_what_is_no_request(witness: Witness, spoil: Callable[[bytes], bytes]) -> None:
    witness.add_checkpoint(Log().asking(0, 3))
    with pytest.raises(BadRequest):
        witness.add_checkpoint(spoil(Log().asking(3, 100)))
    assert parse_addition(Log().asking(3, 100)).old == 3


def test_what_it_keeps_stays_and_goes_on(witness: Witness, store: Store, tmp_path: Path) -> None:
    witness.add_checkpoint(Log().asking(0, 3))
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        Store(tmp_path / "heads.sqlite")
    for statement in (
        "DELETE FROM head",
        "UPDATE head SET size = 1",
        "DELETE FROM log_key",
        "UPDATE log_key SET key = ''",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store._sql.execute(statement)
    store.close()
    again = Store(tmp_path / "heads.sqlite")
    try:
        with pytest.raises(WitnessRefused):
            Witness(again, ME).add_checkpoint(Log(salt=b"x").asking(3, 4))
        assert Witness(again, ME).add_checkpoint(Log().asking(3, 4))
    finally:
        again.close()
