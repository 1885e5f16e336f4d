"""What happened to the rows that do not give the leaf the tree holds: changed, moved, doubled, removed, erased."""

from __future__ import annotations

from madang.trust.audit.findings import Report
from madang.trust.audit.rows import erased_by
from madang.trust.audit.scratch import Scratch
from madang.trust.audit.source import Source
from madang.trust.tree.errors import Malformed
from madang.trust.tree.hashing import SIZE
from madang.trust.tree.tiles import WIDTH, Tile, split


def name_rows(source: Source, scratch: Scratch, report: Report, size: int) -> None:
    """Adds a finding for each row that was noted."""
    sql = scratch.sql
    for (index,) in sql.execute("SELECT idx FROM gap ORDER BY idx"):
        report.add("removed", "행이 없어졌습니다", "the row was removed", index)
    for index, leaf, kept, entry, wrong in sql.execute("SELECT * FROM differs ORDER BY idx"):
        if kept is None or kept == leaf:
            report.add("changed", f"열이 서로 맞지 않습니다: {wrong}", f"columns do not agree: {wrong}", index, entry)
            continue
        other = sql.execute("SELECT idx FROM differs WHERE kept = ? AND idx <> ?", [leaf, index]).fetchone()
        if other:
            report.add(
                "reordered", f"#{other[0]}의 행이 여기에 있습니다", f"the row of #{other[0]} lies here", index, entry
            )
            continue
        place = _place(source, leaf, size)
        if place is not None:
            report.add("duplicated", f"#{place}의 행이 또 있습니다", f"a copy of #{place} lies here", index, entry)
        else:
            what = wrong or "act, at, kind, commitment"
            report.add("changed", f"내용이 바뀌었습니다: {what}", f"it was changed: {what}", index, entry)


def name_erased(source: Source, scratch: Scratch, report: Report) -> None:
    """Each erased body must be named by an act of erasure, and each that is named must be gone."""
    sql = scratch.sql
    for row in source.waiting():
        if isinstance(row, Malformed):
            report.add("unreadable", row.text("ko"), row.text("en"))
            continue
        report.counts["waiting"] += 1
        for one in erased_by(row) or ():
            sql.execute("INSERT OR IGNORE INTO named VALUES (?, NULL)", [one])
    unnamed = "SELECT e.idx, e.entry FROM erased e LEFT JOIN named n ON n.leaf = e.leaf WHERE n.leaf IS NULL ORDER BY 1"
    for index, entry in sql.execute(unnamed):
        report.add(
            "erased_without_act",
            "본문이 지워졌으나 파기 기록이 없습니다",
            "its body is gone and no act of erasure names it",
            index,
            entry,
        )
    for (index,) in sql.execute(
        "SELECT n.idx FROM named n LEFT JOIN erased e ON e.leaf = n.leaf WHERE e.leaf IS NULL AND n.idx IS NOT NULL"
        " GROUP BY n.idx ORDER BY 1"
    ):
        report.add(
            "not_erased",
            "파기했다는 본문이 남아 있거나 기록에 없습니다",
            "what it says was erased is still there, or never was",
            index,
        )


def _place(source: Source, leaf: bytes, size: int) -> int | None:
    """Where the tree holds this leaf."""
    for number in range(-(-size // WIDTH)):
        content = source.tile(Tile(0, number), min(WIDTH, size - number * WIDTH)) or b""
        if leaf in content:
            hashes = split(content[: len(content) - len(content) % SIZE])
            if leaf in hashes:
                return number * WIDTH + hashes.index(leaf)
    return None
