"""What an expression reads, as a tree: figures of the day, facts, values worked out with what those read in turn."""

from __future__ import annotations

from dataclasses import dataclass

from madang.rules.book.service import Dated, ServiceOnDay, Used
from madang.rules.service import FactDefinition, Label


@dataclass(frozen=True, slots=True)
class Worked:
    """A value worked out. again: it stands further up the page with its expression. first: the
    expression of a condition or a part reads it itself."""

    name: str
    anchor: str
    label: Label | None
    law: str
    feel: str
    reads: Reads
    again: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Reads:
    """What is read: each expandable value once on a page."""

    figures: tuple[Dated, ...] = ()
    facts: tuple[FactDefinition, ...] = ()
    worked: tuple[Worked, ...] = ()


class Tree:
    """Makes the trees of one page; a value that was shown is shown again only by its name."""

    def __init__(self, shown: ServiceOnDay) -> None:
        self._shown = shown
        self._seen: set[str] = set()

    def of(self, used: Used, depth: int = 0) -> Reads:
        """What one expression reads; depth: how many values worked out it stands below."""
        return Reads(used.figures, used.facts, tuple(self._worked(name, depth) for name in used.derived))

    def _worked(self, name: str, depth: int) -> Worked:
        definition, used = self._shown.derived[name]
        again = name in self._seen
        self._seen.add(name)
        reads = Reads() if again else self.of(used, depth + 1)
        anchor = "value-" + name.replace(".", "-")
        return Worked(
            name, anchor, definition.label, definition.law or "", definition.value.text, reads, again, not depth
        )
