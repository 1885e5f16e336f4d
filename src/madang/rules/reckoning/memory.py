"""What was worked out, and which facts each piece rests on, so that one more fact spoils only what read it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import compress
from typing import Any

from madang.rules.reckoning.uncertain import FactKey

DEEPEST = 3
"""Memories that stand on one another before their contents are laid out flat."""

Kept = tuple[Any, int]
"""(value, the facts it rests on through whole chains of other values, one bit a fact)"""


class Memory:
    """Remembered values with the facts read while working them out.

    A memory may stand on another that knows everything but some facts: what does not rest on those it shares.
    All memories that stand on one another number the facts alike.
    """

    __slots__ = ("_base", "_bits", "_depth", "_forgotten", "_frames", "_kept")

    def __init__(self) -> None:
        self._kept: dict[Hashable, Kept] = {}
        self._frames: list[int] = []
        self._bits: dict[FactKey, int] = {}
        self._base: Memory | None = None
        self._forgotten, self._depth = 0, 0

    def remember(self, key: Hashable, work_out: Callable[[], Any]) -> Any:
        """The value under a key, worked out at most once; what it reads counts for whoever asked, too."""
        kept = self.recall(key)
        return kept[0] if kept is not None else self.work_out(key, work_out)

    def recall(self, key: Hashable) -> Kept | None:
        """What is remembered under a key; what it rests on counts for whoever asked, too. None: to be worked out."""
        kept = self._kept.get(key)
        if kept is None and self._base is not None:
            kept = self._find(key)
        if kept is not None and self._frames:
            self._frames[-1] |= kept[1]
        return kept

    def work_out(self, key: Hashable, work_out: Callable[[], Any]) -> Any:
        """The value under a key that is not remembered, from now on it is."""
        frames = self._frames
        frames.append(0)
        try:
            value = work_out()
        finally:
            reads = frames.pop()
            if frames:
                frames[-1] |= reads
        self._kept[key] = value, reads
        return value

    def _find(self, key: Hashable) -> Kept | None:
        """What the memories below hold and may be shared."""
        forgotten, layer = self._forgotten, self._base
        while layer is not None:
            kept = layer._kept.get(key)
            if kept is not None:
                if kept[1] & forgotten:
                    return None
                self._kept[key] = kept
                return kept
            forgotten |= layer._forgotten
            layer = layer._base
        return None

    def keep(self, key: Hashable, value: Any, reads: frozenset[FactKey]) -> None:
        """Remembers a value that was not worked out here."""
        self._kept[key] = value, self._number(*reads)

    def note(self, *facts: FactKey) -> None:
        """Facts are being read."""
        if self._frames:
            self._frames[-1] |= self._number(*facts)

    def note_reads(self, key: Hashable, other: Memory) -> None:
        """The facts that a value rests on in a memory standing on this one are being read."""
        if self._frames:
            self._frames[-1] |= other._reads(key)

    def reads(self, key: Hashable) -> frozenset[FactKey]:
        """The facts a remembered value rests on. KeyError for what was not worked out."""
        digits = bin(self._reads(key))[:1:-1]  # facts are numbered in the order in which they stand in _bits
        return frozenset(compress(self._bits, map("1".__eq__, digits)))

    def rests_on(self, key: Hashable, fact: FactKey) -> bool:
        """Whether a remembered value rests on a fact. KeyError for what was not worked out."""
        return bool(self._reads(key) & self._bits.get(fact, 0))

    def _reads(self, key: Hashable) -> int:
        kept = self._kept.get(key) or self._find(key)
        if kept is None:
            raise KeyError(key)
        return kept[1]

    def _number(self, *facts: FactKey) -> int:
        found, bits = 0, self._bits
        for fact in facts:
            bit = bits.get(fact)
            if bit is None:
                bit = bits[fact] = 1 << len(bits)
            found |= bit
        return found

    def without(self, *facts: FactKey) -> Memory:
        """A memory that has forgotten everything that rests on any of the facts, and shares the rest."""
        if self._depth >= DEEPEST:
            self._lay_flat()
        other = Memory()
        other._base, other._bits, other._depth = self, self._bits, self._depth + 1
        other._forgotten = self._number(*facts)
        return other

    def forget(self, *facts: FactKey) -> None:
        """Forgets, for good, everything that rests on any of the facts. Memories that stand on this one are void."""
        if self._base is not None:
            self._lay_flat()
        gone = 0
        for fact in facts:
            gone |= self._bits.get(fact, 0)
        for key in [key for key, kept in self._kept.items() if kept[1] & gone]:
            del self._kept[key]

    def _lay_flat(self) -> None:
        """Takes over what it shares with the memories below, so that nothing has to be sought through many layers."""
        layer, forgotten = self._base, self._forgotten
        while layer is not None:
            for key, kept in layer._kept.items():
                if not kept[1] & forgotten:
                    self._kept.setdefault(key, kept)
            forgotten |= layer._forgotten
            layer = layer._base
        self._base, self._depth = None, 0
