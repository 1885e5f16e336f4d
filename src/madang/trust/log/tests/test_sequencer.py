"""Entries get their place once, in whatever order they are committed, however many sequencers there are."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from madang.trust import service as trust
from madang.trust.keys.ring import rotate
from madang.trust.log import sequencer, tiles
from madang.trust.log.models import Leaf, LogKey, StoredHead, StoredTile, Waiting
from madang.trust.log.signing import verifier_keys
from madang.trust.models import Entry
from madang.trust.tree.checkpoints import parse_checkpoint
from madang.trust.tree.hashing import root_of
from madang.trust.tree.notes import parse_note
from madang.trust.tree.statements import read_key_statement
from madang.trust.tree.tiles import edge, root_at

EVERYTHING = trust.system("test")


def written(count: int, tenant: str = "48170") -> list[int]:
    with trust.entered(EVERYTHING):
        return trust.write([
            trust.log_row(tenant=tenant, kind="act", name="test", actor="system:test", body={"n": number})
            for number in range(count)
        ])  # fmt: skip


def in_thread(work: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def leaves_in_order(tenant: str) -> list[bytes]:
    with trust.entered(EVERYTHING):
        found = Leaf.objects.filter(tenant=tenant).order_by("index").values_list("index", "entry__leaf")
        indexes, leaves = zip(*found, strict=True)
    assert list(indexes) == list(range(len(indexes)))
    return [bytes(leaf) for leaf in leaves]


def assert_sound(tenant: str, size: int) -> None:
    """Leaves, tiles and heads are those of one tree."""
    leaves = leaves_in_order(tenant)
    assert len(leaves) == size
    for note in StoredHead.objects.filter(tenant=tenant).values_list("note", flat=True):
        head, _ = parse_checkpoint(note, verifier_keys(tenant))
        assert head.root == root_of(leaves[: head.size])
    last = StoredHead.objects.filter(tenant=tenant).latest("size")
    assert last.size == size
    assert root_at(size, tiles.reader(tenant)(edge(size))) == root_of(leaves)


@pytest.mark.django_db
def test_each_tenant_has_a_tree_in_batches() -> None:
    first = written(5)
    written(3, "11110")
    assert sequencer.sequence(batch=2) == [
        ("11110", 2, 2),
        ("11110", 1, 3),
        ("48170", 2, 2),
        ("48170", 2, 4),
        ("48170", 1, 5),
    ]
    assert sequencer.sequence() == []
    assert list(Leaf.objects.filter(tenant="48170").order_by("index").values_list("pk", flat=True)) == first
    assert not Waiting.objects.exists()
    assert_sound("48170", 5)
    assert_sound("11110", 3)


@pytest.mark.django_db
def test_the_seams_of_tiles() -> None:
    for count in (250, 10, 300):
        written(count)
        sequencer.sequence()
    assert_sound("48170", 560)
    assert sorted(StoredTile.objects.values_list("level", "index")) == [(0, 0), (0, 1), (0, 2), (1, 0)]


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_late_gets_a_later_place() -> None:
    """An id that becomes visible after a greater one is not passed over."""
    wrote, go = threading.Event(), threading.Event()
    late: list[int] = []

    def slowly() -> None:
        with transaction.atomic():
            late.extend(written(1))
            wrote.set()
            assert go.wait(10)

    thread = in_thread(slowly)
    assert wrote.wait(10)
    early = written(1)
    assert late < early
    assert sequencer.sequence() == [("48170", 1, 1)]
    go.set()
    thread.join()
    assert sequencer.sequence() == [("48170", 1, 2)]
    assert list(Leaf.objects.order_by("index").values_list("pk", flat=True)) == [*early, *late]
    assert_sound("48170", 2)


@pytest.mark.django_db(transaction=True)
def test_many_sequencers_and_many_writers_at_once() -> None:
    """Four write, three sequence: each entry has one place, and every head is of the one tree."""
    over = threading.Event()

    def write_some() -> None:
        for _ in range(10):
            written(7)

    def sequence_until_over() -> None:
        while not over.is_set():
            sequencer.sequence(batch=5)

    writers = [in_thread(write_some) for _ in range(4)]
    sequencers = [in_thread(sequence_until_over) for _ in range(3)]
    for thread in writers:
        thread.join()
    over.set()
    for thread in sequencers:
        thread.join()
    sequencer.sequence()
    assert not Waiting.objects.exists()
    assert_sound("48170", 280)


@pytest.mark.django_db(transaction=True)
def test_a_batch_that_is_cut_off_never_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    written(3)

    def cut(*_: object) -> None:
        raise psycopg.OperationalError("cut off")

    with monkeypatch.context() as patched:
        patched.setattr(sequencer, "sign_checkpoint", cut)
        with pytest.raises(psycopg.OperationalError):
            sequencer.sequence()
    assert (Leaf.objects.count(), StoredTile.objects.count(), StoredHead.objects.count()) == (0, 0, 0)
    assert Waiting.objects.count() == 3
    sequencer.sequence()
    assert_sound("48170", 3)


@pytest.mark.django_db
def test_the_key_changes_and_the_former_one_agrees() -> None:
    written(1)
    sequencer.sequence()
    rotate("sign", "log")
    rotate("sign", "log")
    written(1)
    sequencer.sequence()
    assert_sound("48170", 2)
    keys = verifier_keys("48170")
    assert len(set(keys)) == 3
    pinned = None
    for text, key in zip(LogKey.objects.order_by("id").values_list("statement", flat=True), keys, strict=True):
        pinned = read_key_statement(parse_note(text), pinned)
        assert pinned == key
    last = StoredHead.objects.latest("size")
    assert parse_checkpoint(last.note, [keys[-1]])


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Leaf, StoredHead, LogKey, StoredTile])
@pytest.mark.parametrize("verb", ["delete", "update"])
def test_the_application_cannot_change_what_is_in_the_tree(model: type, verb: str) -> None:
    written(2)
    sequencer.sequence()
    rows = model.objects.filter(tenant="48170")  # type: ignore[attr-defined]
    with pytest.raises(DatabaseError, match=r"append-only|only becomes longer"), transaction.atomic():
        rows._raw_delete("default") if verb == "delete" else rows.update(tenant="x")
    with pytest.raises(DatabaseError, match="only becomes longer"), transaction.atomic():
        StoredTile.objects.update(hashes=bytes(64))


@pytest.mark.django_db
def test_an_entry_that_is_rolled_back_does_not_wait() -> None:
    with transaction.atomic():
        written(1)
        assert Waiting.objects.exists()
        transaction.set_rollback(True)
    assert not Waiting.objects.exists()
    assert not Entry.objects.exists()
