"""Test files: inputs and expected values, and whether a result agrees."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from decimal import Decimal
from typing import Any

from benchmarks.dmn_tck.documents import NIL, TYPE
from madang.rules.feel.builtins import BUILTINS
from madang.rules.feel.temporal_text import parse_date, parse_date_time, parse_duration, parse_time
from madang.rules.feel.values import number

_READERS: dict[str, Any] = {
    "string": str,
    "boolean": lambda text: text.strip() == "true",
    "decimal": lambda text: number(text.strip()),
    "date": parse_date,
    "time": parse_time,
    "dateTime": parse_date_time,
    "duration": parse_duration,
    "dayTimeDuration": parse_duration,
    "yearMonthDuration": parse_duration,
}
_NUMBERS = ("decimal", "double", "integer", "int", "long", "float", "short")
TOLERANCE = Decimal("1e-8")


def value_of(element: ET.Element | None) -> Any:
    """A valueType element (value, list or components) as a FEEL value."""
    if element is None or element.get(NIL) == "true":
        return None
    listed = element.find("list")
    if listed is not None:
        return None if listed.get(NIL) == "true" else [value_of(item) for item in listed.findall("item")]
    components = element.findall("component")
    if components:
        return {component.get("name"): value_of(component) for component in components}
    value = element.find("value")
    if value is None or value.get(NIL) == "true":
        return None if value is not None else {}
    kind = (value.get(TYPE) or "xsd:string").rpartition(":")[2]
    return _READERS["decimal" if kind in _NUMBERS else kind](value.text or "")


def agrees(expected: Any, actual: Any) -> bool:
    """Whether a result is the expected one. Numbers may differ by 1e-8 of their size (roots, logarithms); times by
    nothing, their offsets included."""
    if isinstance(expected, Decimal) and isinstance(actual, Decimal):
        return abs(expected - actual) <= TOLERANCE * max(abs(expected), Decimal("1e-300")) if expected else not actual
    if isinstance(expected, list):
        return isinstance(actual, list) and len(expected) == len(actual) and all(map(agrees, expected, actual))
    if isinstance(expected, dict):
        return (
            isinstance(actual, dict)
            and expected.keys() == actual.keys()
            and all(agrees(value, actual[key]) for key, value in expected.items())
        )
    if expected is None or actual is None:
        return expected is actual
    return BUILTINS["is"].function(expected, actual) is True
