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
    """The text in pieces, without recursion: what stands open waits in `pending`."""
    pending: list[Any] = [value]
    while pending:
        part = pending.pop()
        if isinstance(part, _Raw):
            yield part
        elif isinstance(part, list):
            yield "["
            pending += [_Raw("]"), *_separated(part, [""] * len(part))]
        elif isinstance(part, dict):
            yield "{"
            pending += [_Raw("}"), *_separated(list(part.values()), [f"{_key(key)}: " for key in part])]
        else:
            yield _single(part)


class _Raw(str):
    """A piece of the text itself, not a value."""

    __slots__ = ()


def _separated(items: list[Any], labels: list[str]) -> list[Any]:
    """Labels, items and commas, last first."""
    parts: list[Any] = []
    for place, (label, item) in enumerate(zip(labels, items, strict=True)):
        parts += [_Raw(f"{', ' if place else ''}{label}"), item]
    return parts[::-1]


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
