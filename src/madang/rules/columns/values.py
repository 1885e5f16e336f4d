"""What is known of a value while its code is written: its kind, where it is held, what states it may be in.

`state` names a variable holding 0 or one of `may`; it is None when the value is always there. A yes-or-no holds its
state in the same variable: 0, 1 or one of `may`. Where there is a state, the
rest of a value means nothing but stays within its bounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from madang.rules.columns.coding import FAULT, LOST

if TYPE_CHECKING:
    from madang.rules.columns.frame import Frame

NEVER: frozenset[int] = frozenset()
AT_FAULT = frozenset((FAULT, LOST))


@dataclass(frozen=True, slots=True)
class Known:
    """A constant, or what follows from constants alone."""

    value: Any


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure that the day does not have: whoever reads it is at fault."""

    name: str


@dataclass(frozen=True, slots=True)
class Num:
    """numerator / (den · divisor). low, high: bounds of the numerator. inexact: names a variable that is 1 when a
    decimal of 34 digits would hold the number rounded; divisor: a positive denominator that differs by row."""

    text: str
    den: int
    low: int
    high: int
    state: str | None = None
    may: frozenset[int] = NEVER
    inexact: str | None = None
    divisor: str | None = None
    most: int = 1


@dataclass(frozen=True, slots=True)
class Bool:
    """True, false or a state, as one code."""

    text: str
    may: frozenset[int] = NEVER

    @property
    def state(self) -> str | None:
        return self.text if self.may else None


@dataclass(frozen=True, slots=True)
class Day:
    """Days since 1970-01-01. ymd: the same as (year · 12 + month - 1) · 32 + day, where that is known already."""

    text: str
    state: str | None = None
    may: frozenset[int] = NEVER
    ymd: str | None = None
    of: tuple[str, Any, str] | None = None
    """(fact, basis, row) where it is a fact: then the other form stands in a column of its own."""


@dataclass(frozen=True, slots=True)
class Code:
    """A text, by its code."""

    text: str
    state: str | None = None
    may: frozenset[int] = NEVER


@dataclass(frozen=True, slots=True)
class Person:
    """A person's number in the chunk."""

    text: str

    @property
    def state(self) -> str | None:
        return None

    @property
    def may(self) -> frozenset[int]:
        return NEVER


@dataclass(frozen=True, slots=True)
class Months:
    """A years and months duration between two dates: the months of it."""

    text: str
    state: str | None = None
    may: frozenset[int] = NEVER


@dataclass(frozen=True, slots=True)
class Figures:
    """A list or table among the parameters: its numbers or texts on the day, in the kernel's own figures."""

    name: str
    keys: tuple[str, ...] | None
    length: int


@dataclass(frozen=True, slots=True)
class Each:
    """A list, as a way to go through it: `each(frame, body, stop)` writes loops around `body(frame, item)` that end as
    soon as the condition `stop` holds, and gives (variable, states) that say afterwards whether the list is known."""

    each: Callable[[Frame, Callable[[Frame, Value], None], str | None], tuple[str | None, frozenset[int]]]
    home_of: str | None = None
    """For coresidents: the person whose home it is, in code."""
    most: int | None = None
    """The most items it can have, where that is known beforehand."""
    least: int = 0
    """The fewest."""


Value = Known | Missing | Num | Bool | Day | Code | Person | Months | Figures | Each
