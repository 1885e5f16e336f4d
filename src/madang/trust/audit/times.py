"""Whether rows say a time that can be: not much before rows above them, nor before or after what witnesses saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from madang.trust.audit.findings import Report
from madang.trust.audit.rows import Row

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Times:
    """Takes rows by index. heads: size and time (seconds since 1970) of cosigned heads, by size."""

    def __init__(self, heads: Iterator[tuple[int, int]], tolerance: int, report: Report) -> None:
        self._heads, self._tolerance, self._report = heads, dt.timedelta(seconds=tolerance), report
        self._next = next(heads, None)
        self._seen: tuple[int, dt.datetime] | None = None
        self._latest: tuple[int, dt.datetime] | None = None

    def row(self, row: Row, at: dt.datetime) -> None:
        """One finding at the most: a row that is too old for its place, or too new."""
        while self._next is not None and self._next[0] <= row.index:
            moment = _moment(self._next[1])
            if self._seen is None or moment > self._seen[1]:
                self._seen = (self._next[0], moment)
            self._next = next(self._heads, None)
        if self._next is not None and at > _moment(self._next[1]) + self._tolerance:
            self._say("post_dated", row, f"증인이 {_moment(self._next[1]):%F %T}에 이미 보았습니다",
                      f"a witness had seen it at {_moment(self._next[1]):%F %T}")  # fmt: skip
            return
        if self._latest is not None and at < self._latest[1] - self._tolerance:
            self._say("back_dated", row, f"앞의 #{self._latest[0]}은 {self._latest[1]:%F %T}입니다",
                      f"#{self._latest[0]} before it is of {self._latest[1]:%F %T}")  # fmt: skip
        elif self._seen is not None and at < self._seen[1] - self._tolerance:
            size, seen = self._seen
            self._say("back_dated", row, f"증인이 {seen:%F %T}에 크기 {size}의 머리를 보았을 때 없었습니다",
                      f"it was not there when a witness saw the head of size {size} at {seen:%F %T}")  # fmt: skip
        if self._latest is None or at > self._latest[1]:
            self._latest = (row.index, at)

    def _say(self, code: str, row: Row, ko: str, en: str) -> None:
        self._report.add(code, f"시각이 {row.at}인데, {ko}", f"says {row.at}, yet {en}", row.index, row.entry)


def _moment(seconds: int) -> dt.datetime:
    """Whatever a cosignature says; a time beyond the calendar is the last one."""
    return _EPOCH + dt.timedelta(seconds=min(seconds, 253_000_000_000))
