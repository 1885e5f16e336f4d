"""Values as text, as FEEL's string() writes them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from madang.rules.feel.builtins.registry import Refusal
from madang.rules.feel.operators import MAX_STRING
from madang.rules.feel.temporal_text import text_of
from madang.rules.feel.values import Function, Range


def string_of(value: Any) -> str:
    """The text of a value; strings stand bare outside lists and contexts, quoted inside. Refusal beyond MAX_STRING."""
    if isinstance(value, str):
        return value
    made, size = [], 0
    for piece in _pieces(value):
        made.append(piece)
        size += len(piece)
        if size > MAX_STRING:
            raise Refusal
    return "".join(made)


def number_text(value: Decimal) -> str:
    """Digits without an exponent."""
    return format(value, "f")


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield "["
        for place, item in enumerate(value):
            yield ", " if place else ""
            yield from _pieces(item)
        yield "]"
    elif isinstance(value, dict):
        yield "{"
        for place, (key, item) in enumerate(value.items()):
            yield f"{', ' if place else ''}{_key(key)}: "
            yield from _pieces(item)
        yield "}"
    else:
        yield _single(value)


def _single(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, Range):
        return _range(value)
    if isinstance(value, Function):
        return f"function({', '.join(value.parameters)})"
    return text_of(value)


def _key(key: str) -> str:
    return key if all(char.isalnum() or char in " _?" for char in key) and key else _single(key)


def _range(value: Range) -> str:
    low = "" if value.low is None else _single(value.low)
    high = "" if value.high is None else _single(value.high)
    return f"{'[' if value.low_closed else '('}{low}..{high}{']' if value.high_closed else ')'}"
