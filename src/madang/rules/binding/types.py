"""The small type system of rules, and the functions a rule may call.

Types are written as FEEL writes them: number, string, boolean, date, duration, Null, Any, person, context,
and `list<T>`. Money, rates and counts are numbers; choices, texts and regions are strings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

FACT_TYPES = {
    "money": "number",
    "number": "number",
    "rate": "number",
    "boolean": "boolean",
    "date": "date",
    "text": "string",
    "choice": "string",
    "region": "string",
    "table": "context",
    "list": "list<number>",
    "months": "number",
    "person": "person",
}

RELATED = frozenset(
    {"spouses", "legal_spouses", "children", "parents", "siblings", "grandchildren", "grandparents", "coresidents"}
)

NUMBER_LIST = "list<number>"

FUNCTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "not": (("boolean",), "boolean"),
    "count": (("list<Any>",), "number"),
    "sum": ((NUMBER_LIST,), "number"),
    "mean": ((NUMBER_LIST,), "number"),
    "list contains": (("list<Any>", "Any"), "boolean"),
    "all": (("list<boolean>",), "boolean"),
    "any": (("list<boolean>",), "boolean"),
    "floor": (("number", "number?"), "number"),
    "ceiling": (("number", "number?"), "number"),
    "round up": (("number", "number"), "number"),
    "round down": (("number", "number"), "number"),
    "round half up": (("number", "number"), "number"),
    "round half down": (("number", "number"), "number"),
    "decimal": (("number", "number"), "number"),
    "abs": (("number",), "number"),
    "modulo": (("number", "number"), "number"),
    "won down": (("number", "number"), "number"),
    "won up": (("number", "number"), "number"),
    "won half up": (("number", "number"), "number"),
    "at least": (("number", "number"), "number"),
    "at most": (("number", "number"), "number"),
    "date": (("Any", "number?", "number?"), "date"),
    "start of month": (("date",), "date"),
    "end of month": (("date",), "date"),
    "add months": (("date", "number"), "date"),
    "months since": (("date",), "number"),
    "years and months duration": (("date", "date"), "duration"),
    "duration": (("string",), "duration"),
    "get value": (("context", "Any"), "Any"),
}
"""name -> (argument types, result). A trailing ? marks an argument that may be left out."""

SPREAD = frozenset({"min", "max"})
"""Functions that take one list, or any number of numbers or dates."""

COMPONENTS = {"date": {"year", "month", "day", "weekday"}, "duration": {"years", "months", "days"}}


def type_name(value: Any) -> str:
    """The type of a literal."""
    if value is None:
        return "Null"
    for kind, name in ((bool, "boolean"), ((Decimal, int), "number"), (str, "string"), (dt.date, "date")):
        if isinstance(value, kind):
            return name
    return "duration"


def item_type(type_: str) -> str:
    """The type of a list's items; of anything else, the type itself."""
    return type_[5:-1] if type_.startswith("list<") else type_


def fits(type_: str, wanted: str) -> bool:
    """Whether a value of `type_` may stand where `wanted` is asked for."""
    wanted = wanted.rstrip("?")
    if "Any" in (type_, wanted) or "Null" in (type_, wanted) or type_ == wanted:
        return True
    if wanted.startswith("list<"):
        return fits(item_type(type_), item_type(wanted))
    return False


def common(types: Sequence[str]) -> str | None:
    """The one type that covers all, or None when they do not go together."""
    found = [type_ for type_ in types if type_ not in ("Null", "Any")]
    if not found:
        return types[0] if types else "Any"
    first = found[0]
    if all(type_ == first for type_ in found):
        return first
    if all(type_.startswith("list<") for type_ in found):
        inner = common([item_type(type_) for type_ in found])
        return None if inner is None else f"list<{inner}>"
    return None
