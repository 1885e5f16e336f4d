"""A log in memory, sound unless a test spoils it: no database, any length."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from madang.trust.audit.export import export
from madang.trust.audit.rows import Row
from madang.trust.audit.source import About
from madang.trust.log_row import log_row, moment_of
from madang.trust.tree.checkpoints import Checkpoint, cosign, sign_checkpoint
from madang.trust.tree.errors import Malformed
from madang.trust.tree.statements import state_key
from madang.trust.tree.tests.test_notes import signer
from madang.trust.tree.tiles import Tile, append, edge

TENANT = "48170"
KEY = signer(f"madang/{TENANT}")
WITNESS = signer("witness.example/one", 4, 9)
BEGUN = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)


class Made:
    """``count`` rows, one a second; a head after each ``every`` rows, cosigned a second later."""

    def __init__(self, count: int, every: int = 100) -> None:
        self.tiles: dict[Tile, bytes] = {}
        self.list: list[Row] = []
        self.notes: list[str] = []
        self.size = 0
        for index in range(count):
            self.list.append(made_row(index))
            if (index + 1) % every == 0 or index + 1 == count:
                self._head(index + 1)

    def _head(self, size: int) -> None:
        leaves = [row.leaf for row in self.list[self.size : size]]
        after = append(self.size, {tile: self.tiles[tile] for tile in edge(self.size)}, leaves)
        self.tiles |= after.tiles
        self.size = size
        note = sign_checkpoint(Checkpoint(f"madang/{TENANT}", size, after.root), KEY)
        at = int((BEGUN + dt.timedelta(seconds=size)).timestamp())
        self.notes.append(note.whole + cosign(note.text, WITNESS, at).line)

    def about(self) -> About:
        made = int((BEGUN + dt.timedelta(days=1)).timestamp())
        return About(TENANT, self.size, made, (state_key(KEY).whole,), (WITNESS.key.text,))

    def heads(self) -> Iterator[str]:
        yield from self.notes

    def tile(self, tile: Tile, hashes: int) -> bytes | None:
        content = self.tiles.get(tile)
        return None if content is None else content[: hashes * 32]

    def rows(self) -> Iterator[Row | Malformed]:
        yield from self.list

    def waiting(self) -> Iterator[Row | Malformed]:
        yield from ()

    def export(self, folder: Path) -> Path:
        """The same as files."""
        export(self, folder)
        return folder


def made_row(index: int) -> Row:
    """A row of its second."""
    row = log_row(
        tenant=TENANT, kind="act", name="test", actor="system:test", body={"n": index},
        at=BEGUN + dt.timedelta(seconds=index),
    )  # fmt: skip
    return Row(
        index, str(index), TENANT, str(row.act), row.kind, moment_of(row.at), "", row.actor, row.name,
        "", row.commitment, row.leaf, row.salt, row.body,
    )  # fmt: skip


def lines(folder: Path, name: str = "entries.jsonl") -> list[str]:
    """Lines of a file of an export."""
    return (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)


def write(folder: Path, changed: list[str], name: str = "entries.jsonl") -> None:
    """Puts them back."""
    (folder / name).write_text("".join(changed), encoding="utf-8")


def told(line: str, **changes: object) -> str:
    """A line with other values."""
    return json.dumps({**json.loads(line), **changes}, ensure_ascii=False, separators=(",", ":")) + "\n"
