"""Item definitions: whether a value is of a type, and what a value becomes where a type is asked for."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

from benchmarks.dmn_tck.documents import text_in
from madang.rules.feel.coercion import instance_of
from madang.rules.feel.types import split_type
from madang.rules.feel.values import DateTime, FarDate, Function, Time

MISMATCH = object()
_OLD = {
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "dateTime": "date and time",
    "days and time duration": "days and time duration",
}
Allowed = Callable[[str, Any], bool]


class Types:
    """The item definitions of one model; `allowed(text, value)` runs unary tests."""

    def __init__(self, definitions: ET.Element, imported: dict[str, Types], allowed: Allowed) -> None:
        self.items = {item.get("name", ""): item for item in definitions.findall("itemDefinition")}
        self.imported = imported
        self.allowed = allowed
        self.constrained = True

    def find(self, name: str) -> tuple[Types, ET.Element] | None:
        """The item definition of a name, here or in an import."""
        if name in self.items:
            return self, self.items[name]
        prefix, _, rest = name.partition(".")
        return self.imported[prefix].find(rest) if prefix in self.imported and rest else None

    def instance_of(self, value: Any, name: str) -> bool | None:
        """FEEL's `instance of`: the shape alone."""
        self.constrained = False
        try:
            return self.is_instance(value, name)
        finally:
            self.constrained = True

    def is_instance(self, value: Any, name: str) -> bool | None:
        """Whether a value is of a type, constraints included; null for an unknown type."""
        found = self.find(name)
        if found is not None:
            return value is not None and found[0].item_holds(value, found[1])
        base, inner = split_type(name)
        if not inner and base != "function":
            return instance_of(value, _plain(name))
        if base == "list":
            return isinstance(value, list) and all(self.conforms(item, inner[0]) for item in value)
        if base == "context":
            parts = [part.partition(":") for part in inner]
            return isinstance(value, dict) and all(
                part[0].strip() in value and self.conforms(value[part[0].strip()], part[2].strip()) for part in parts
            )
        return instance_of(value, name)

    def conforms(self, value: Any, name: str) -> bool:
        return value is None or self.is_instance(value, name) is True

    def item_holds(self, value: Any, item: ET.Element) -> bool:
        if item.get("isCollection") == "true":
            return (
                isinstance(value, list)
                and all(one is None or self._single_holds(one, item) for one in value)
                and self._allowed(value, item, "typeConstraint")
            )
        return self._single_holds(value, item) and self._allowed(value, item, "typeConstraint")

    def _single_holds(self, value: Any, item: ET.Element) -> bool:
        if item.find("functionItem") is not None:
            return isinstance(value, Function)
        components = item.findall("itemComponent")
        if components:
            return isinstance(value, dict) and all(
                component.get("name") in value and self._component(value, component) for component in components
            )
        type_ref = text_in(item, "typeRef")
        return (type_ref is None or self.conforms(value, type_ref)) and self._allowed(value, item, "allowedValues")

    def _component(self, value: dict[str, Any], component: ET.Element) -> bool:
        part = value[component.get("name", "")]
        return part is None or self.item_holds(part, component)

    def _allowed(self, value: Any, item: ET.Element, tag: str) -> bool:
        """Constraints count where a value is made to fit, not in `instance of` (kit 0070, number_013)."""
        tests = text_in(item.find(tag)) if self.constrained else None
        return tests is None or self.allowed(tests, value)

    def coerce(self, value: Any, name: str | None) -> Any:
        """The value where `name` is asked for: a list of one for its item and back, a date for a date and time;
        MISMATCH when it does not fit."""
        if name is None or value is None or _plain(name) == "Any" or name == "":
            return value
        known = self.is_instance(value, name)
        if known is True:
            return value
        if isinstance(value, list) and len(value) == 1 and self.is_instance(value[0], name):
            return value[0]
        if not isinstance(value, list) and self.is_instance([value], name):
            return [value]
        if _plain(name) == "date and time" and isinstance(value, (dt.date, FarDate)):
            return DateTime(value, Time(0, 0, 0, 0, 0))
        return MISMATCH


def _plain(name: str) -> str:
    local = name.rpartition(":")[2] if "<" not in name else name
    return _OLD.get(local, local)
