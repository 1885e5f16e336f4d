"""From the log to what is known: rows that were superseded do not count, and of the rest the latest recorded wins.

The order in which rows arrived takes no part: only when each was recorded, then its batch and line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from madang.facts.models import Fact

FIRST, LAST = dt.date.min, dt.date.max
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Segment:
    """Days for which one fact holds, half-open; date.min and date.max are open ends."""

    fact: Fact
    first: dt.date
    last: dt.date

    def holds_on(self, day: dt.date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day < self.last


def key_of(row: Fact) -> Key:
    """Rows of one key compete for the same days. A person has one home at a time, and relations to many."""
    return row.subject, row.name, row.object if row.name.startswith("relation.") else ""


def order_of(row: Fact) -> tuple[dt.datetime, str, int]:
    """The later one wins."""
    return row.recorded_at, row.batch_id, row.line


def fold(rows: Iterable[Fact], known_at: dt.datetime | None = None) -> list[Segment]:
    """What was known at a moment (None: by all rows): for each key disjoint segments, ordered by key and day.

    rows: everything recorded under the keys they have; leaving out a row that superseded another revives that one.
    """
    known = [row for row in rows if known_at is None or row.recorded_at <= known_at]
    gone = {row.supersedes_id for row in known}
    by_key: dict[Key, list[Fact]] = {}
    for row in known:
        if row.pk not in gone and not row.retracts:
            by_key.setdefault(key_of(row), []).append(row)
    return [segment for key in sorted(by_key) for segment in _painted(by_key[key])]


def _painted(rows: list[Fact]) -> list[Segment]:
    """Each row laid over those recorded before it."""
    found: list[Segment] = []
    for row in sorted(rows, key=order_of):
        over = Segment(row, row.valid_from or FIRST, row.valid_to or LAST)
        found = [left for segment in found for left in _beside(segment, over)]
        found.append(over)
    return sorted(found, key=lambda segment: segment.first)


def _beside(segment: Segment, over: Segment) -> Iterator[Segment]:
    """What of a segment is left beside another that lies over it."""
    if over.last <= segment.first or segment.last <= over.first:
        yield segment
        return
    if segment.first < over.first:
        yield Segment(segment.fact, segment.first, over.first)
    if over.last < segment.last:
        yield Segment(segment.fact, over.last, segment.last)
