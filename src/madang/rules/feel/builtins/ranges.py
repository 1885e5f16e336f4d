"""Allen's relations between points and ranges (DMN 1.5 section 10.3.4.11)."""

from __future__ import annotations

from typing import Any

from madang.rules.feel.builtins.registry import Refusal, builtin
from madang.rules.feel.operators import compare
from madang.rules.feel.values import Range


def _order(left: Any, right: Any) -> int:
    found = compare(left, right)
    if found is None:
        raise Refusal
    return found


def _span(value: Any) -> Range:
    """A point as the range that holds only it."""
    return value if isinstance(value, Range) else Range(value, value, True, True)


def _ends_before(left: Range, right: Range) -> bool:
    order = _order(left.high, right.low)
    return order < 0 or (order == 0 and not (left.high_closed and right.low_closed))


def _low(left: Range, right: Range) -> int:
    """Order of the lower ends; a closed end begins earlier."""
    return _order(left.low, right.low) or right.low_closed - left.low_closed


def _high(left: Range, right: Range) -> int:
    """Order of the upper ends; a closed end ends later."""
    return _order(left.high, right.high) or left.high_closed - right.high_closed


@builtin("before", "point1:any, point2:any", "range1:any, range2:any", "point:any, range:any", "range:any, point:any")
def before(left: Any, right: Any) -> bool:
    return _ends_before(_span(left), _span(right))


@builtin("after", "point1:any, point2:any", "range1:any, range2:any", "point:any, range:any", "range:any, point:any")
def after(left: Any, right: Any) -> bool:
    return _ends_before(_span(right), _span(left))


@builtin("meets", "range1:range, range2:range")
def meets(left: Range, right: Range) -> bool:
    return left.high_closed and right.low_closed and _order(left.high, right.low) == 0


@builtin("met by", "range1:range, range2:range")
def met_by(left: Range, right: Range) -> bool:
    return meets(right, left)


@builtin("overlaps", "range1:range, range2:range")
def overlaps(left: Range, right: Range) -> bool:
    return not _ends_before(left, right) and not _ends_before(right, left)


@builtin("overlaps before", "range1:range, range2:range")
def overlaps_before(left: Range, right: Range) -> bool:
    return overlaps(left, right) and _low(left, right) < 0 and _high(left, right) <= 0


@builtin("overlaps after", "range1:range, range2:range")
def overlaps_after(left: Range, right: Range) -> bool:
    return overlaps(left, right) and _low(left, right) > 0 and _high(left, right) >= 0


@builtin("finishes", "point:any, range:range", "range1:any, range2:range")
def finishes(left: Any, right: Range) -> bool:
    if not isinstance(left, Range):
        return right.high_closed and _order(left, right.high) == 0
    return _high(left, right) == 0 and _low(left, right) >= 0


@builtin("finished by", "range:range, point:any", "range1:range, range2:any")
def finished_by(left: Range, right: Any) -> bool:
    return finishes(right, left)


@builtin("includes", "range:range, point:any", "range1:range, range2:any")
def includes(left: Range, right: Any) -> bool:
    inner = _span(right)
    return _low(left, inner) <= 0 and _high(left, inner) >= 0


@builtin("during", "point:any, range:range", "range1:any, range2:range")
def during(left: Any, right: Range) -> bool:
    return includes(right, left)


@builtin("starts", "point:any, range:range", "range1:any, range2:range")
def starts(left: Any, right: Range) -> bool:
    if not isinstance(left, Range):
        return right.low_closed and _order(left, right.low) == 0
    return _low(left, right) == 0 and _high(left, right) <= 0


@builtin("started by", "range:range, point:any", "range1:range, range2:any")
def started_by(left: Range, right: Any) -> bool:
    return starts(right, left)


@builtin("coincides", "point1:any, point2:any", "range1:any, range2:any")
def coincides(left: Any, right: Any) -> bool:
    if isinstance(left, Range) is not isinstance(right, Range):
        raise Refusal
    return _low(_span(left), _span(right)) == 0 and _high(_span(left), _span(right)) == 0
