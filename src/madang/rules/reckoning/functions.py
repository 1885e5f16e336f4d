"""Built-in functions over uncertain arguments.

A function that is monotone in each argument takes its extremes at the ends of the ranges; functions over
lists reckon with items that may be absent. Everything else is worked out option by option, or is unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from madang.rules.feel.operators import apply
from madang.rules.reckoning.logic import conjunction, disjunction, negation
from madang.rules.reckoning.ranges import operate, over_options
from madang.rules.reckoning.uncertain import (
    INFINITY,
    PerhapsList,
    Uncertain,
    anything,
    bounds,
    is_known,
    join,
    may_be_null,
    missing_of,
    number_between,
)

MONOTONE: dict[str, str] = {
    "floor": "+=",
    "ceiling": "+=",
    "round up": "+=",
    "round down": "+=",
    "round half up": "+=",
    "round half down": "+=",
    "decimal": "+=",
    "won down": "+=",
    "won up": "+=",
    "won half up": "+=",
    "at least": "++",
    "at most": "++",
    "add months": "++",
    "start of month": "+",
    "end of month": "+",
    "completed years": "-+",
    "completed months": "-+",
}
"""By argument: + rising, - falling, = must be known."""


def call_uncertain(name: str, function: Callable[..., Any], args: Sequence[Any]) -> Any:
    """The value of built-in `name` when something in `args` is uncertain."""
    if name in LIST_FUNCTIONS:
        return LIST_FUNCTIONS[name](args)
    if name == "not":
        return negation(args[0])
    enumerated = over_options(function, args) if all(_flat(arg) for arg in args) else None
    if enumerated is not None:
        return enumerated[0]
    if name in MONOTONE:
        return _monotone(name, function, args)
    if name == "abs":
        return _absolute(args[0])
    return anything(missing_of(*args))


def _flat(arg: Any) -> bool:
    return isinstance(arg, Uncertain) or is_known(arg)


def _monotone(name: str, function: Callable[..., Any], args: Sequence[Any]) -> Any:
    missing, null = missing_of(*args), any(may_be_null(arg) for arg in args)
    lows, highs = [], []
    for direction, arg in zip(MONOTONE[name], args, strict=False):
        if direction == "=":
            if isinstance(arg, Uncertain):
                return anything(missing)
            lows.append(arg)
            highs.append(arg)
            continue
        pair = bounds(arg)
        if pair is None:
            return anything(missing)
        lows.append(pair[0] if direction == "+" else pair[1])
        highs.append(pair[1] if direction == "+" else pair[0])
    low, high = _corner(name, function, lows, upper=False), _corner(name, function, highs, upper=True)
    return number_between(low, high, missing, null=null)


def _corner(name: str, function: Callable[..., Any], args: list[Any], *, upper: bool) -> Any:
    """An infinite argument stays infinite through rounding; max and min see infinities as they are."""
    infinite = [arg for arg in args if isinstance(arg, Decimal) and arg.is_infinite()]
    if infinite and name in ("at least", "at most"):
        return (max if name == "at least" else min)(args)
    result = infinite[0] if infinite else function(*args)
    if result is None:
        beyond = dt.date.max if upper else dt.date.min
        return beyond if any(isinstance(arg, dt.date) for arg in args) else (INFINITY if upper else -INFINITY)
    return result


def _absolute(arg: Any) -> Any:
    pair = bounds(arg)
    if pair is None or not isinstance(pair[0], Decimal):
        return anything(missing_of(arg))
    ends = sorted((abs(pair[0]), abs(pair[1])))
    low = Decimal(0) if pair[0] < 0 < pair[1] else ends[0]
    return number_between(low, ends[1], missing_of(arg), null=may_be_null(arg))


# --- lists -----------------------------------------------------------------------------------------


def members(args: Sequence[Any]) -> list[tuple[Any, Any]] | Uncertain:
    """The arguments as (item, presence) pairs: one list, or the arguments themselves."""
    source = args[0] if len(args) == 1 else list(args)
    return pairs_of(source)


def pairs_of(source: Any) -> list[tuple[Any, Any]] | Uncertain:
    """(item, presence) pairs of a list, a perhaps-list or a single item; an uncertain list stays so."""
    if isinstance(source, Uncertain):
        return source
    if isinstance(source, PerhapsList):
        return list(source.items)
    if isinstance(source, list):
        return [(item, True) for item in source]
    return [] if source is None else [(source, True)]


def _count(args: Sequence[Any]) -> Any:
    pairs = members(args)
    if isinstance(pairs, Uncertain):
        return Uncertain(pairs.missing, Decimal(0), INFINITY)
    sure = sum(1 for _, presence in pairs if presence is True)
    return number_between(Decimal(sure), Decimal(len(pairs)), missing_of(*(p for _, p in pairs)))


def _sum(args: Sequence[Any]) -> Any:
    pairs = members(args)
    if isinstance(pairs, Uncertain):
        return Uncertain(pairs.missing, -INFINITY, INFINITY, null=True)
    if not pairs:
        return None
    total: Any = Decimal(0)
    for item, presence in pairs:
        part = item if presence is True else join((Decimal(0), item), missing_of(presence))
        known = not isinstance(total, Uncertain) and not isinstance(part, Uncertain)
        total = apply("add", [total, part]) if known else operate("add", (total, part))
    return total


def _extreme(args: Sequence[Any], *, largest: bool) -> Any:
    pairs = members(args)
    if isinstance(pairs, Uncertain):
        return anything(pairs.missing)
    ranges = [(bounds(item), presence) for item, presence in pairs]
    if not ranges or any(pair is None for pair, _ in ranges):
        return anything(missing_of(*(part for pair in pairs for part in pair)))
    missing = missing_of(*(part for pair in pairs for part in pair))
    sure = [pair for pair, presence in ranges if presence is True and pair]
    every = [pair for pair, _ in ranges if pair]
    pick = max if largest else min
    inner = pick(pair[0 if largest else 1] for pair in sure) if sure else None
    outer = pick(pair[1 if largest else 0] for pair in every)
    if inner is None:
        inner = (min if largest else max)(pair[0 if largest else 1] for pair in every)
    low, high = (inner, outer) if largest else (outer, inner)
    return number_between(low, high, missing, null=not sure)


def _mean(args: Sequence[Any]) -> Any:
    count, total = _count(args), _sum(args)
    if isinstance(count, Decimal) and count > 0:
        return operate("divide", (total, count))
    return anything(missing_of(count, total))


def _contains(args: Sequence[Any]) -> Any:
    pairs = pairs_of(args[0])
    if isinstance(pairs, Uncertain):
        return Uncertain(pairs.missing | missing_of(args[1]), options=frozenset((True, False)))
    return disjunction(conjunction((presence, equal(item, args[1]))) for item, presence in pairs)


def equal(left: Any, right: Any) -> Any:
    """FEEL equality over known or uncertain operands."""
    if isinstance(left, Uncertain) or isinstance(right, Uncertain):
        return operate("eq", (left, right))
    return apply("eq", [left, right])


def _concatenate(args: Sequence[Any]) -> Any:
    joined: list[tuple[Any, Any]] = []
    for arg in args:
        pairs = pairs_of(arg)
        if isinstance(pairs, Uncertain):
            return pairs
        joined.extend(pairs)
    return listed(joined)


def listed(pairs: list[tuple[Any, Any]]) -> Any:
    """A plain list when every item is surely there, else a :class:`PerhapsList`."""
    if all(presence is True for _, presence in pairs):
        return [item for item, _ in pairs]
    return PerhapsList(tuple(pairs))


def _quantified(args: Sequence[Any], *, every: bool) -> Any:
    pairs = members(args)
    if isinstance(pairs, Uncertain):
        return Uncertain(pairs.missing, options=frozenset((True, False)), null=True)
    if every:
        return conjunction(disjunction((negation(presence), item)) for item, presence in pairs)
    return disjunction(conjunction((presence, item)) for item, presence in pairs)


LIST_FUNCTIONS: dict[str, Callable[[Sequence[Any]], Any]] = {
    "count": _count,
    "sum": _sum,
    "mean": _mean,
    "list contains": _contains,
    "concatenate": _concatenate,
    "max": lambda args: _extreme(args, largest=True),
    "min": lambda args: _extreme(args, largest=False),
    "all": lambda args: _quantified(args, every=True),
    "any": lambda args: _quantified(args, every=False),
}
