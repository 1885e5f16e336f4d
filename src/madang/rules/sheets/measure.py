"""A condition as the set of values that pass it on a day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from madang.rules.loading.service import Pack, value_on
from madang.rules.sheets.columns import Figure, Subject
from madang.rules.sheets.conditions import Between, Compare, Condition, Operand
from madang.rules.sheets.sets import BOTTOM, TOP, Edge, Marks, Numbers, ValueSet, numbers


def everything(subject: Subject) -> ValueSet:
    """Every value the subject can have."""
    if subject.kind == "boolean":
        return Marks(frozenset((True, False)))
    if subject.kind == "choice":
        return Marks(frozenset(choice.value for choice in subject.choices))
    if subject.kind == "region":
        return Marks(frozenset(), True)
    low = BOTTOM if subject.low is None else Edge(Decimal(subject.low))
    high = TOP if subject.high is None else Edge(Decimal(subject.high), True)
    return numbers([(low, high)], _whole(subject))


def passing(condition: Condition, day: dt.date, pack: Pack) -> ValueSet | None:
    """The values that pass on the day; None where a figure has no value on it."""
    whole = everything(condition.subject)
    found: ValueSet | None = None
    for test in condition.tests:
        values = _values(test, condition.subject, day, pack)
        if values is None:
            return None
        found = values if found is None else found | values  # type: ignore[operator]
    assert found is not None
    return whole & (~found if condition.negated else found)  # type: ignore[operator]


def _values(test: Compare | Between, subject: Subject, day: dt.date, pack: Pack) -> ValueSet | None:
    if subject.kind not in ("number", "date"):
        assert isinstance(test, Compare)
        assert isinstance(test.operand, str | bool)
        return Marks(frozenset((test.operand,)))
    if isinstance(test, Between):
        low, high = _point(test.low, day, pack), _point(test.high, day, pack)
        if low is None or high is None:
            return None
        return numbers([(Edge(low, not test.low_closed), Edge(high, test.high_closed))], _whole(subject))
    at = _point(test.operand, day, pack)
    return None if at is None else _compared(test.op, at, _whole(subject))


def _compared(op: str, at: Decimal, whole: bool) -> Numbers:
    before, behind = Edge(at), Edge(at, True)
    spans = {
        "lt": [(BOTTOM, before)],
        "le": [(BOTTOM, behind)],
        "gt": [(behind, TOP)],
        "ge": [(before, TOP)],
        "eq": [(before, behind)],
        "ne": [(BOTTOM, before), (behind, TOP)],
    }[op]
    return numbers(spans, whole)


def _point(operand: Operand, day: dt.date, pack: Pack) -> Decimal | None:
    if isinstance(operand, Figure):
        found = value_on(pack.parameters[operand.name], day)
        return None if found is None else _point(found.value, day, pack)
    if isinstance(operand, dt.date):
        return Decimal(operand.toordinal())
    assert isinstance(operand, Decimal | int)
    return Decimal(operand)


def _whole(subject: Subject) -> bool:
    return subject.whole or subject.kind == "date"


def said(subject: Subject, values: ValueSet, language: str) -> str:
    """One value of the set in words, for an example: "만 나이 65"."""
    label = subject.label.ko if language == "ko" else subject.label.en
    value = values.sample()
    if isinstance(value, bool):
        word = ("예" if value else "아니오") if language == "ko" else ("yes" if value else "no")
    elif isinstance(value, Decimal):
        word = dt.date.fromordinal(int(value)).isoformat() if subject.kind == "date" else f"{value:f}"
    else:
        choice = next((one.label for one in subject.choices if one.value == value), None)
        word = (choice.ko if language == "ko" else choice.en) if choice else str(value or "*")
    return f"{label} {word}"
