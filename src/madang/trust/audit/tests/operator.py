"""Somebody who owns the database and holds the log's key: no trigger stops them, and they can build the tree anew."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from madang.trust.log.signing import signer_of
from madang.trust.log_row import commitment_of, header_of, json_text, leaf_of
from madang.trust.tree.checkpoints import Checkpoint, origin, sign_checkpoint
from madang.trust.tree.keys import Signer
from madang.trust.tree.tiles import Tile, append, edge
from tests.application_role import address

TENANT = "48170"
TABLES = ("trust_entry", "trust_leaf", "trust_storedtile", "trust_storedhead", "trust_cosignature", "trust_logkey")


class Operator:
    """SQL as the tables' owner."""

    def __init__(self, owner: psycopg.Connection[Any]) -> None:
        self.sql = owner.execute

    def entry(self, index: int) -> int:
        """The id of the row at this place."""
        row = self.sql("SELECT entry_id FROM trust_leaf WHERE tenant = %s AND index = %s", [TENANT, index]).fetchone()
        assert row is not None
        return int(row[0])

    def rewrite(self, index: int, *, at: dt.timedelta = dt.timedelta(), **said: Any) -> None:
        """Another body or time for a row, with commitment and leaf that fit."""
        row = self.sql(
            "SELECT id, act, kind, at, body, salt FROM trust_entry WHERE id = %s", [self.entry(index)]
        ).fetchone()
        assert row is not None
        id, act, kind, before, body, salt = row
        text = json_text(json.loads(body) | said)
        commitment, moment = commitment_of(bytes(salt), text), before + at
        leaf = leaf_of(header_of(tenant=TENANT, act=act, kind=kind, at=moment, commitment=commitment))
        self.sql(
            "UPDATE trust_entry SET body = %s, commitment = %s, at = %s, leaf = %s WHERE id = %s",
            [text, commitment, moment, leaf, id],
        )

    def remove(self, index: int) -> None:
        """The row and its place."""
        entry = self.entry(index)
        self.sql("DELETE FROM trust_leaf WHERE entry_id = %s", [entry])
        self.sql("DELETE FROM trust_entry WHERE id = %s", [entry])

    def swap(self, one: int, other: int) -> None:
        """Two rows, each at the other's place."""
        for before, after in ((one, -1), (other, one), (-1, other)):
            self.sql("UPDATE trust_leaf SET index = %s WHERE tenant = %s AND index = %s", [after, TENANT, before])

    def double(self, index: int, place: int) -> None:
        """A copy of one row in the place of another."""
        columns = "tenant, act, kind, at, subject, actor, name, body, salt, commitment, leaf"
        row = self.sql(
            f"INSERT INTO trust_entry ({columns}) SELECT {columns} FROM trust_entry WHERE id = %s RETURNING id",
            [self.entry(index)],
        ).fetchone()
        assert row is not None
        self.sql("DELETE FROM trust_waiting")
        self.sql("UPDATE trust_leaf SET entry_id = %s WHERE tenant = %s AND index = %s", [row[0], TENANT, place])

    def rebuild(self, heads: tuple[int, ...], signer: Signer | None = None) -> None:
        """Places without gaps, all tiles anew, and heads of these sizes signed with the log's key."""
        rows = self.sql(
            "SELECT l.entry_id, e.leaf FROM trust_leaf l JOIN trust_entry e ON e.id = l.entry_id"
            " WHERE l.tenant = %s ORDER BY l.index", [TENANT],
        ).fetchall()  # fmt: skip
        self.sql("UPDATE trust_leaf SET index = -index - 1")
        for index, (entry, _) in enumerate(rows):
            self.sql("UPDATE trust_leaf SET index = %s WHERE entry_id = %s", [index, entry])
        for table in ("trust_cosignature", "trust_storedhead", "trust_storedtile"):
            self.sql(f"DELETE FROM {table}")
        size, kept = 0, dict[Tile, bytes]()
        for wanted in sorted({min(each, len(rows)) for each in heads}):
            leaves = [bytes(leaf) for _, leaf in rows[size:wanted]]
            after = append(size, {tile: kept[tile] for tile in edge(size)}, leaves)
            kept |= after.tiles
            size = after.size
            note = sign_checkpoint(Checkpoint(origin(TENANT), size, after.root), signer or signer_of(TENANT))
            self.sql(
                "INSERT INTO trust_storedhead (tenant, size, note, at) VALUES (%s, %s, %s, now())",
                [TENANT, size, note.whole],
            )
        for tile, hashes in kept.items():
            self.sql(
                "INSERT INTO trust_storedtile (tenant, level, index, hashes) VALUES (%s, %s, %s, %s)",
                [TENANT, tile.level, tile.number, hashes],
            )


@contextmanager
def operator() -> Iterator[Operator]:
    """The owner's connection, with the tables' own guards switched off while it lasts."""
    settings = connection.settings_dict
    url = address(settings["TEST_OWNER_URL"], settings["NAME"])
    with psycopg.connect(url, autocommit=True) as owner:
        try:
            _guards(owner, "DISABLE")
            yield Operator(owner)
        finally:
            _guards(owner, "ENABLE")


def _guards(owner: psycopg.Connection[Any], verb: str) -> None:
    for table in TABLES:
        owner.execute(f"ALTER TABLE {table} {verb} TRIGGER USER")
