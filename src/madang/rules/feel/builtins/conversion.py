"""Conversions, negation and identity (DMN 1.5 sections 10.3.4.1, 10.3.4.2, 10.3.4.9)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from madang.rules.feel.builtins.registry import Refusal, builtin
from madang.rules.feel.operators import eq
from madang.rules.feel.values import DateTime, Range, Time, number, type_name

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
MAX_TEXT = 10_000


@builtin("number", "from:string|number, grouping separator?:string|null, decimal separator?:string|null")
def number_from(source: Any, grouping: str | None = None, point: str | None = None) -> Decimal:
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", ".") or (grouping and grouping == point):
        raise Refusal
    if isinstance(source, Decimal):
        return source
    text = source.replace(grouping, "") if grouping else source
    text = text.replace(point, ".") if point else text
    if len(text) > MAX_TEXT or not _NUMBER.fullmatch(text):
        raise Refusal
    return number(text)


@builtin("not", "negand:any")
def negation(negand: Any) -> bool | None:
    return not negand if isinstance(negand, bool) else None


@builtin("is", "value1:any, value2:any", "value1:any", "value2:any")
def identical(left: Any, right: Any = None) -> bool:
    """Same kind and the same value, times with the same offset or zone."""
    if type_name(left) != type_name(right):
        return False
    if isinstance(left, (Time, DateTime)):
        return bool(left == right)
    return eq(left, right) is True


@builtin("range", "from:string")
def range_from(source: str) -> Range:
    from madang.rules.feel.range_text import parse_range

    return parse_range(source)
