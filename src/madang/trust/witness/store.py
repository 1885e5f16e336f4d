"""What a witness keeps in a file of its own: the key of each log, and every head it has signed. Nothing is taken out.

SQLite with a full sync at each commit: when an answer goes out, what it says is on the disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

_TABLES = """
CREATE TABLE IF NOT EXISTS log_key (id INTEGER PRIMARY KEY, origin TEXT, key TEXT, statement TEXT);
CREATE TABLE IF NOT EXISTS head (
    id INTEGER PRIMARY KEY, origin TEXT, size INTEGER, root BLOB, at INTEGER, note TEXT
);
CREATE INDEX IF NOT EXISTS head_of ON head (origin, size);
CREATE TABLE IF NOT EXISTS refused (id INTEGER PRIMARY KEY, origin TEXT, at INTEGER, note TEXT);
"""
_NEVER = "CREATE TRIGGER IF NOT EXISTS {0}_{1} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, 'append-only'); END;"


class Kept(NamedTuple):
    """A head that was signed. at: seconds since 1970; note: with the log's signature and the witness's."""

    size: int
    root: bytes
    at: int
    note: str


class Store:
    """The file. One process at a time; within it, one request at a time (:meth:`change`)."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sql = sqlite3.connect(file, timeout=0.2, isolation_level=None, check_same_thread=False)
        self._sql.executescript("PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA locking_mode=EXCLUSIVE;")
        self._sql.executescript(_TABLES)
        for table in ("log_key", "head", "refused"):
            for verb in ("UPDATE", "DELETE"):
                self._sql.execute(_NEVER.format(table, verb))

    def close(self) -> None:
        """Lets go of the file."""
        self._sql.close()

    @contextmanager
    def change(self) -> Iterator[None]:
        """All or nothing, on the disk at the end."""
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._sql.execute("ROLLBACK")
            raise
        self._sql.execute("COMMIT")

    def key(self, origin: str) -> str | None:
        """The verifier key that signs this log now."""
        row = self._sql.execute(
            "SELECT key FROM log_key WHERE origin = ? ORDER BY id DESC LIMIT 1", [origin]
        ).fetchone()
        return row[0] if row else None

    def keep_key(self, origin: str, key: str, statement: str) -> None:
        """From now on this key."""
        self._sql.execute("INSERT INTO log_key (origin, key, statement) VALUES (?, ?, ?)", [origin, key, statement])

    def latest(self, origin: str) -> Kept | None:
        """The largest head of this log."""
        found = self._sql.execute(
            "SELECT size, root, at, note FROM head WHERE origin = ? ORDER BY size DESC, id DESC LIMIT 1", [origin]
        ).fetchone()
        return Kept(*found) if found else None

    def keep_head(self, origin: str, kept: Kept) -> None:
        """A head that is signed."""
        self._sql.execute("INSERT INTO head (origin, size, root, at, note) VALUES (?, ?, ?, ?, ?)", [origin, *kept])

    def keep_refused(self, origin: str, at: int, note: str) -> None:
        """A head that the log signed and did not show to have grown from the one that is known."""
        known = self._sql.execute("SELECT 1 FROM refused WHERE origin = ? AND note = ?", [origin, note]).fetchone()
        if not known:
            self._sql.execute("INSERT INTO refused (origin, at, note) VALUES (?, ?, ?)", [origin, at, note])

    def heads(self, origin: str, after: int = -1, most: int = 1_000) -> list[Kept]:
        """Heads of more than ``after`` leaves, by size."""
        found = self._sql.execute(
            "SELECT size, root, at, note FROM head WHERE origin = ? AND size > ? ORDER BY size, id LIMIT ?",
            [origin, after, most],
        )
        return [Kept(*row) for row in found]

    def refused(self, origin: str) -> list[tuple[int, str]]:
        """Time and note of each."""
        return self._sql.execute("SELECT at, note FROM refused WHERE origin = ? ORDER BY id", [origin]).fetchall()
