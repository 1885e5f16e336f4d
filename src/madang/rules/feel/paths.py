"""`subject.name` on known values (DMN 1.5 section 10.3.2.5): entries, mapped paths, properties of dates and ranges."""

from __future__ import annotations

from typing import Any

from madang.rules.feel.temporal import property_of
from madang.rules.feel.values import Range


def path_of(subject: Any, name: str) -> Any:
    """An entry of a context, a property of a temporal value or range, or over a list that of each item."""
    if type(subject) is dict:
        return subject.get(name)
    if type(subject) is list:
        return [path_of(item, name) for item in subject]
    if type(subject) is Range:
        return _range_property(subject, name)
    return property_of(subject, name)


def _range_property(span: Range, name: str) -> Any:
    return {
        "start": span.low,
        "end": span.high,
        "start included": span.low_closed,
        "end included": span.high_closed,
    }.get(name)
