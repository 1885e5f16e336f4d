"""An operator with all rights changes the log: without a new tree each row is named, with one the witness tells."""

from __future__ import annotations

import datetime as dt
import json
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from madang.trust import service as trust
from madang.trust.audit.export import export
from madang.trust.audit.findings import Report
from madang.trust.audit.live import Live
from madang.trust.audit.source import Folder
from madang.trust.audit.tests.operator import TENANT, Operator, operator
from madang.trust.audit.verify import audit
from madang.trust.log import sequencer
from madang.trust.log.errors import NoLog
from madang.trust.log.following import follow
from madang.trust.log.proving import proof_bundle, receipt_of
from madang.trust.log.signing import verifier_keys
from madang.trust.log.tests.test_sequencer import EVERYTHING, written
from madang.trust.tree.keys import LOG, NoteSigner
from madang.trust.tree.statements import state_key
from madang.trust.witness.client import Client
from madang.trust.witness.tests.running import running_witness
from madang.trust.witness.tests.test_witness import ME

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.timedelta(days=1)
HEADS = (5, 9, 12)


@dataclass
class Kept:
    """What others keep: the witness's heads of 5 and 9, a resident's proof of #6, a receipt of #10, the keys."""

    folder: Path
    witness: Path
    proof: Path
    receipt: Path
    keys: tuple[str, ...]

    def audit(self, *, outside: bool, keys: bool = True, live: bool = False) -> Report:
        """Of the log as it is now, by what it says itself, or with what others keep."""
        target = self.folder / f"export-{len(list(self.folder.glob('export-*')))}"
        now = int(time.time()) + 61  # by then the receipt's promise is due
        if not live:
            export(Live(TENANT, now), target)
        return audit(
            Live(TENANT, now) if live else Folder(target),
            keys=self.keys if keys else (),
            witnesses=[str(self.witness)] if outside else [],
            receipts=[self.proof, self.receipt] if outside else [],
        )


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Twelve rows; the first nine are under heads that the witness has signed."""
    with running_witness(tmp_path / "witness") as url:
        ids: list[int] = []
        for count in (5, 4):
            ids += written(count)
            sequencer.sequence()
            follow(Client(url))
        with urllib.request.urlopen(f"{url}/heads/{TENANT}", timeout=5) as answer:
            (tmp_path / "heads.jsonl").write_bytes(answer.read())
    with trust.entered(EVERYTHING):
        (tmp_path / "proof.json").write_text(proof_bundle(ids[6]), encoding="utf-8")
    ids += written(3)
    with trust.entered(EVERYTHING):
        (tmp_path / "receipt.txt").write_text(receipt_of(ids[10]), encoding="utf-8")
    sequencer.sequence()
    keys = (verifier_keys(TENANT)[0].text, ME.key.text)
    return Kept(tmp_path, tmp_path / "heads.jsonl", tmp_path / "proof.json", tmp_path / "receipt.txt", keys)


def named(report: Report) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.index) for finding in report.findings]


def test_a_log_that_nobody_touched_holds(kept: Kept) -> None:
    for live in (False, True):
        report = kept.audit(outside=True, live=live)
        assert named(report) == []
        assert (report.size, report.counts["rows"], report.counts["heads"], report.counts["cosigned"]) == (12, 12, 5, 4)
        assert (report.counts["receipts"], report.counts["outside"], report.cosigned) == (2, 2, 9)


def body(index: int, text: str) -> Callable[[Operator], object]:
    return lambda who: who.sql("UPDATE trust_entry SET body = %s WHERE id = %s", [text, who.entry(index)])


def column(index: int, name: str, value: object) -> Callable[[Operator], object]:
    return lambda who: who.sql(f"UPDATE trust_entry SET {name} = %s WHERE id = %s", [value, who.entry(index)])


def dangling(who: Operator) -> None:
    entry = who.entry(4)
    who.sql("ALTER TABLE trust_leaf DISABLE TRIGGER ALL")
    who.sql("ALTER TABLE trust_entry DISABLE TRIGGER ALL")
    who.sql("DELETE FROM trust_entry WHERE id = %s", [entry])
    who.sql("ALTER TABLE trust_leaf ENABLE TRIGGER ALL")
    who.sql("ALTER TABLE trust_entry ENABLE TRIGGER ALL")


def tile(who: Operator) -> None:
    who.sql("UPDATE trust_storedtile SET hashes = set_byte(hashes, 3 * 32, 255 - get_byte(hashes, 3 * 32))")


def own_head(who: Operator) -> None:
    who.sql("UPDATE trust_storedhead SET note = replace(note, E'\\n9\\n', E'\\n8\\n') WHERE size = 9")


WITHOUT_A_NEW_TREE: list[tuple[str, Callable[[Operator], object], list[tuple[str, int | None]]]] = [
    ("a body", body(3, "{}"), [("changed", 3)]),
    ("a body with commitment and leaf", lambda who: who.rewrite(3, n=9), [("changed", 3)]),
    ("a time, back", lambda who: who.rewrite(3, at=-DAY), [("back_dated", 3), ("changed", 3)]),
    ("a time, ahead", lambda who: who.rewrite(3, at=DAY), [("post_dated", 3), ("changed", 3)]),
    ("whom it is about", column(3, "subject", "p9"), [("changed", 3)]),
    ("who did it", column(3, "actor", "system:other"), [("changed", 3)]),
    ("from when it is shown", column(3, "shown_from", dt.datetime(2099, 1, 1, tzinfo=dt.UTC)), [("changed", 3)]),
    ("the leaf alone", column(3, "leaf", bytes(32)), [("changed", 3)]),
    ("the kind", column(3, "kind", "refusal"), [("changed", 3)]),
    ("a row removed", lambda who: who.remove(4), [("removed", 4)]),
    ("a row removed, its place kept", dangling, [("removed", 4)]),
    ("two rows exchanged", lambda who: who.swap(2, 7), [("reordered", 2), ("reordered", 7)]),
    ("a row twice", lambda who: who.double(2, 7), [("duplicated", 7)]),
    ("a body erased by hand", lambda who: who.sql("UPDATE trust_entry SET body = NULL, salt = NULL WHERE id = %s",
                                                  [who.entry(1)]), [("erased_without_act", 1)]),
    ("the last head removed", lambda who: who.sql("DELETE FROM trust_storedhead WHERE size = 12"), []),
    ("a tile", tile, [("tile", None)]),
    ("a head", own_head, [("signature", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "wanted"), [pytest.param(*rest, id=id) for id, *rest in WITHOUT_A_NEW_TREE])
def test_without_a_new_tree_each_row_is_named(
    kept: Kept, change: Callable[[Operator], object], wanted: list[tuple[str, int | None]]
) -> None:
    with operator() as who:
        change(who)
    report = kept.audit(outside=False, keys=False)
    if not wanted:  # the rest is a smaller log that agrees with itself; the receipt of #10 tells
        assert named(report) == []
        assert ("receipt_broken", None) in named(kept.audit(outside=True))
        return
    assert named(report) == wanted
    assert named(kept.audit(outside=False, keys=False, live=True)) == wanted
    assert all(finding.text("ko") != finding.text("en") for finding in report.findings)


def last(who: Operator) -> None:
    for index in (11, 10, 9, 8, 7):
        who.remove(index)


WITH_A_NEW_TREE: list[tuple[str, Callable[[Operator], object], tuple[str, ...], str]] = [
    ("a row changed", lambda who: who.rewrite(3, n=9), ("rewritten",), "#0–#4"),
    ("a later row changed", lambda who: who.rewrite(7, n=9), ("rewritten",), "#5–#8"),
    ("a row back-dated", lambda who: who.rewrite(0, at=-DAY), ("rewritten",), "#0–#4"),
    ("a row removed", lambda who: who.remove(6), ("rewritten", "receipt_broken"), "#5–#8"),
    ("an earlier row removed", lambda who: who.remove(2), ("rewritten", "receipt_broken"), "#0–#4"),
    ("two rows exchanged", lambda who: who.swap(1, 3), ("rewritten",), "#0–#4"),
    ("a row doubled over another", lambda who: who.double(1, 3), ("rewritten",), "#0–#4"),
    ("the end cut off", last, ("rewritten", "receipt_broken"), "#7"),
    (
        "after the witness, a row with a receipt",
        lambda who: who.rewrite(10, n=9),
        ("receipt_broken",),
        "receipt.txt",
    ),
    ("after the witness, the row of a receipt gone", lambda who: who.remove(10), ("receipt_broken",), "receipt.txt"),
]


@pytest.mark.parametrize(("change", "codes", "where"), [pytest.param(*rest, id=id) for id, *rest in WITH_A_NEW_TREE])
def test_with_a_new_tree_the_witness_or_a_receipt_tells(
    kept: Kept, change: Callable[[Operator], object], codes: tuple[str, ...], where: str
) -> None:
    with operator() as who:
        change(who)
        who.rebuild(HEADS)
    assert named(kept.audit(outside=False)) == []  # it agrees with itself, to the last byte
    report = kept.audit(outside=True)
    assert set(codes) <= set(report.by)
    assert any(where in finding.text(language) for finding in report.findings for language in ("ko",))
    assert any(where in finding.text("en") for finding in report.findings)


def test_with_a_new_key_as_well(kept: Kept) -> None:
    """Agrees with itself; whoever knows the key from outside sees that it is another one."""
    signer = NoteSigner(f"madang/{TENANT}", LOG, Ed25519PrivateKey.generate())
    with operator() as who:
        who.rewrite(3, n=9)
        who.rebuild(HEADS, signer)
        who.sql("DELETE FROM trust_logkey")
        who.sql(
            "INSERT INTO trust_logkey (tenant, text, statement) VALUES (%s, %s, %s)",
            [TENANT, signer.key.text, state_key(signer).whole],
        )
    assert named(kept.audit(outside=False, keys=False)) == []
    assert "keys" in kept.audit(outside=False).by
    assert {"keys", "signature"} <= set(kept.audit(outside=True).by)
    assert "signature" in kept.audit(outside=True, keys=False).by


def test_erasure_by_law_leaves_all_valid(kept: Kept) -> None:
    with trust.entered(EVERYTHING):
        trust.write([
            trust.log_row(tenant=TENANT, kind="disclosure", name="disclose", actor="official:1", body={}, subject="p1")
            for _ in range(3)
        ])  # fmt: skip
    sequencer.sequence()
    assert trust.perform(trust.EraseBodies("p1", TENANT), trust.system("command")) == 3
    before = kept.audit(outside=True)  # the act that erased them is committed, and waits for its place
    sequencer.sequence()
    for report in (before, kept.audit(outside=True), kept.audit(outside=True, live=True)):
        assert named(report) == []
        assert report.counts["erased"] == 3
    assert before.counts["waiting"] == 1
    with operator() as who:
        who.sql("UPDATE trust_entry SET body = '{}', salt = '' WHERE id = %s", [who.entry(13)])
    assert set(named(kept.audit(outside=True))) == {("changed", 13), ("not_erased", 15)}


def test_a_tenant_without_a_log_is_not_a_sound_one() -> None:
    with pytest.raises(NoLog):
        Live("99999")


def test_a_look_that_is_told_later_says_so_in_its_body(kept: Kept) -> None:
    with trust.entered(EVERYTHING):
        trust.write([
            trust.log_row(tenant=TENANT, kind="disclosure", name="disclose", actor="official:1", body={}, subject="p1",
                          shown_from=dt.datetime(2099, 1, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=9))))
        ])  # fmt: skip
    sequencer.sequence()
    assert named(kept.audit(outside=True)) == []


def test_an_export_is_whole_or_none(kept: Kept, tmp_path: Path) -> None:
    target = tmp_path / "whole"
    assert export(Live(TENANT), target) == 12
    assert sorted(each.name for each in target.iterdir()) == [
        "checkpoint", "checkpoints.jsonl", "entries.jsonl", "export.json", "tile", "waiting.jsonl",
    ]  # fmt: skip
    assert json.loads((target / "export.json").read_text())["size"] == 12
    assert len((target / "tile" / "0" / "000.p" / "12").read_bytes()) == 12 * 32
