"""The values that pass a condition, as sets that can be cut, joined and turned round exactly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A point between numbers: just before `at`, or (after) just behind it."""

    at: Decimal
    after: bool = False


BOTTOM, TOP = Edge(-INFINITE), Edge(INFINITE, True)
Span = tuple[Edge, Edge]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers (or days, by their ordinal) as spans between edges, in order and apart from each other."""

    spans: tuple[Span, ...]
    whole: bool = False

    def __and__(self, other: Numbers) -> Numbers:
        if not self.spans or not other.spans or _apart(self, other) or _apart(other, self):
            return Numbers((), self.whole)
        found = [
            (max(low, other_low), min(high, other_high))
            for low, high in self.spans
            for other_low, other_high in other.spans
        ]
        return numbers(found, self.whole)

    def __or__(self, other: Numbers) -> Numbers:
        return numbers([*self.spans, *other.spans], self.whole)

    def __invert__(self) -> Numbers:
        edges = [BOTTOM, *(edge for span in self.spans for edge in span), TOP]
        return numbers(list(zip(edges[::2], edges[1::2], strict=True)), self.whole)

    def __bool__(self) -> bool:
        return bool(self.spans)

    def sample(self) -> Decimal:
        """A number of the set; it must hold one."""
        low, high = self.spans[0]
        if low.at.is_finite():
            return low.at if not low.after else low.at + 1 if self.whole else _between(low.at, high.at)
        return high.at if high.at.is_finite() and high.after else high.at - 1 if high.at.is_finite() else Decimal(0)


def _apart(first: Numbers, second: Numbers) -> bool:
    """Whether all of the first lies before the second; most rows of a table of bands do."""
    end, start = first.spans[-1][1], second.spans[0][0]
    return (end.at, end.after) <= (start.at, start.after)


def _between(low: Decimal, high: Decimal) -> Decimal:
    return (low + high) / 2 if high.is_finite() else low + 1


def numbers(spans: list[Span], whole: bool) -> Numbers:
    """The set of these spans. whole: only whole numbers count, so that nothing lies between 18 and 19."""
    settled = sorted(span for span in (map(_whole, spans) if whole else spans) if span[0] < span[1])
    joined: list[Span] = []
    for low, high in settled:
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return Numbers(tuple(joined), whole)


def _whole(span: Span) -> Span:
    """The same whole numbers with each edge just before a whole number."""
    return _before(span[0]), TOP if span[1] == TOP else _before(span[1])


def _before(edge: Edge) -> Edge:
    if not edge.at.is_finite():
        return edge
    floor = edge.at.to_integral_value(rounding="ROUND_FLOOR")
    return Edge(floor + 1 if edge.after or edge.at != floor else floor)


@dataclass(frozen=True, slots=True)
class Marks:
    """Named values. others: the set is everything but these (of a subject whose values are not counted out)."""

    values: frozenset[str | bool]
    others: bool = False

    def __and__(self, other: Marks) -> Marks:
        if self.others and other.others:
            return Marks(self.values | other.values, True)
        if self.others or other.others:
            kept, gone = (other, self) if self.others else (self, other)
            return Marks(kept.values - gone.values)
        return Marks(self.values & other.values)

    def __or__(self, other: Marks) -> Marks:
        return ~(~self & ~other)

    def __invert__(self) -> Marks:
        return Marks(self.values, not self.others)

    def __bool__(self) -> bool:
        return self.others or bool(self.values)

    def sample(self) -> str | bool | None:
        """A value of the set; None where any but the named will do."""
        return None if self.others else min(self.values, key=str)


ValueSet = Numbers | Marks
Box = dict[str, ValueSet]
"""Subject → the values it may have; a subject that is not there may have any."""

_most_pieces = 400


def meet(first: Box, second: Box) -> Box | None:
    """What lies in both, or None where nothing does."""
    found = dict(first)
    for name, values in second.items():
        kept = values if name not in found else found[name] & values  # type: ignore[operator]
        if not kept:
            return None
        found[name] = kept
    return found


def without(boxes: list[Box], taken: Box, universe: Box) -> list[Box] | None:
    """The boxes less another, as boxes apart from each other; None where they become too many to follow."""
    found: list[Box] = []
    for box in boxes:
        if meet(box, taken) is None:
            found.append(box)
            continue
        left = dict(box)
        for name, values in taken.items():
            here = left.get(name, universe[name])
            outside = here & ~values  # type: ignore[operator]
            if outside:
                found.append({**left, name: outside})
            left[name] = here & values  # type: ignore[operator]
        if len(found) > _most_pieces:
            return None
    return found


def less_all(box: Box, taken: list[Box], universe: Box) -> list[Box] | None:
    """A box less several others; see :func:`without`."""
    return reduce(lambda left, one: None if left is None else without(left, one, universe), taken, [box])  # type: ignore[arg-type, return-value]
