"""An agency's slice on disk: one SQLite file with its records and its events, and nothing of anybody else's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any

from madang.simulation.agencies.records import BlockRecords, Record, agencies, number_of, resident_of
from madang.simulation.population.calendar_days import reference
from madang.simulation.population.generation import Written
from madang.simulation.population.marginals import province_codes, read_marginals

__all__ = ["Slice", "SliceWriter", "agencies", "number_of", "resident_of", "slice_path"]

_schema = """
create table about (name text primary key, value text not null);
create table records (number text primary key, body text not null) without rowid;
create table events (cursor integer primary key autoincrement, body text not null);
"""


def slice_path(folder: Path, agency: str) -> Path:
    """Where an agency's slice lies below a population's folder."""
    return folder / "agencies" / agency / "slice.sqlite"


class SliceWriter:
    """Writes the six slices block by block (a context manager)."""

    def __init__(self, folder: Path, province: str) -> None:
        every = [read_marginals(code) for code in province_codes(province)]
        self.regions = [
            {"code": code, "name": name} for m in every for code, name in zip(m.codes, m.names, strict=True)
        ]
        self.connections = {}
        for agency in agencies:
            path = folder / agency / "slice.sqlite"
            path.parent.mkdir(parents=True)
            self.connections[agency] = sqlite3.connect(path)
            self.connections[agency].executescript("pragma journal_mode = off; pragma synchronous = off;" + _schema)

    def add(self, written: Written) -> None:
        """The records of one block."""
        block = BlockRecords(written.persons, written.homes, written.first_person, written.first_home, self.regions)
        for agency, connection in self.connections.items():
            rows = ((number, json.dumps(record, ensure_ascii=False)) for number, record in block.of(agency))
            with connection:
                connection.executemany("insert into records values (?, ?)", rows)

    def __enter__(self) -> SliceWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for agency, connection in self.connections.items():
            with connection:
                about = {"agency": agency, "as_of": reference.isoformat()}
                connection.executemany("insert into about values (?, ?)", about.items())
            connection.close()


class Slice:
    """One agency's slice, open for reading and for life events."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise FileNotFoundError(f"no slice at {path}: make the province first")
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # One write to disk a transaction, and none that waits for it (sqlite.org/wal.html §2.3).
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = normal")

    def about(self, name: str) -> str:
        """A setting of the slice: agency, as_of."""
        row = self._connection.execute("select value from about where name = ?", (name,)).fetchone()
        return str(row[0])

    def noted(self, name: str, otherwise: str) -> str:
        """A note of the agency's own, kept beside its records."""
        row = self._connection.execute("select value from about where name = ?", (name,)).fetchone()
        return str(row[0]) if row else otherwise

    def note(self, name: str, value: str) -> None:
        """Keeps one."""
        self._connection.execute("insert or replace into about values (?, ?)", (name, value))

    def find(self, numbers: Iterable[str]) -> dict[str, Record]:
        """The records there are of these register numbers."""
        found = {}
        with closing(self._connection.cursor()) as cursor:
            for number in numbers:
                row = cursor.execute("select body from records where number = ?", (number,)).fetchone()
                if row:
                    found[number] = json.loads(row[0])
        return found

    def count(self) -> int:
        """How many people the agency knows."""
        return int(self._connection.execute("select count(*) from records").fetchone()[0])

    def change(self, changes: dict[str, Record | None], *events: dict[str, Any]) -> int | None:
        """Merge patches (RFC 7396) on records by register number, and the events they make known, in one transaction.

        A number that is not there yet is a new record; None deletes one. Returns the last event's cursor.
        """
        before = self.find(changes)
        cursor = self._connection.cursor()
        cursor.execute("begin immediate")
        try:
            for number, patch in changes.items():
                if patch is None:
                    cursor.execute("delete from records where number = ?", (number,))
                else:
                    body = json.dumps(merge(before.get(number, {}), patch), ensure_ascii=False)
                    cursor.execute("insert or replace into records values (?, ?)", (number, body))
            for event in events:
                cursor.execute("insert into events (body) values (?)", (json.dumps(event, ensure_ascii=False),))
            cursor.execute("commit")
        except BaseException:
            cursor.execute("rollback")
            raise
        return cursor.lastrowid if events else None

    def events(self, after: int, limit: int) -> list[tuple[int, dict[str, Any]]]:
        """Events later than the cursor, oldest first."""
        rows = self._connection.execute(
            "select cursor, body from events where cursor > ? order by cursor limit ?", (after, limit)
        )
        return [(int(cursor), json.loads(body)) for cursor, body in rows]

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()


def merge(target: Any, patch: Any) -> Any:
    """RFC 7396 JSON Merge Patch, except that null in a record's field stays null: fields never vanish."""
    if not isinstance(patch, dict) or not isinstance(target, dict):
        return patch
    return target | {name: merge(target.get(name), value) for name, value in patch.items()}
