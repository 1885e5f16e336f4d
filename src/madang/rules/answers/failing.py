"""What is said of a definition that fails: which figure is missing for which day, or what went wrong instead.

A definition may fail in a condition, in an amount, in who belongs to the unit or is paid, in a note. Each is caught
where it is worked out, so that the rest of the answer stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from madang.rules.binding.rulebook import Rulebook
from madang.rules.feel.errors import FeelLimitError
from madang.rules.model import Label
from madang.rules.reckoning.faults import FAULTS, DividedByZero, MissingFigure, NoAmount
from madang.rules.reckoning.world import Reckoning

Found = TypeVar("Found")
Otherwise = TypeVar("Otherwise")


def fault_label(reckoning: Reckoning, fault: Exception) -> Label:
    """What a reader is told when a rule could not be worked out to the end."""
    if isinstance(fault, MissingFigure):
        return missing_figure(reckoning.rulebook, fault.name, fault.date)
    if isinstance(fault, DividedByZero):
        return _divided(reckoning, fault.derived)
    if isinstance(fault, FeelLimitError):
        return Label(fault.message_ko, fault.message_en)
    if isinstance(fault, NoAmount) and type(fault.value) is Decimal and fault.value.is_finite():
        won = f"{fault.value:,f}"
        return Label(f"금액이 원 단위로 떨어지지 않습니다 ({won}원)", f"the amount is not in whole won ({won})")
    return Label("금액이 정해지지 않습니다", "it comes to no amount")


def missing_figure(rulebook: Rulebook, name: str, date: dt.date) -> Label:
    """That a figure has no value on a day."""
    label, day = rulebook.pack.parameters[name].label, date.isoformat()
    return Label(f"'{label.ko}'의 {day} 값이 없습니다", f"there is no figure for '{label.en}' on {day}")


def _divided(reckoning: Reckoning, derived: str | None) -> Label:
    if derived is None:
        return Label("0으로 나누게 됩니다", "it divides by zero")
    definition = reckoning.rulebook.derived_on(derived, reckoning.date)
    label = definition.label if definition is not None and definition.label is not None else Label(derived, derived)
    return Label(f"'{label.ko}'에서 0으로 나누게 됩니다", f"'{label.en}' divides by zero")


def or_else(
    reckoning: Reckoning, work_out: Callable[[], Found], otherwise: Otherwise, faults: list[Label] | None = None
) -> Found | Otherwise:
    """What is worked out, or `otherwise` where a definition fails; then the label of what went wrong is added."""
    try:
        return work_out()
    except FAULTS as fault:
        if faults is not None:
            faults.append(fault_label(reckoning, fault))
        return otherwise
