"""One walk along the log: rows against leaves, leaves against tiles, tiles against heads. Memory does not grow."""

from __future__ import annotations

from collections.abc import Callable

from madang.trust.audit.findings import Report
from madang.trust.audit.holding import Holding
from madang.trust.audit.rows import Row, erased_by, look_at
from madang.trust.audit.scratch import Scratch
from madang.trust.audit.source import Source
from madang.trust.audit.times import Times
from madang.trust.audit.tower import Tower
from madang.trust.tree.errors import Malformed

STEP = 1000


class Walk:
    """The walk over a log of ``size`` leaves. What it notes of rows is told by :mod:`naming` afterwards."""

    def __init__(self, source: Source, scratch: Scratch, report: Report, size: int, tolerance: int) -> None:
        self._source, self._sql, self._report = source, scratch.sql, report
        self._size, self._expected = size, 0
        self._times = Times(scratch.times(), tolerance, report)
        self._tower = Tower(source, size, report)
        self._leaves = self._tower.leaves()
        self._receipts = bool(self._sql.execute("SELECT 1 FROM receipt").fetchone())
        self.holding = Holding(scratch, report)

    def run(self, step: Callable[[int], None]) -> None:
        """Walks to the end; ``step`` is told how many rows more, now and then."""
        since = 0
        for row in self._source.rows():
            since += 1
            if since == STEP:
                step(since)
                since = 0
            if isinstance(row, Malformed):
                self._report.add("unreadable", row.text("ko"), row.text("en"))
                continue
            self._report.counts["rows"] += 1
            self._up_to(min(row.index, self._size))
            if row.index < self._expected:
                self._again(row)
            elif row.index >= self._size:
                self._report.add(
                    "beyond", "서명된 머리에 없는 행입니다", "no signed head covers this row", row.index, row.entry
                )
            else:
                kept = next(self._leaves)
                self._grow(kept, self._row(row, kept))
        self._up_to(self._size)
        self._tower.end()
        step(since)

    def _up_to(self, index: int) -> None:
        """Rows that should be here and are not; one may still come later, out of its place."""
        while self._expected < index:
            self._sql.execute("INSERT INTO gap VALUES (?)", [self._expected])
            kept = next(self._leaves)
            if self._receipts and kept is not None:
                self._sql.execute("UPDATE receipt SET seen = ? WHERE leaf = ?", [self._expected, kept])
            self._grow(kept, None)

    def _grow(self, kept: bytes | None, leaf: bytes | None) -> None:
        known = kept or leaf or bytes(32)
        self._tower.add(known)
        self._expected += 1
        self.holding.add(known, leaf or known)

    def _row(self, row: Row, kept: bytes | None) -> bytes:
        """Notes what the row says; returns the leaf hash that it gives."""
        try:
            looked = look_at(row, self._report.tenant)
        except Malformed as refused:
            self._report.add("unreadable", refused.text("ko"), refused.text("en"), row.index, row.entry)
            return row.leaf
        self._times.row(row, looked.at)
        if looked.wrong or (kept is not None and kept != looked.leaf):
            self._sql.execute(
                "INSERT OR IGNORE INTO differs VALUES (?, ?, ?, ?, ?)",
                [row.index, looked.leaf, kept, row.entry, ",".join(looked.wrong)],
            )
        self._report.counts[row.kind] += 1
        if row.erased:
            self._report.counts["erased"] += 1
            self._sql.execute("INSERT OR IGNORE INTO erased VALUES (?, ?, ?)", [looked.leaf, row.index, row.entry])
        for one in erased_by(row) or ():
            self._sql.execute("INSERT OR IGNORE INTO named VALUES (?, ?)", [one, row.index])
        if self._receipts:
            self._sql.execute("UPDATE receipt SET seen = ? WHERE leaf = ?", [row.index, kept or looked.leaf])
        return looked.leaf

    def _again(self, row: Row) -> None:
        """A row whose place has passed: it comes out of its place, or a second time."""
        if self._sql.execute("DELETE FROM gap WHERE idx = ?", [row.index]).rowcount:
            self._report.add(
                "reordered", "행이 제자리에 있지 않습니다", "the row is out of its place", row.index, row.entry
            )
            self._row(row, None)
        else:
            self._report.add(
                "duplicated", "같은 번호의 행이 또 있습니다", "another row has this index", row.index, row.entry
            )
