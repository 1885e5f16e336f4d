"""Values between Python and jsonb: exact numbers, dates as text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any


def stored(value: Any) -> Any:
    """A value as jsonb keeps it: whole numbers as numbers, others as {"decimal": "1.5"}, dates as ISO text."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        return {"decimal": format(value.normalize(), "f")}
    return value.isoformat() if isinstance(value, dt.date) else value


def exact(value: Any) -> Any:
    """A stored value with its numbers exact again; a date stays text, which the vocabulary types."""
    if isinstance(value, dict):
        return Decimal(value["decimal"])
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
