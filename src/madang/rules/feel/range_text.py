"""`[1..5)` as text to a range (DMN 1.5 section 10.3.4.12): the ends are literals."""

from __future__ import annotations

import re
from typing import Any

from madang.rules.feel.builtins.registry import Refusal
from madang.rules.feel.literals import number_value, string_value
from madang.rules.feel.operators import compare
from madang.rules.feel.temporal_text import parse_any, parse_date, parse_date_time, parse_duration, parse_time
from madang.rules.feel.values import Range, type_name

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)", re.ASCII)
_QUOTED = re.compile(r'@?"((?:[^"\\]|\\.)*)"', re.DOTALL)
_CALL = re.compile(r'(date and time|date|time|duration)\(\s*"([^"\\]*)"\s*\)')


def parse_range(text: str) -> Range:
    """The range a text writes; raises Refusal when there is none."""
    body = text.strip()
    low_text, dots, high_text = body[1:-1].partition("..")
    if len(body) < 4 or body[0] not in "[(]" or body[-1] not in "])[" or not dots:
        raise Refusal
    low, high = _end(low_text.strip()), _end(high_text.strip())
    low_closed, high_closed = body[0] == "[", body[-1] == "]"
    if (low is None and (low_closed or high is None)) or (high is None and high_closed):
        raise Refusal
    if low is not None and high is not None and (type_name(low) != type_name(high) or (compare(low, high) or 0) > 0):
        raise Refusal
    return Range(low, high, low_closed, high_closed)


def _end(text: str) -> Any:
    """A literal end; None when it is left open."""
    if not text:
        return None
    value: Any = None
    if _NUMBER.fullmatch(text):
        value = number_value(text)
    elif quoted := _QUOTED.fullmatch(text):
        value = parse_any(quoted[1]) if text[0] == "@" else string_value(quoted[1])
    elif call := _CALL.fullmatch(text):
        value = _CALLED[call[1]](call[2])
    if value is None:
        raise Refusal
    return value


_CALLED = {"date": parse_date, "time": parse_time, "date and time": parse_date_time, "duration": parse_duration}
