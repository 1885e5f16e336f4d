"""Heads held against the growing tree: a change lies between the last that agrees and the first that does not.

What the log itself says and what others have seen are kept apart: a log written anew agrees with itself.
"""

from __future__ import annotations

from madang.trust.audit.findings import Report
from madang.trust.audit.heads import OWN
from madang.trust.audit.scratch import Head, Scratch
from madang.trust.tree.hashing import Growing


class Holding:
    """Two trees grow side by side, of the tiles' leaves and of the rows'; a head tells which of them is right."""

    def __init__(self, scratch: Scratch, report: Report) -> None:
        self._scratch, self._report = scratch, report
        self._tiles, self._rows = Growing(), Growing()
        self._heads = scratch.heads()
        self._head: Head | None = next(self._heads, None)
        self._sound = {True: 0, False: 0}
        self._lost: set[str] = set()
        self._hold()

    def root(self) -> bytes:
        """The root over the tiles' leaves."""
        return self._tiles.root()

    def add(self, kept: bytes, leaf: bytes) -> None:
        """The leaf that the tiles keep and the one that the row gives, then every head of this size."""
        self._tiles.add(kept)
        self._rows.add(leaf)
        self._hold()

    def end(self, made: int, tolerance: int) -> None:
        """Heads of a larger tree than this one, that were seen before this one was read (seconds since 1970)."""
        size = self._tiles.size
        while self._head is not None:
            head = self._head
            if head.at is not None and head.at > made + tolerance:
                self._report.counts["newer"] += 1
            elif head.size > size:
                self._say(
                    head,
                    f"{head.place}: 크기 {head.size}의 머리가 있는데 기록은 {size}행입니다 (#{size}부터 없습니다)",
                    f"{head.place} has seen a head of size {head.size}, the log ends at {size}: #{size} on are gone",
                )
            self._head = next(self._heads, None)

    def _hold(self) -> None:
        while self._head is not None and self._head.size <= self._tiles.size:
            self._against(self._head)
            self._head = next(self._heads, None)

    def _against(self, head: Head) -> None:
        low, high = self._sound[head.place == OWN], head.size - 1
        if head.root == self._tiles.root():
            self._rows = self._tiles.copy()
            self._sound[head.place == OWN] = head.size
        elif head.root == self._rows.root():
            self._report.add(
                "tile",
                f"0단 타일이 행·머리와 다릅니다 (#{low}–#{high})",
                f"tiles of level 0 are not what rows and head say (#{low}–#{high})",
            )
            self._scratch.sql.execute("DELETE FROM differs WHERE wrong = '' AND idx BETWEEN ? AND ?", [low, high])
            self._tiles = self._rows.copy()
            self._sound[head.place == OWN] = head.size
        else:
            self._say(
                head,
                f"{head.place}: 크기 {head.size}의 머리는 다른 나무의 것입니다 (#{low}–#{high}에서 바뀜)",
                f"{head.place}: the head of size {head.size} is of another tree (a change in #{low}–#{high})",
            )

    def _say(self, head: Head, ko: str, en: str) -> None:
        """The first contradiction of a place is told; all that follow from it are counted."""
        self._report.counts["contradicted"] += 1
        if head.place not in self._lost:
            self._lost.add(head.place)
            self._report.add("head" if head.place == OWN else "rewritten", ko, en)
