"""Literals: numbers, strings and `@"…"`."""

from __future__ import annotations

import re
from decimal import Decimal, DecimalException
from typing import Any

from madang.rules.feel.temporal_text import parse_any
from madang.rules.feel.values import number

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


def number_value(text: str) -> Decimal | None:
    """A number of at most 34 digits, or None beyond decimal128."""
    try:
        return number(text)
    except DecimalException:
        return None


def string_value(text: str) -> str | None:
    """The text between the quotes with its escapes resolved; None for a code point that does not exist."""
    if "\\" not in text:
        return text
    try:
        plain = _ESCAPE.sub(_unescape, text)
        return plain.encode("utf-16", "surrogatepass").decode("utf-16")
    except (ValueError, OverflowError):
        return None


def _unescape(match: re.Match[str]) -> str:
    if match[3] is None:
        return chr(int(match[1] or match[2], 16))
    return _PLAIN.get(match[3], match[0])


def at_value(text: str) -> Any:
    """The value of @"text", or None."""
    return parse_any(text)
