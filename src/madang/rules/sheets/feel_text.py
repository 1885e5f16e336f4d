"""Conditions as FEEL text, always the same text for the same conditions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from madang.rules.sheets.cells import plain_number
from madang.rules.sheets.columns import Figure
from madang.rules.sheets.conditions import Between, Compare, Condition, Operand, Test

signs = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "=", "ne": "!="}


def feel(conditions: Sequence[Condition]) -> str:
    """All of the conditions, joined by "and"."""
    return " and ".join(_condition(condition) for condition in conditions)


def feel_operand(operand: Operand) -> str:
    """A literal, or the figure's name."""
    if isinstance(operand, bool):
        return "true" if operand else "false"
    if isinstance(operand, Decimal):
        return plain_number(operand)
    if isinstance(operand, Figure):
        return f"parameter.{operand.name}"
    return f'date("{operand.isoformat()}")' if isinstance(operand, dt.date) else f'"{operand}"'


def _condition(condition: Condition) -> str:
    name = condition.subject.name
    if condition.subject.kind == "boolean" and len(condition.tests) == 1 and not condition.negated:
        test = condition.tests[0]
        return name if isinstance(test, Compare) and test.operand is True else f"not({name})"
    tests = [_test(name, test) for test in condition.tests]
    if condition.negated:
        return f"not({' or '.join(tests)})"
    return tests[0] if len(tests) == 1 else f"({' or '.join(tests)})"


def _test(name: str, test: Test) -> str:
    if isinstance(test, Compare):
        return f"{name} {signs[test.op]} {feel_operand(test.operand)}"
    assert isinstance(test, Between)
    low, high = (">=" if test.low_closed else ">"), ("<=" if test.high_closed else "<")
    return f"({name} {low} {feel_operand(test.low)} and {name} {high} {feel_operand(test.high)})"
