"""Values that are not fully known: the domain of the three-valued interpreter.

An :class:`Uncertain` stands for every value it may still have, as bounds (numbers, dates) and/or a
finite set of options (booleans, choices). A :class:`PerhapsList` is a list some of whose items may not
be in it. Everything else is an ordinary known FEEL value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

FactKey = tuple[str, str]
"""(fact name, id of the person or home it is about)"""

INFINITY = Decimal("Infinity")
NOTHING: frozenset[FactKey] = frozenset()
MOST_OPTIONS = 24


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A value not yet settled.

    missing: the facts whose unknownness this comes from. low, high: inclusive bounds, both set or both
    None; infinities allowed for numbers. options: the finite set of possible values, if it is finite.
    null: whether it may also turn out to be null.
    """

    missing: frozenset[FactKey]
    low: Any = None
    high: Any = None
    options: frozenset[Any] | None = None
    null: bool = False


@dataclass(frozen=True, slots=True)
class PerhapsList:
    """A list whose items carry a presence: True, or an uncertain boolean. Never holds absent items."""

    items: tuple[tuple[Any, Any], ...]

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person of the family, as a value of an expression."""

    id: str


def undecided(missing: frozenset[FactKey]) -> Uncertain:
    """A boolean that may be true or false."""
    return Uncertain(missing, options=frozenset((True, False)))


def anything(missing: frozenset[FactKey]) -> Uncertain:
    """A value about which nothing is known."""
    return Uncertain(missing, null=True)


def number_between(low: Any, high: Any, missing: frozenset[FactKey], *, null: bool = False) -> Any:
    """The number itself when the bounds meet, else the range."""
    if low == high and not null:
        return low
    return Uncertain(missing, low, high, null=null)


def missing_of(*values: Any) -> frozenset[FactKey]:
    """The union of what the uncertain ones among the values wait for."""
    found: frozenset[FactKey] = NOTHING
    for value in values:
        if isinstance(value, Uncertain):
            found |= value.missing
        elif isinstance(value, PerhapsList):
            found |= missing_of(*(part for item in value.items for part in item))
        elif isinstance(value, list):
            found |= missing_of(*value)
    return found


def is_known(value: Any) -> bool:
    """Whether the value holds nothing uncertain, lists looked into."""
    if isinstance(value, (Uncertain, PerhapsList)):
        return False
    if isinstance(value, list):
        return all(is_known(item) for item in value)
    return True


def is_ordered(value: Any) -> bool:
    """Whether bounds make sense for the value."""
    return isinstance(value, (Decimal, dt.date)) and not isinstance(value, bool)


def bounds(value: Any) -> tuple[Any, Any] | None:
    """(low, high) of a number or date, known or not; None when there are no bounds to speak of."""
    if isinstance(value, Uncertain):
        if value.low is not None:
            return value.low, value.high
        if value.options and all(is_ordered(option) for option in value.options):
            return min(value.options), max(value.options)
        return None
    return (value, value) if is_ordered(value) else None


def possible(value: Any) -> frozenset[Any] | None:
    """The finite set of values it can have (None included), or None when that set is not finite."""
    if isinstance(value, Uncertain):
        if value.options is None:
            return None
        return value.options | {None} if value.null else value.options
    try:
        return frozenset((value,))
    except TypeError:
        return None


def may_be_null(value: Any) -> bool:
    """Whether the value is or can be null."""
    return value is None or (isinstance(value, Uncertain) and value.null)


def join(values: Iterable[Any], missing: frozenset[FactKey]) -> Any:
    """The least that covers all the values: what holds when it is unknown which of them it is."""
    pool = list(values)
    if not pool:
        return anything(missing)
    first = pool[0]
    if is_known(first) and all(is_known(value) and _same(value, first) for value in pool[1:]):
        return first
    missing = missing | missing_of(*pool)
    null = any(may_be_null(value) for value in pool)
    rest = [value for value in pool if value is not None]
    sets = [possible(value) for value in rest]
    options: frozenset[Any] | None = None
    if all(found is not None for found in sets):
        options = frozenset().union(*(found for found in sets if found is not None)) - {None}
        if len(options) > MOST_OPTIONS:
            options = None
    pairs = [bounds(value) for value in rest]
    if rest and all(pair is not None for pair in pairs) and _one_kind(pairs):
        return Uncertain(missing, min(p[0] for p in pairs if p), max(p[1] for p in pairs if p), options, null)
    return Uncertain(missing, options=options, null=null)


def _same(a: Any, b: Any) -> bool:
    return type(a) is type(b) and bool(a == b)


def _one_kind(pairs: list[tuple[Any, Any] | None]) -> bool:
    return len({isinstance(pair[0], Decimal) for pair in pairs if pair}) == 1
