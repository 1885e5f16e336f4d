"""FEEL text that says what a table's row could say, back into conditions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from madang.rules import ir
from madang.rules.feel.errors import FeelSyntaxError
from madang.rules.feel.parsing import parse
from madang.rules.sheets.columns import Subject, Subjects
from madang.rules.sheets.conditions import Between, Compare, Condition, Operand, Test


class NotARow(Exception):
    """The expression says something that no row of a table can."""


def conditions_of(text: str, subjects: Subjects) -> tuple[Condition, ...]:
    """The conditions whose conjunction the text is. NotARow."""
    return _row(_parsed(text), subjects)


def excluded_by(text: str, subjects: Subjects) -> tuple[Condition, ...]:
    """The conditions of a row that is excluded: the text is `not(…)` of them. NotARow."""
    inner = _negated(_parsed(text))
    if inner is None:
        raise NotARow
    return _row(inner, subjects)


def _parsed(text: str) -> ir.Node:
    try:
        return parse(text)
    except FeelSyntaxError:
        raise NotARow from None


def _row(node: ir.Node, subjects: Subjects) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for term in _flat(node, "and"):
        condition = _term(term, subjects)
        before = found[-1] if found and found[-1].subject == condition.subject else None
        if before is not None:
            found[-1] = Condition(condition.subject, (_joined(before, condition),))
        else:
            found.append(condition)
    if len({condition.subject.name for condition in found}) < len(found):
        raise NotARow
    return tuple(found)


def _joined(first: Condition, second: Condition) -> Between:
    """`x >= low` and `x <= high` as one range."""
    if first.negated or second.negated or len(first.tests) != 1 or len(second.tests) != 1:
        raise NotARow
    low, high = first.tests[0], second.tests[0]
    if not isinstance(low, Compare) or not isinstance(high, Compare):
        raise NotARow
    if low.op not in ("ge", "gt") or high.op not in ("le", "lt"):
        raise NotARow
    return Between(low.operand, high.operand, low.op == "ge", high.op == "le")


def _term(node: ir.Node, subjects: Subjects) -> Condition:
    inner = _negated(node)
    named = _subject(node if inner is None else inner, subjects)
    if named is not None:
        if named.kind != "boolean":
            raise NotARow
        return Condition(named, (Compare("eq", inner is None),))
    tests = [_test(part, subjects) for part in _flat(node if inner is None else inner, "or")]
    if any(subject != tests[0][0] for subject, _ in tests):
        raise NotARow
    return Condition(tests[0][0], tuple(test for _, test in tests), inner is not None)


def _test(node: ir.Node, subjects: Subjects) -> tuple[Subject, Test]:
    if not isinstance(node, ir.Operation):
        raise NotARow
    if node.op == "and":
        row = _row(node, subjects)
        if len(row) != 1 or len(row[0].tests) != 1:
            raise NotARow
        return row[0].subject, row[0].tests[0]
    subject = _subject(node.args[0], subjects) if len(node.args) == 2 else None
    if subject is None or node.op not in ("lt", "le", "gt", "ge", "eq", "ne"):
        raise NotARow
    return subject, Compare(node.op, _operand(node.args[1], subjects))


def _operand(node: ir.Node, subjects: Subjects) -> Operand:
    if isinstance(node, ir.Constant) and isinstance(node.value, Decimal | str | bool):
        return node.value
    if isinstance(node, ir.Operation) and node.op == "negate" and isinstance(node.args[0], ir.Constant):
        return -Decimal(node.args[0].value)
    if isinstance(node, ir.Call) and node.function == ir.Name("date") and len(node.args) == 1:
        written = node.args[0]
        if isinstance(written, ir.Constant) and isinstance(written.value, str):
            try:
                return dt.date.fromisoformat(written.value)
            except ValueError:
                raise NotARow from None
    figure = subjects.figure(_dotted(node) or "")
    if figure is None:
        raise NotARow
    return figure


def _subject(node: ir.Node, subjects: Subjects) -> Subject | None:
    name = _dotted(node)
    return subjects.named(name) if name else None


def _dotted(node: ir.Node) -> str | None:
    segments: list[str] = []
    while isinstance(node, ir.Path):
        segments.insert(0, node.name)
        node = node.subject
    return ".".join([node.name, *segments]) if isinstance(node, ir.Name) else None


def _negated(node: ir.Node) -> ir.Node | None:
    if isinstance(node, ir.Call) and node.function == ir.Name("not") and len(node.args) == 1:
        return node.args[0]
    return None


def _flat(node: ir.Node, op: str) -> list[ir.Node]:
    if not isinstance(node, ir.Operation) or node.op != op:
        return [node]
    return [part for argument in node.args for part in _flat(argument, op)]
