"""`instance of`, by the text of a type (DMN 1.5 section 10.3.2.9)."""

from __future__ import annotations

from typing import Any

from madang.rules.feel.types import split_type
from madang.rules.feel.values import Function, Range, type_name


def instance_of(value: Any, type_: str) -> bool | None:
    """Whether a value is of a type; null for a type that does not exist."""
    name, inner = split_type(type_)
    if name == "Any":
        return value is not None
    if name == "Null":
        return value is None
    if name == "list":
        return isinstance(value, list) and (not inner or all(conforms(item, inner[0]) for item in value))
    if name == "context":
        return isinstance(value, dict) and all(_entry(value, part) for part in inner)
    if name == "range":
        return isinstance(value, Range) and (not inner or _ends(value, inner[0]))
    if name == "function":
        return isinstance(value, Function)
    if name in _SIMPLE:
        return type_name(value) == name
    return None


_SIMPLE = frozenset(
    {
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
    }
)


def conforms(value: Any, type_: str) -> bool:
    """As instance_of, but null is of every type."""
    return value is None or instance_of(value, type_) is True


def _entry(value: dict[str, Any], part: str) -> bool:
    name, _, type_ = part.partition(":")
    return name.strip() in value and conforms(value[name.strip()], type_.strip())


def _ends(value: Range, type_: str) -> bool:
    return conforms(value.low, type_) and conforms(value.high, type_)
