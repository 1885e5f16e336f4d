"""Lists whose items may be absent: literals, loops, quantifiers and filters, compiled."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from madang.rules import ir
from madang.rules.feel.errors import FeelLimitError
from madang.rules.reckoning.functions import listed, pairs_of
from madang.rules.reckoning.logic import conjunction, disjunction, negation
from madang.rules.reckoning.running import Compile, Run, Scope, World
from madang.rules.reckoning.uncertain import PersonRef, Uncertain, anything, join, missing_of

MOST_ITEMS, MOST_TURNS = 10_000, 100_000
"""Items of a range; turns of loops one inside the other, of which each is kept."""

Row = tuple[dict[str, Any], Any]
"""(variables, presence) of one turn of a loop."""


def list_of(node: ir.ListOf, compile_: Compile) -> Run:
    items = tuple(compile_(item) for item in node.items)
    return lambda world, scope: [item(world, scope) for item in items]


def quantified(node: ir.Quantified, compile_: Compile) -> Run:
    rows, body, some = _Rows(node.iterators, compile_), compile_(node.body), node.quantifier == "some"

    def turn(world: World, inner: Scope, presence: Any) -> Any:
        if presence is True:
            return body(world, inner)
        if some:
            return conjunction((presence, body(world, inner)))
        return disjunction((negation(presence), body(world, inner)))

    def run(world: World, scope: Scope) -> Any:
        found = rows(world, scope)
        if isinstance(found, Uncertain):
            return Uncertain(found.missing, options=frozenset((True, False)), null=found.null)
        return (disjunction if some else conjunction)(turn(world, inner, presence) for inner, presence in found)

    return run


def loop(node: ir.For, compile_: Compile) -> Run:
    rows, body = _Rows(node.iterators, compile_), compile_(node.body)

    def run(world: World, scope: Scope) -> Any:
        found = rows(world, scope)
        if isinstance(found, Uncertain):
            return found
        return listed([(body(world, inner), presence) for inner, presence in found])

    return run


class _Rows:
    """The turns that iterators take, one inside the other."""

    def __init__(self, iterators: tuple[ir.Iterator, ...], compile_: Compile) -> None:
        self.iterators = tuple(
            (iterator.name, compile_(iterator.source), None if iterator.to is None else compile_(iterator.to))
            for iterator in iterators
        )

    def __call__(self, world: World, scope: Scope) -> list[Row] | Uncertain:
        if len(self.iterators) == 1 and self.iterators[0][2] is None:
            name, source, _ = self.iterators[0]
            found = pairs_of(source(world, scope))
            if isinstance(found, Uncertain):
                return found
            return [({**scope, name: item}, here) for item, here in found]
        rows: list[Row] = [(dict(scope), True)]
        for name, source, end in self.iterators:
            grown: list[Row] = []
            for inner, presence in rows:
                first = source(world, inner)
                items = pairs_of(first) if end is None else _steps(first, end(world, inner))
                if isinstance(items, Uncertain):
                    return items
                if len(grown) + len(items) > MOST_TURNS:
                    raise FeelLimitError("반복이 너무 많습니다", "there are too many turns")
                for item, here in items:
                    both = here if presence is True else conjunction((presence, here))
                    grown.append(({**inner, name: item}, both))
            rows = grown
        return rows


def _steps(first: Any, last: Any) -> list[tuple[Any, Any]] | Uncertain:
    if isinstance(first, Uncertain) or isinstance(last, Uncertain):
        return anything(missing_of(first, last))
    step = 1 if last >= first else -1
    if abs(last - first) > MOST_ITEMS:
        raise FeelLimitError("범위가 너무 큽니다", "the range is too large")
    return [(Decimal(number), True) for number in range(int(first), int(last) + step, step)]


def filtered(node: ir.Filter, compile_: Compile) -> Run:
    source, condition = compile_(node.source), compile_(node.condition)
    position = isinstance(node.condition, ir.Constant) or not mentions_item(node.condition)

    def run(world: World, scope: Scope) -> Any:
        pairs = pairs_of(source(world, scope))
        if isinstance(pairs, Uncertain):
            return pairs
        if position:
            index = condition(world, scope)
            if not isinstance(index, bool):
                return item_at(pairs, index)
        kept: list[tuple[Any, Any]] = []
        for item, presence in pairs:
            verdict = condition(world, {**scope, "item": item})
            here = verdict if presence is True else conjunction((presence, verdict))
            if here is True:
                kept.append((item, True))
            elif isinstance(here, Uncertain) and (here.options is None or True in here.options):
                kept.append((item, Uncertain(here.missing, options=frozenset((True, False)))))
        return listed(kept)

    return run


def mentions_item(node: ir.Node) -> bool:
    """Whether a filter's condition is about the item (a condition) rather than a position."""
    stack: list[Any] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, ir.Variable) and part.name == "item":
            return True
        if isinstance(part, ir.Node):
            stack.extend(getattr(part, name) for name in part.__dataclass_fields__ if name != "at")
        elif isinstance(part, tuple):
            stack.extend(part)
    return False


def item_at(pairs: list[tuple[Any, Any]], index: Any) -> Any:
    """The item at a 1-based position, from the end when negative, of a list that may have gaps; null beyond it."""
    if isinstance(index, Uncertain):
        low = max(1, int(index.low)) if index.low is not None and index.low.is_finite() else 1
        last = len(pairs)
        high = min(last, int(index.high)) if index.high is not None and index.high.is_finite() else last
        beyond = index.high is None or index.high > last or (index.low is not None and index.low < 1)
        found: list[Any] = [pairs[i - 1][0] for i in range(low, high + 1)]
        return join([*found, None] if beyond else found, index.missing)
    if not isinstance(index, Decimal):
        return None
    place = int(index)
    if all(presence is True for _, presence in pairs):
        position = place - 1 if place > 0 else len(pairs) + place
        return pairs[position][0] if place != 0 and 0 <= position < len(pairs) else None
    missing = missing_of(*(presence for _, presence in pairs))
    sure = sum(1 for _, presence in pairs if presence is True)
    found = [item for item, _ in pairs]
    if all(isinstance(item, PersonRef) for item in found):
        return Uncertain(missing, options=frozenset(found), null=sure < abs(place))
    return join([*found, None] if sure < abs(place) else found, missing)
