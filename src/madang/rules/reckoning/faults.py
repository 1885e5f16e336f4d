"""How a definition fails: it needs a figure that has no value on the day, divides by nothing, or goes on too long.

Whoever evaluates such an expression gets an exception of FAULTS, never null: null means that there is none, and what
could not be worked out must not be read as a no.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from madang.rules.feel.errors import FeelLimitError
from madang.rules.feel.values import DaysDuration, MonthsDuration

ZEROS = (Decimal(0), DaysDuration(0), MonthsDuration(0))
"""What nothing can be divided by."""


class MissingFigure(Exception):
    """A parameter has no value on the reference date; the answer that needs it is unknown."""

    def __init__(self, name: str, date: dt.date) -> None:
        super().__init__(f"{name} has no value on {date.isoformat()}")
        self.name = name
        self.date = date


class DividedByZero(ArithmeticError):
    """A number or a duration was divided by zero. derived: the derived value whose definition does so, if any."""

    def __init__(self) -> None:
        super().__init__("a division by zero")
        self.derived: str | None = None


class NoAmount(ValueError):
    """What an amount came to is no number of whole won. value: what it came to."""

    def __init__(self, value: Any) -> None:
        super().__init__(f"{value!r} is no amount in whole won")
        self.value = value


FAULTS = (MissingFigure, DividedByZero, FeelLimitError)
"""What working out an expression may raise: whatever reads it is unknown, and nothing else suffers."""
