"""Values between Python and jsonb: exact numbers, dates as text."""

from __future__ import annotations

import datetime as dt
import json
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


def family_text(value: Any) -> str:
    """JSON of a family's plain values in which every Decimal stays exact."""
    if isinstance(value, dict):
        return (
            "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{family_text(v)}" for key, v in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(family_text, value)) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value.isoformat() if isinstance(value, dt.date) else value, ensure_ascii=False)
