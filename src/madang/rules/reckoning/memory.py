"""What was worked out, and which facts each piece rests on, so that one more fact spoils only what read it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from madang.rules.reckoning.uncertain import NOTHING, FactKey

DEEPEST = 3
"""Memories that stand on one another before their contents are laid out flat."""

Kept = tuple[Any, frozenset[FactKey]]
"""(value, the facts it rests on, through whole chains of other values)"""


class Memory:
    """Remembered values with the facts read while working them out.

    A memory may stand on another that knows everything but some facts: what does not rest on those it shares.
    """

    __slots__ = ("_base", "_depth", "_forgotten", "_frames", "_kept")

    def __init__(self, base: Memory | None = None, forgotten: frozenset[FactKey] = NOTHING) -> None:
        self._kept: dict[Hashable, Kept] = {}
        self._frames: list[set[FactKey]] = []
        self._base, self._forgotten = base, forgotten
        self._depth: int = 0 if base is None else base._depth + 1

    def remember(self, key: Hashable, work_out: Callable[[], Any]) -> Any:
        """The value under a key, worked out at most once; what it reads counts for whoever asked, too."""
        kept = self._find(key)
        if kept is None:
            frame: set[FactKey] = set()
            self._frames.append(frame)
            try:
                value = work_out()
            finally:
                self._frames.pop()
                if self._frames:
                    self._frames[-1] |= frame
            self._kept[key] = value, frozenset(frame)
            return value
        if self._frames:
            self._frames[-1] |= kept[1]
        return kept[0]

    def _find(self, key: Hashable) -> Kept | None:
        kept = self._kept.get(key)
        if kept is None and self._base is not None:
            kept = self._base._find(key)
            if kept is not None:
                if not self._forgotten.isdisjoint(kept[1]):
                    return None
                self._kept[key] = kept
        return kept

    def keep(self, key: Hashable, value: Any, reads: frozenset[FactKey]) -> None:
        """Remembers a value that was not worked out here."""
        self._kept[key] = value, reads

    def note(self, *facts: FactKey) -> None:
        """Facts are being read."""
        if self._frames:
            self._frames[-1].update(facts)

    def reads(self, key: Hashable) -> frozenset[FactKey]:
        """The facts a remembered value rests on. KeyError for what was not worked out."""
        kept = self._find(key)
        if kept is None:
            raise KeyError(key)
        return kept[1]

    def without(self, *facts: FactKey) -> Memory:
        """A memory that has forgotten everything that rests on any of the facts, and shares the rest."""
        if self._depth >= DEEPEST:
            self._lay_flat()
        return Memory(self, frozenset(facts))

    def _lay_flat(self) -> None:
        """Takes over what it shares with the memories below, so that nothing has to be sought through many layers."""
        layer, forgotten = self._base, self._forgotten
        while layer is not None:
            for key, kept in layer._kept.items():
                if key not in self._kept and forgotten.isdisjoint(kept[1]):
                    self._kept[key] = kept
            forgotten |= layer._forgotten
            layer = layer._base
        self._base, self._depth = None, 0
