"""What was worked out, and which facts each piece rests on, so that one more fact spoils only what read it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from madang.rules.reckoning.uncertain import FactKey


class Memory:
    """Remembered values with the facts read while working them out (whole chains, through other values)."""

    def __init__(self) -> None:
        self._values: dict[Hashable, Any] = {}
        self._reads: dict[Hashable, frozenset[FactKey]] = {}
        self._frames: list[set[FactKey]] = []

    def remember(self, key: Hashable, work_out: Callable[[], Any]) -> Any:
        """The value under a key, worked out at most once; what it reads counts for whoever asked, too."""
        if key not in self._values:
            frame: set[FactKey] = set()
            self._frames.append(frame)
            try:
                self._values[key] = work_out()
            finally:
                self._frames.pop()
                if self._frames:
                    self._frames[-1] |= frame
            self._reads[key] = frozenset(frame)
        elif self._frames:
            self._frames[-1] |= self._reads[key]
        return self._values[key]

    def note(self, fact: FactKey) -> None:
        """A fact is being read."""
        if self._frames:
            self._frames[-1].add(fact)

    def reads(self, key: Hashable) -> frozenset[FactKey]:
        """The facts a remembered value rests on."""
        return self._reads[key]

    def without(self, fact: FactKey) -> Memory:
        """A copy that has forgotten everything that rests on a fact."""
        other = Memory()
        other._reads = {key: reads for key, reads in self._reads.items() if fact not in reads}
        other._values = {key: self._values[key] for key in other._reads}
        return other
