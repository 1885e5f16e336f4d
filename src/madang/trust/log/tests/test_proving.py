"""Receipts and proofs, made by the log and checked by the verifier that knows nothing of it."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from madang.trust import service as trust
from madang.trust.audit import bundle as verifier
from madang.trust.audit.bundle import NotProven, verify_bundle
from madang.trust.log import sequencer
from madang.trust.log.errors import NoEntry, NotInTree
from madang.trust.log.following import follow
from madang.trust.log.proving import proof_bundle, receipt_of
from madang.trust.log.signing import verifier_keys
from madang.trust.log.tests.test_sequencer import EVERYTHING, written
from madang.trust.models import Entry
from madang.trust.tree.statements import parse_receipt
from madang.trust.witness.client import Client
from madang.trust.witness.tests.running import running_witness
from madang.trust.witness.tests.test_witness import ME

PERSON = trust.Principal("resident", "account-1", person="p1", assurance="passkey")


def bundle_of(entry: int) -> str:
    with trust.entered(EVERYTHING):
        return proof_bundle(entry)


@pytest.mark.django_db
def test_a_receipt_at_once_and_a_proof_soon(tmp_path: Path) -> None:
    (entry,) = written(1)
    with trust.entered(EVERYTHING):
        receipt = parse_receipt(receipt_of(entry), verifier_keys("48170"))
        with pytest.raises(NotInTree):
            proof_bundle(entry)
        row = Entry.objects.get()
    assert (receipt.origin, receipt.leaf, receipt.within) == ("madang/48170", bytes(row.leaf), 60)
    written(300)
    sequencer.sequence()
    with running_witness(tmp_path) as url:
        follow(Client(url))
    written(1)
    sequencer.sequence()
    text = bundle_of(entry)
    keys = tuple(key.text for key in (*verifier_keys("48170"), ME.key))
    proven = verify_bundle(text, keys, witnesses=1)
    assert (proven.index, proven.size, proven.leaf) == (0, 301, receipt.leaf)  # the newest head has no witness yet
    assert json.loads(proven.body or "")["n"] == 0
    assert proven.trusted
    assert not verify_bundle(text).trusted
    with pytest.raises(NotProven, match="only 0 witnesses"):
        verify_bundle(bundle_of(written(1)[0] - 1), keys, witnesses=1)


@pytest.mark.django_db
def test_every_proof_of_a_tree_of_many_tiles() -> None:
    ids = written(260)
    sequencer.sequence()
    keys = tuple(key.text for key in verifier_keys("48170"))
    for index in (0, 1, 127, 128, 254, 255, 256, 259):
        assert verify_bundle(bundle_of(ids[index]), keys).index == index


@pytest.mark.django_db
def test_only_who_may_see_an_entry_gets_its_proof() -> None:
    with trust.entered(EVERYTHING):
        mine, others = trust.write([
            trust.log_row(tenant="48170", kind="disclosure", name="disclose", actor="official:1", body={}, subject=who)
            for who in ("p1", "p2")
        ])  # fmt: skip
    sequencer.sequence()
    with trust.entered(PERSON):
        assert verify_bundle(proof_bundle(mine)).tenant == "48170"
        for ask in (proof_bundle, receipt_of):
            with pytest.raises(NoEntry):
                ask(others)


@pytest.mark.django_db
def test_an_erased_body_leaves_the_proof() -> None:
    with trust.entered(EVERYTHING):
        (entry,) = trust.write([
            trust.log_row(tenant="48170", kind="act", name="test", actor="system:test", body={"n": 1}, subject="p1")
        ])  # fmt: skip
    sequencer.sequence()
    before = bundle_of(entry)
    assert trust.perform(trust.EraseBodies("p1", "48170"), trust.system("command")) == 1
    proven = verify_bundle(bundle_of(entry))
    assert proven.body is None
    assert dataclasses.replace(verify_bundle(before), body=None) == proven


def spoilt(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Each of its parts changed a little."""

    def but(**changes: Any) -> dict[str, Any]:
        return {**json.loads(text), **changes}

    told = json.loads(text)
    header, path, note = told["header"], told["path"], told["checkpoint"]
    return [
        ("body", but(body=told["body"].replace("1", "2"))),
        ("body", but(salt="00" * 16)),
        ("body", but(salt=None)),
        ("path", but(header=header | {"at": header["at"].replace("Z", "").replace(".", ".1")[:26] + "Z"})),
        ("path", but(header=header | {"kind": "disclosure"})),
        ("header", but(header=header | {"more": 1})),
        ("tenant", but(header=header | {"tenant": "11110"})),
        ("path", but(index=told["index"] + 1)),
        ("path", but(index=True)),
        ("path", but(size=told["size"] + 1)),
        ("path", but(path=path[:-1])),
        ("path", but(path=[*path, path[0]])),
        ("path", but(path=[path[-1], *path[1:]])),
        ("signature", but(checkpoint=note.replace(f"\n{told['size']}\n", f"\n{told['size'] + 1}\n"))),
        ("signature", but(keys=[])),
        ("format", but(checkpoint="")),
        ("format", but(path=["!"])),
        ("format", but(format="madang-proof/v2")),
        ("format", but(header=None)),
    ]


@pytest.mark.django_db
def test_whatever_is_changed_is_refused(tmp_path: Path) -> None:
    ids = written(9)
    sequencer.sequence()
    text = bundle_of(ids[1])
    for code, changed in spoilt(text):
        with pytest.raises(NotProven) as refused:
            verify_bundle(json.dumps(changed))
        assert refused.value.code == code, changed
    for nothing in ("", "[]", "{}", "null", "[" * 100_000):
        with pytest.raises(NotProven):
            verify_bundle(nothing)


@pytest.mark.django_db
def test_one_file_checks_it_elsewhere(tmp_path: Path) -> None:
    """The verifier is copied away; Python is told to know nothing of Madang."""
    (entry,) = written(1)
    sequencer.sequence()
    alone = tmp_path / "bundle.py"
    alone.write_text(Path(verifier.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(bundle_of(entry), encoding="utf-8")
    bad.write_text(bundle_of(entry).replace('"index": 0', '"index": 1'), encoding="utf-8")

    def run(file: Path) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-I", str(alone), str(file), "--key", verifier_keys("48170")[0].text]
        return subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert (run(good).returncode, "48170 #0/1" in run(good).stdout) == (0, True)
    assert (run(bad).returncode, "not in the tree" in run(bad).stderr) == (1, True)
