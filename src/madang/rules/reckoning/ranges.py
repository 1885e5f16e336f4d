"""Arithmetic and comparison over ranges (interval arithmetic, IEEE 1788 in spirit, exact decimals)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

from madang.rules.feel.operators import apply
from madang.rules.reckoning.uncertain import (
    INFINITY,
    FactKey,
    Uncertain,
    anything,
    bounds,
    join,
    may_be_null,
    missing_of,
    number_between,
    possible,
    undecided,
)

MOST_COMBINATIONS = 64
COMPARISONS = frozenset({"lt", "le", "gt", "ge", "eq", "ne"})


def operate(op: str, args: Sequence[Any]) -> Any:
    """An operator over arguments of which at least one is uncertain."""
    if op in ("eq", "ne"):
        quick = _one_of(op, args[0], args[1])
        if quick is not None:
            return quick
    enumerated = over_options(lambda *values: apply(op, list(values)), args)
    if enumerated is not None:
        return enumerated[0]
    missing, null = missing_of(*args), any(may_be_null(arg) for arg in args)
    if op in COMPARISONS:
        return _compare(op, args[0], args[1], missing, null)
    if op == "between":
        value, low, high = args
        from madang.rules.reckoning.logic import conjunction

        return conjunction((_settled("ge", value, low), _settled("le", value, high)))
    pairs = [bounds(arg) for arg in args]
    if any(pair is None for pair in pairs) or op not in _ARITHMETIC:
        return _shifted(op, args, missing, null)
    low, high = _ARITHMETIC[op](*[pair for pair in pairs if pair])
    return number_between(low, high, missing, null=null)


def _one_of(op: str, left: Any, right: Any) -> Any:
    """A choice or boolean compared with a constant: the commonest question of all, without enumerating."""
    if isinstance(right, Uncertain):
        left, right = right, left
    if isinstance(right, Uncertain) or not isinstance(right, (str, bool)) or left.options is None:
        return None
    if right not in left.options:
        return op == "ne"
    if len(left.options) == 1 and not left.null:
        return op == "eq"
    return undecided(left.missing)


def _shifted(op: str, args: Sequence[Any], missing: frozenset[FactKey], null: bool) -> Any:
    """A range of dates moved by a known duration; anything else is unknown altogether."""
    pair = bounds(args[0])
    if op not in ("add", "subtract") or pair is None or isinstance(args[1], Uncertain):
        return anything(missing)
    low, high = (apply(op, [end, args[1]]) for end in pair)
    return anything(missing) if low is None or high is None else number_between(low, high, missing, null=null)


def over_options(function: Callable[..., Any], args: Sequence[Any]) -> tuple[Any] | None:
    """(joined result,) over every combination of finitely many options; None when there are too many."""
    sets: list[frozenset[Any]] = []
    count = 1
    for arg in args:
        if not isinstance(arg, Uncertain):
            sets.append(frozenset())
            continue
        found = possible(arg)
        if found is None:
            return None
        count *= len(found)
        if count > MOST_COMBINATIONS:
            return None
        sets.append(found)
    choices = [tuple(found) if isinstance(arg, Uncertain) else (arg,) for arg, found in zip(args, sets, strict=True)]
    return (join((function(*values) for values in product(*choices)), missing_of(*args)),)


def _settled(op: str, left: Any, right: Any) -> Any:
    if isinstance(left, Uncertain) or isinstance(right, Uncertain):
        return operate(op, (left, right))
    return apply(op, [left, right])


def _compare(op: str, left: Any, right: Any, missing: frozenset[FactKey], null: bool) -> Any:
    a, b = bounds(left), bounds(right)
    verdict: bool | None = None
    if a is not None and b is not None and type(a[0]) is type(b[0]):
        verdict = _verdict(op, a, b)
    elif op in ("eq", "ne"):
        verdict = _disjoint(left, right, op)
    if verdict is None or null:
        return Uncertain(missing, options=frozenset((True, False)), null=True) if null else undecided(missing)
    return verdict


def _disjoint(left: Any, right: Any, op: str) -> bool | None:
    one, other = possible(left), possible(right)
    if one is None or other is None or one & other:
        return None
    return op == "ne"


def _verdict(op: str, a: tuple[Any, Any], b: tuple[Any, Any]) -> bool | None:
    if op in ("gt", "ge"):
        return _verdict({"gt": "lt", "ge": "le"}[op], b, a)
    if op == "lt":
        return True if a[1] < b[0] else False if a[0] >= b[1] else None
    if op == "le":
        return True if a[1] <= b[0] else False if a[0] > b[1] else None
    if a[1] < b[0] or b[1] < a[0]:
        return op == "ne"
    return None


Pair = tuple[Any, Any]


def _sure(op: str, left: Any, right: Any, otherwise: Decimal) -> Any:
    """One corner; an infinite operand makes the corner infinite on the side `otherwise` says."""
    if left in (INFINITY, -INFINITY) or right in (INFINITY, -INFINITY):
        return otherwise
    result = apply(op, [left, right])
    return otherwise if result is None else result


def _add(a: Pair, b: Pair) -> Pair:
    return _sure("add", a[0], b[0], -INFINITY), _sure("add", a[1], b[1], INFINITY)


def _subtract(a: Pair, b: Pair) -> Pair:
    return _sure("subtract", a[0], b[1], -INFINITY), _sure("subtract", a[1], b[0], INFINITY)


def _times(x: Decimal, y: Decimal) -> Decimal:
    if x == 0 or y == 0:
        return Decimal(0)
    if x.is_infinite() or y.is_infinite():
        return INFINITY if (x > 0) == (y > 0) else -INFINITY
    result: Decimal = apply("multiply", [x, y])
    return result


def _multiply(a: Pair, b: Pair) -> Pair:
    corners = [_times(x, y) for x in a for y in b]
    return min(corners), max(corners)


def _divide(a: Pair, b: Pair) -> Pair:
    if b[0] <= 0 <= b[1]:
        return -INFINITY, INFINITY
    corners = [_quotient(x, y) for x in a for y in b]
    return min(corners), max(corners)


def _quotient(x: Decimal, y: Decimal) -> Decimal:
    if y.is_infinite():
        return Decimal(0)
    if x.is_infinite():
        return x if y > 0 else -x
    result: Decimal = apply("divide", [x, y])
    return result


def _negate(a: Pair) -> Pair:
    return -a[1], -a[0]


_ARITHMETIC: dict[str, Callable[..., Pair]] = {
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
    "divide": _divide,
    "negate": _negate,
}
