"""Writes the source of one function, line by line, with fresh names."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

Loaded = TypeVar("Loaded")


class Writer:
    """Lines of a function's body, indented as blocks are opened."""

    def __init__(
        self, depth: int = 1, numbers: Iterator[int] | None = None, held: Mapping[Hashable, Any] | None = None
    ) -> None:
        self.lines: list[str] = []
        self.held: dict[Hashable, Any] = dict(held or {})
        """What was loaded so far and still stands where the next line will be written."""
        self._depth = depth
        self._numbers = itertools.count(1) if numbers is None else numbers

    def line(self, text: str) -> None:
        """One more line."""
        self.lines.append("    " * self._depth + text)

    def once(self, key: Hashable, write: Callable[[], Loaded]) -> Loaded:
        """What was written under the key before, if it still stands here; else it is written now."""
        if key not in self.held:
            self.held[key] = write()
        found: Loaded = self.held[key]
        return found

    def fresh(self, prefix: str = "t") -> str:
        """A name not used yet in this function."""
        return f"{prefix}{next(self._numbers)}"

    def let(self, text: str, prefix: str = "t") -> str:
        """A name (or number) that stands for `text`, kept in a fresh variable where it is neither yet."""
        if text.isidentifier() or text.lstrip("-").isdigit():
            return text
        name = self.fresh(prefix)
        self.line(f"{name} = {text}")
        return name

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Everything written inside belongs to `head:`."""
        self.line(f"{head}:")
        self._depth += 1
        before, held = len(self.lines), self.held
        self.held = dict(held)
        yield
        self.held = held
        if len(self.lines) == before:
            self.line("pass")
        self._depth -= 1

    def aside(self) -> Writer:
        """A writer of lines one level deeper, with names from the same supply; see :meth:`put`."""
        return Writer(self._depth + 1, self._numbers, self.held)

    def short(self, most: int) -> bool:
        """Whether what was written aside is a few assignments: cheaper done for nothing than decided by a branch."""
        return len(self.lines) <= most and all(_is_plain(line) for line in self.lines)

    def splice(self, other: Writer) -> None:
        """What was written aside, here, whatever comes of it."""
        self.lines += [line.removeprefix("    ") for line in other.lines]

    def put(self, head: str, other: Writer) -> None:
        """What was written aside, as the block of `head:`."""
        self.line(f"{head}:")
        self.lines += other.lines
        if not other.lines:
            self.lines.append("    " * (self._depth + 1) + "pass")


def _is_plain(line: str) -> bool:
    return (
        not line.endswith(":") and " // " not in line and not line.lstrip().startswith(("return", "break", "continue"))
    )
