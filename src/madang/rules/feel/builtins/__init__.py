"""FEEL's built-in functions and the house's own, over known values: a registry by name, one file a family."""

from __future__ import annotations

from madang.rules.feel.builtins import (
    contexts,
    conversion,
    dates,
    lists,
    money,
    numbers,
    ranges,
    statistics,
    strings,
)
from madang.rules.feel.builtins.registry import BUILTINS, Builtin

NAMES = frozenset(name for name in BUILTINS if " " in name) | {"monthly average", "in year", "months since"}
"""Built-in names of several words, and those that only binding gives a meaning."""

__all__ = [
    "BUILTINS",
    "NAMES",
    "Builtin",
    "contexts",
    "conversion",
    "dates",
    "lists",
    "money",
    "numbers",
    "ranges",
    "statistics",
    "strings",
]
