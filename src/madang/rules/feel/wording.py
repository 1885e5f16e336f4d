"""Values as text, as FEEL's string() writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from madang.rules.feel.temporal_text import text_of
from madang.rules.feel.values import Function, Range


def string_of(value: Any) -> str:
    """The text of a value; strings stand bare outside lists and contexts, quoted inside."""
    return value if isinstance(value, str) else _inside(value)


def number_text(value: Decimal) -> str:
    """Digits without an exponent."""
    return format(value, "f")


def _inside(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, list):
        return f"[{', '.join(_inside(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)}: {_inside(item)}' for key, item in value.items())}}}"
    if isinstance(value, Range):
        return _range(value)
    if isinstance(value, Function):
        return f"function({', '.join(value.parameters)})"
    return text_of(value)


def _key(key: str) -> str:
    return key if all(char.isalnum() or char in " _?" for char in key) and key else _inside(key)


def _range(value: Range) -> str:
    low = "" if value.low is None else _inside(value.low)
    high = "" if value.high is None else _inside(value.high)
    return f"{'[' if value.low_closed else '('}{low}..{high}{']' if value.high_closed else ')'}"
