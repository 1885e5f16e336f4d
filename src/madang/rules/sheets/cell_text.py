"""Conditions as people write them into cells; reading such a cell gives the condition again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from madang.rules.problems import ProblemsFound
from madang.rules.sheets.cells import Cell, CellPlace, plain_number
from madang.rules.sheets.columns import Figure, Subject, Subjects, folded
from madang.rules.sheets.conditions import Between, Compare, Condition, Operand, Test, read_condition
from madang.rules.sheets.faults import CellFault
from madang.rules.sheets.feel_text import signs
from madang.rules.sheets.marks import Places, names_of


def cell_text(condition: Condition, subjects: Subjects, places: Places) -> str | None:
    """The text of a cell, by labels where they can be read again, else by values; None where neither can."""
    for by_label in (True, False):
        tests = ", ".join(_test(test, condition.subject, places, by_label) for test in condition.tests)
        text = f"not({tests})" if condition.negated else tests
        cell = Cell(text, CellPlace("", 1, 1))
        try:
            if read_condition(cell, condition.subject, subjects, places) == condition:
                return text
        except CellFault:
            continue
    return None


def _test(test: Test, subject: Subject, places: Places, by_label: bool) -> str:
    if isinstance(test, Compare):
        text = _operand(test.operand, subject, places, by_label)
        return text if test.op == "eq" else f"{signs[test.op]} {text}"
    assert isinstance(test, Between)
    low, high = (_operand(end, subject, places, by_label) for end in (test.low, test.high))
    if test.low_closed and test.high_closed:
        return f"{low}..{high}"
    return f"{'[' if test.low_closed else '('}{low}..{high}{']' if test.high_closed else ')'}"


def _operand(operand: Operand, subject: Subject, places: Places, by_label: bool) -> str:
    if isinstance(operand, bool):
        return "예" if operand else "아니오"
    if isinstance(operand, Decimal):
        return plain_number(operand)
    if isinstance(operand, dt.date):
        return operand.isoformat()
    if isinstance(operand, Figure):
        return f"parameter.{operand.name}"
    return _name(operand, subject, places) if by_label else operand


def _name(value: str, subject: Subject, places: Places) -> str:
    if subject.kind == "region":
        try:
            return places.regions.find(value, places.day).name
        except ProblemsFound:
            return value
    labels = [choice.label.ko for choice in subject.choices if choice.value == value]
    return labels[0] if labels and names_of(subject).get(folded(labels[0])) == value else value
