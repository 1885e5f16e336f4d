"""Decision tables with every hit policy (DMN 1.5 chapter 8)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cmp_to_key
from typing import Any, Protocol

from benchmarks.dmn_tck.documents import text_in
from madang.rules.feel.builtins import BUILTINS
from madang.rules.feel.operators import eq


class Expressions(Protocol):
    """What a table needs of its surroundings."""

    def text(self, text: str | None, scope: dict[str, Any]) -> Any: ...
    def passes(self, tests: str | None, scope: dict[str, Any], value: Any) -> bool: ...
    def fit(self, value: Any, type_: str | None) -> Any: ...


def table_value(feel: Expressions, table: ET.Element, scope: dict[str, Any]) -> Any:
    """The table's result; null when no rule matches and there is no default, or the policy is broken."""
    inputs = []
    for column in table.findall("input"):
        expression = column.find("inputExpression")
        value = feel.text(text_in(expression), scope)
        value = feel.fit(value, None if expression is None else expression.get("typeRef"))
        allowed = text_in(column.find("inputValues"))
        if allowed is not None and value is not None and not feel.passes(allowed, scope, value):
            return None
        inputs.append(value)
    hits = [rule for rule in table.findall("rule") if _matches(feel, rule, inputs, scope)]
    outputs = table.findall("output")
    if not hits:
        return _default(feel, outputs, scope, table)
    results = [[feel.text(text_in(entry), scope) for entry in rule.findall("outputEntry")] for rule in hits]
    return _chosen(feel, table, outputs, results, scope)


def _matches(feel: Expressions, rule: ET.Element, inputs: list[Any], scope: dict[str, Any]) -> bool:
    entries = rule.findall("inputEntry")
    return all(feel.passes(text_in(entry), scope, value) for entry, value in zip(entries, inputs, strict=False))


def _default(feel: Expressions, outputs: list[ET.Element], scope: dict[str, Any], table: ET.Element) -> Any:
    if not any(output.find("defaultOutputEntry") is not None for output in outputs):
        collects = table.get("hitPolicy") in ("COLLECT", "RULE ORDER", "OUTPUT ORDER")
        if table.get("aggregation") == "COUNT":
            return BUILTINS["count"].function([])
        return [] if collects and table.get("aggregation") is None else None
    return _named(outputs, [feel.text(text_in(output.find("defaultOutputEntry")), scope) for output in outputs])


def _named(outputs: list[ET.Element], result: list[Any]) -> Any:
    if len(outputs) == 1:
        return result[0]
    return {output.get("name") or "": value for output, value in zip(outputs, result, strict=False)}


def _chosen(
    feel: Expressions, table: ET.Element, outputs: list[ET.Element], results: list[list[Any]], scope: dict[str, Any]
) -> Any:
    policy = table.get("hitPolicy") or "UNIQUE"
    if policy == "UNIQUE":
        return _named(outputs, results[0]) if len(results) == 1 else None
    if policy == "ANY":
        return _named(outputs, results[0]) if all(eq(results[0], other) is True for other in results) else None
    if policy == "FIRST":
        return _named(outputs, results[0])
    if policy in ("PRIORITY", "OUTPUT ORDER"):
        ordered = _by_priority(feel, outputs, results, scope)
        return _named(outputs, ordered[0]) if policy == "PRIORITY" else [_named(outputs, one) for one in ordered]
    listed = [_named(outputs, result) for result in results]
    aggregation = table.get("aggregation")
    if policy == "RULE ORDER" or aggregation is None:
        return listed
    return BUILTINS[aggregation.lower()].function(listed)


def _by_priority(
    feel: Expressions, outputs: list[ET.Element], results: list[list[Any]], scope: dict[str, Any]
) -> list[list[Any]]:
    """Results by the order of the outputs' allowed values, the leftmost output first."""
    allowed = [feel.text(f"[{text_in(output.find('outputValues')) or ''}]", scope) or [] for output in outputs]

    def rank(column: int, value: Any) -> int:
        values = allowed[column]
        return next((place for place, one in enumerate(values) if eq(one, value) is True), len(values))

    def order(left: list[Any], right: list[Any]) -> int:
        for column in range(len(outputs)):
            gap = rank(column, left[column]) - rank(column, right[column])
            if gap:
                return gap
        return 0

    return sorted(results, key=cmp_to_key(order))
