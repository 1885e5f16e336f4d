"""One kernel: a function over the rows of a chunk that fills one column (or one unit) from others.

Kernels do not call each other. What a kernel reads comes as arrays, by reference: facts, derived values worked out
before, lists of related persons, figures of the law. Its text depends on nothing but its own meaning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from madang.rules.columns.writing import Writer

Ref = tuple[Any, ...]
"""("fact", name, basis) · ("value", name, part) · ("truth", name, 0) · ("home",) · ("starts", kind) ·
("members", kind) · ("state", unit) · ("lowest", unit) · ("status", service) · ("amount", service) ·
("unit", service) · ("proven",) · ("packed", fact, basis).

part of a value: 0 the value, 1 whether decimals round it, 2 its divisor; a yes-or-no is a truth. lowest: the lowest
member's row, or -1."""

FLAGS: Ref = ("flags",)
"""What a kernel that makes lists keeps beside their members while it chooses them."""
SMALL = frozenset({"truth", "status"})
"""What is made as columns of 8 bits; all else has 64."""

FigureRef = tuple[str, int | str | None, int]
"""(parameter, place in its list or key of its table, denominator)"""


@dataclass(slots=True)
class Kernel:
    """`name` says what it works out; `makes` are the columns it fills, in the order of its last arguments."""

    name: str
    makes: tuple[Ref, ...] = ()
    w: Writer = field(default_factory=lambda: Writer(2))
    reads: dict[Ref, str] = field(default_factory=dict)
    figures: list[FigureRef] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    """The figures that variables hold."""
    used: dict[str, Callable[..., Any]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    """What the arrays of `arguments` are called in the text."""
    body: list[str] = field(default_factory=list)
    text: str = ""
    lists: bool = False
    """Whether it makes lists of persons: starts, members and states; else a column."""
    by_home: bool = False
    """Whether its rows are homes; else they are persons."""

    def array(self, ref: Ref) -> str:
        """The name under which the kernel sees an array."""
        return self.reads.setdefault(ref, f"x{len(self.reads)}")

    def figure(self, *refs: FigureRef) -> int:
        """The place of the first of some figures that lie side by side."""
        for start in range(len(self.figures) - len(refs) + 1):
            if tuple(self.figures[start : start + len(refs)]) == refs:
                return start
        self.figures += refs
        return len(self.figures) - len(refs)

    def held_figure(self, place: int) -> str:
        """A variable that holds a figure from the start: the same for every row."""
        if place not in self.held:
            self.held.append(place)
        return f"f{place}"

    def finish(self, head: list[str], foot: list[str]) -> None:
        """Puts the text together: arguments n, date, ymd, figures, what is read, what is made; for lists their room."""
        self.names = [*self.reads.values(), *(f"out{part}" for part in range(len(self.makes)))]
        self.names += ["flags"] if self.lists else []
        self.body = [*(f"    f{place} = f[{place}]" for place in self.held), *head, *self.w.lines, *foot]
        given = ", ".join(["n", "date", "ymd", "f", *self.names, *(["room"] if self.lists else [])])
        self.text = "\n".join([f"def kernel({given}):", *self.body]) + "\n"

    @property
    def arguments(self) -> list[Ref]:
        """What is read and made, in the order of the arguments after the figures."""
        return [*self.reads, *self.makes, *([FLAGS] if self.lists else [])]

    @property
    def key(self) -> str:
        """Names the text; the same for the same meaning."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:24]
