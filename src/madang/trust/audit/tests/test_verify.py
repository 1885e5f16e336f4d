"""An export alone: every kind of fault is named, in both languages, and nothing stops the audit half-way."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from madang.trust.audit.findings import Report
from madang.trust.audit.source import Folder, NotAnExport
from madang.trust.audit.tests.made import KEY, TENANT, WITNESS, Made, lines, told, write
from madang.trust.audit.verify import audit
from madang.trust.tree.checkpoints import Checkpoint, cosign, sign_checkpoint
from madang.trust.tree.tests.test_notes import signer
from madang.trust.tree.tiles import Tile


@pytest.fixture(scope="module")
def sound() -> Made:
    return Made(600)


@pytest.fixture
def folder(sound: Made, tmp_path: Path) -> Path:
    return sound.export(tmp_path / "export")


def named(report: Report) -> list[tuple[str, int | None]]:
    assert all(finding.text("ko") and finding.text("ko") != finding.text("en") for finding in report.findings)
    return [(finding.code, finding.index) for finding in report.findings]


def check(folder: Path) -> list[tuple[str, int | None]]:
    return named(audit(Folder(folder)))


def test_a_sound_log_of_several_tiles(folder: Path) -> None:
    steps: list[int] = []
    report = audit(Folder(folder), step=steps.append)
    assert named(report) == []
    assert (report.size, report.counts["tiles"], report.counts["heads"], sum(steps)) == (600, 4, 6, 600)


def moved(all_lines: list[str]) -> list[str]:
    return [*all_lines[:10], *all_lines[11:300], all_lines[10], *all_lines[300:]]


SPOILT: list[tuple[str, Callable[[list[str]], list[str]], list[tuple[str, int | None]]]] = [
    ("a line moved", moved, [("reordered", 10)]),
    ("a line twice", lambda all: [*all[:20], all[19], *all[20:]], [("duplicated", 19)]),
    ("a line gone", lambda all: all[:20] + all[21:], [("removed", 20)]),
    ("lines gone at the end", lambda all: all[:597], [("removed", 597), ("removed", 598), ("removed", 599)]),
    ("a line that is none", lambda all: [*all[:20], "{\n", *all[21:]], [("unreadable", None), ("removed", 20)]),
    ("a field more", lambda all: [told(all[0], more=1), *all[1:]], [("unreadable", None), ("removed", 0)]),
    ("a time of another form", lambda all: [told(all[0], at="2026-11-26"), *all[1:]], [("unreadable", 0)]),
    ("a line more", lambda all: [*all, told(all[-1], index=600)], [("beyond", 600)]),
    ("of another tenant", lambda all: [told(all[0], tenant="x"), *all[1:]], [("changed", 0)]),
    ("salt without body", lambda all: [told(all[0], body=None), *all[1:]], [("changed", 0)]),
    ("body and salt gone", lambda all: [told(all[0], body=None, salt=None), *all[1:]], [("erased_without_act", 0)]),
    ("a copy over another", lambda all: [*all[:20], told(all[300], index=20), *all[21:]],
     [("duplicated", 20)]),
    ("a body that is no JSON", lambda all: [told(all[0], body="x"), *all[1:]], [("changed", 0)]),
    ("none at all", lambda all: [], [("removed", index) for index in range(600)]),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "wanted"), [pytest.param(*rest, id=id) for id, *rest in SPOILT])
def test_lines(folder: Path, spoil: Callable[[list[str]], list[str]], wanted: list[tuple[str, int | None]]) -> None:
    write(folder, spoil(lines(folder)))
    assert check(folder) == wanted


def test_a_row_that_says_it_is_later_than_a_witness_saw(folder: Path) -> None:
    all_lines = lines(folder)
    write(folder, [*all_lines[:7], told(all_lines[7], at="2026-11-27T09:00:00.000000Z"), *all_lines[8:]])
    assert check(folder) == [("post_dated", 7), ("changed", 7)]


def test_a_row_older_than_what_a_witness_saw_before_it(sound: Made) -> None:
    """Rows 500 on say nine hours before a witness saw the head of 400: nothing of them was there."""
    late = Made(0)
    late.__dict__ |= sound.__dict__
    late.list = [
        row if row.index < 500 else dataclasses.replace(row, at=row.at.replace("T09", "T00")) for row in sound.list
    ]
    report = audit(late)
    assert report.by["back_dated"] == 100


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("tile/0/001", [("tile", None)]),
        ("tile/0/002.p/88", [("tile", None)]),
        ("tile/1/000.p/2", [("tile", None)]),
    ],
)
@pytest.mark.parametrize("how", ["gone", "cut", "other"])
def test_tiles(folder: Path, file: str, wanted: list[tuple[str, int | None]], how: str) -> None:
    path = folder / file
    content = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(content[:-7] if how == "cut" else bytes([content[0] ^ 1]) + content[1:])
    found = check(folder)
    assert set(found) == set(wanted), found


def test_heads(sound: Made, folder: Path) -> None:
    notes = [json.loads(line)["note"] for line in lines(folder, "checkpoints.jsonl")]
    forged = sign_checkpoint(Checkpoint(f"madang/{TENANT}", 300, bytes(32)), KEY)

    def with_notes(*changed: str) -> list[tuple[str, int | None]]:
        write(folder, [json.dumps({"note": note}) + "\n" for note in changed], "checkpoints.jsonl")
        return check(folder)

    assert with_notes(*notes[:2], forged.whole, *notes[3:]) == [("head", None)]
    assert with_notes(*notes, forged.whole) == [("head", None)]  # two heads of one size
    beyond = [("size", None), *[("beyond", index) for index in range(500, 600)], ("tile", None)]
    assert with_notes(*notes[:-1]) == beyond  # level 1 lies there as a tree of 600 leaves has it
    assert with_notes(*notes[:-1], "") == [("signature", None), *beyond]
    stranger = sign_checkpoint(Checkpoint(f"madang/{TENANT}", 300, bytes(32)), signer(f"madang/{TENANT}", seed=5))
    assert with_notes(*notes, stranger.whole) == [("signature", None)]
    other = sign_checkpoint(Checkpoint("madang/11110", 300, bytes(32)), signer("madang/11110"))
    assert with_notes(*notes, other.whole) == [("signature", None)]
    spoilt = notes[0][:-4] + "AA==" + "\n"
    assert with_notes(spoilt, *notes[1:])[0] == ("signature", None)


def test_what_a_witness_saw_after_the_export_is_not_held_against_it(sound: Made, folder: Path, tmp_path: Path) -> None:
    made = Folder(folder).about().made
    file = tmp_path / "heads.jsonl"
    for later, wanted, newer in ((3600, [], 1), (0, [("rewritten", None)], 0)):
        note = sign_checkpoint(Checkpoint(f"madang/{TENANT}", 700, bytes(32)), KEY)
        file.write_text(json.dumps({"note": note.whole + cosign(note.text, WITNESS, made + later).line}) + "\n")
        report = audit(Folder(folder), witnesses=[str(file)])
        assert (named(report), report.counts["newer"]) == (wanted, newer)


def test_keys_from_outside(folder: Path) -> None:
    assert named(audit(Folder(folder), keys=[KEY.key.text, WITNESS.key.text])) == []
    report = audit(Folder(folder), keys=[signer(f"madang/{TENANT}", seed=5).key.text])
    assert report.by["keys"] == 1
    assert report.by["signature"] == 6
    about = json.loads((folder / "export.json").read_text())
    (folder / "export.json").write_text(json.dumps(about | {"keys": [about["keys"][0].replace("A", "B")]}))
    assert audit(Folder(folder)).by["keys"] == 1


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"format": "other"}', "[" * 100_000])
def test_what_is_no_export(folder: Path, content: str | None) -> None:
    (folder / "export.json").unlink()
    if content is not None:
        (folder / "export.json").write_text(content)
    with pytest.raises(NotAnExport):
        Folder(folder)


def test_a_tile_of_level_one_that_was_exchanged(sound: Made) -> None:
    spoilt = Made(0)
    spoilt.__dict__ |= sound.__dict__
    spoilt.tiles = sound.tiles | {Tile(1, 0): bytes(64)}
    assert named(audit(spoilt)) == [("tile", None)]
