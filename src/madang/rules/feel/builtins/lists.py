"""List functions (DMN 1.5 section 10.3.4.4). Positions count from 1, or from -1 at the end."""

from __future__ import annotations

from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from madang.rules.feel.builtins.registry import MAX_ITEMS, Refusal, builtin, too_long
from madang.rules.feel.operators import conjunction, disjunction, eq
from madang.rules.feel.values import Function


def same(left: Any, right: Any) -> bool:
    return eq(left, right) is True


@builtin("list contains", "list:list, element:any")
def list_contains(items: list[Any], element: Any) -> bool:
    return any(same(item, element) for item in items)


@builtin("count", "list:list", variadic=True)
def count(items: list[Any]) -> Decimal:
    return Decimal(len(items))


@builtin("all", "list:list", variadic=True)
def every(items: list[Any]) -> bool | None:
    return conjunction(*items)


@builtin("any", "list:list", variadic=True)
def some(items: list[Any]) -> bool | None:
    return disjunction(*items)


def _index(items: list[Any], position: Decimal) -> int:
    place = int(position)
    if place == 0 or abs(place) > len(items):
        raise Refusal
    return place - 1 if place > 0 else len(items) + place


@builtin("sublist", "list:list, start position:number, length?:number")
def sublist(items: list[Any], start: Decimal, length: Decimal | None = None) -> list[Any]:
    begin = _index(items, start)
    if length is None:
        return items[begin:]
    if int(length) < 1 or begin + int(length) > len(items):
        raise Refusal
    return items[begin : begin + int(length)]


@builtin("append", "list:list, item*:any")
def append(items: list[Any], *more: Any) -> list[Any]:
    return [*items, *more]


@builtin("concatenate", "list:list", variadic=True)
def concatenate(lists: list[Any]) -> list[Any]:
    if any(part is None for part in lists):
        raise Refusal
    return [item for part in lists for item in (part if isinstance(part, list) else [part])]


@builtin("insert before", "list:list, position:number, newItem:any")
def insert_before(items: list[Any], position: Decimal, item: Any) -> list[Any]:
    place = _index(items, position)
    return [*items[:place], item, *items[place:]]


@builtin("remove", "list:list, position:number")
def remove(items: list[Any], position: Decimal) -> list[Any]:
    place = _index(items, position)
    return [*items[:place], *items[place + 1 :]]


@builtin("list replace", "list:list, position:number, newItem:any", "list:list, match:function, newItem:any")
def list_replace(items: list[Any], where: Any, item: Any) -> list[Any]:
    if not isinstance(where, Function):
        place = _index(items, where)
        return [*items[:place], item, *items[place + 1 :]]
    if len(where.parameters) != 2:
        raise Refusal
    verdicts = [where.function(old, item) for old in items]
    if any(type(verdict) is not bool for verdict in verdicts):
        raise Refusal
    return [item if verdict else old for old, verdict in zip(items, verdicts, strict=True)]


@builtin("reverse", "list:list")
def reverse(items: list[Any]) -> list[Any]:
    return items[::-1]


@builtin("index of", "list:list, match:any")
def index_of(items: list[Any], match: Any) -> list[Decimal]:
    return [Decimal(place) for place, item in enumerate(items, 1) if same(item, match)]


@builtin("union", "list:list", variadic=True)
def union(lists: list[Any]) -> list[Any]:
    return distinct_values(concatenate(lists))


@builtin("distinct values", "list:list")
def distinct_values(items: list[Any]) -> list[Any]:
    kept: list[Any] = []
    seen: set[Any] = set()
    for item in items:
        if isinstance(item, (Decimal, str)):
            if item not in seen:
                seen.add(item)
                kept.append(item)
        elif not any(same(item, other) for other in kept):
            kept.append(item)
    return kept


@builtin("flatten", "list:list")
def flatten(items: list[Any]) -> list[Any]:
    flat: list[Any] = []
    pending = [iter(items)]
    while pending:
        for item in pending[-1]:
            if isinstance(item, list):
                pending.append(iter(item))
                break
            flat.append(item)
            if len(flat) > MAX_ITEMS:
                raise too_long()
        else:
            pending.pop()
    return flat


@builtin("sort", "list:list, precedes?:function")
def sort(items: list[Any], precedes: Function | None = None) -> list[Any]:
    if precedes is None or len(precedes.parameters) != 2:
        raise Refusal

    def order(left: Any, right: Any) -> int:
        first = precedes.function(left, right)
        if first is True:
            return -1
        return 1 if precedes.function(right, left) is True else 0

    return sorted(items, key=cmp_to_key(order))
