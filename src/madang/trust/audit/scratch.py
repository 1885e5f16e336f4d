"""What an audit must remember of a log of any length: a temporary database on disk, gone when it is closed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

_TABLES = """
CREATE TABLE head (size INTEGER, root BLOB, place TEXT, at INTEGER, UNIQUE (size, root, place));
CREATE TABLE differs (idx INTEGER PRIMARY KEY, leaf BLOB, kept BLOB, entry TEXT, wrong TEXT);
CREATE INDEX differs_kept ON differs (kept);
CREATE INDEX differs_leaf ON differs (leaf);
CREATE TABLE gap (idx INTEGER PRIMARY KEY);
CREATE TABLE erased (leaf BLOB PRIMARY KEY, idx INTEGER, entry TEXT) WITHOUT ROWID;
CREATE TABLE named (leaf BLOB PRIMARY KEY, idx INTEGER) WITHOUT ROWID;
CREATE TABLE receipt (leaf BLOB, idx INTEGER, file TEXT, due INTEGER, seen INTEGER);
CREATE INDEX receipt_leaf ON receipt (leaf);
CREATE INDEX receipt_idx ON receipt (idx);
"""


class Head(NamedTuple):
    """A head that somebody keeps. place: of whom; at: when it was cosigned, seconds since 1970, None for never."""

    size: int
    root: bytes
    place: str
    at: int | None


class Scratch:
    """The temporary database; SQLite keeps it in memory while it is small and on disk when it is not."""

    def __init__(self) -> None:
        self.sql = sqlite3.connect("", isolation_level=None)
        self.sql.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-20000;" + _TABLES)

    def close(self) -> None:
        """Forgets everything."""
        self.sql.close()

    def keep_head(self, head: Head) -> None:
        """A head to hold the tree against."""
        self.sql.execute("INSERT OR IGNORE INTO head VALUES (?, ?, ?, ?)", head)

    def heads(self) -> Iterator[Head]:
        """All, by size."""
        for row in self.sql.execute("SELECT size, root, place, at FROM head ORDER BY size, place"):
            yield Head._make(row)

    def times(self) -> Iterator[tuple[int, int]]:
        """Size and time of cosigned heads, by size."""
        query = "SELECT size, max(at) FROM head WHERE at IS NOT NULL GROUP BY size ORDER BY size"
        for size, at in self.sql.execute(query):  # noqa: UP028 -- closing a cursor of a closed database complains
            yield size, at
