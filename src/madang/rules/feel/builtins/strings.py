"""String functions (DMN 1.5 section 10.3.4.3). Positions count code points from 1."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from madang.rules.feel.builtins.registry import Refusal, builtin
from madang.rules.feel.patterns import matches_pattern, replaced, split_by
from madang.rules.feel.wording import string_of


@builtin("substring", "string:string, start position:number, length?:number")
def substring(string: str, start: Decimal, length: Decimal | None = None) -> str:
    size, first = len(string), int(start)
    if first == 0 or abs(first) > size or (length is not None and int(length) < 1):
        raise Refusal
    begin = first - 1 if first > 0 else size + first
    return string[begin:] if length is None else string[begin : begin + int(length)]


@builtin("string length", "string:string")
def string_length(string: str) -> Decimal:
    return Decimal(len(string))


@builtin("upper case", "string:string")
def upper_case(string: str) -> str:
    return string.upper()


@builtin("lower case", "string:string")
def lower_case(string: str) -> str:
    return string.lower()


@builtin("substring before", "string:string, match:string")
def substring_before(string: str, match: str) -> str:
    before, found, _ = string.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after", "string:string, match:string")
def substring_after(string: str, match: str) -> str:
    return string.partition(match)[2] if match else string


@builtin("contains", "string:string, match:string")
def contains(string: str, match: str) -> bool:
    return match in string


@builtin("starts with", "string:string, match:string")
def starts_with(string: str, match: str) -> bool:
    return string.startswith(match)


@builtin("ends with", "string:string, match:string")
def ends_with(string: str, match: str) -> bool:
    return string.endswith(match)


@builtin("matches", "input:string, pattern:string, flags?:string|null")
def matches(string: str, pattern: str, flags: str | None = None) -> bool:
    return matches_pattern(string, pattern, flags or "")


@builtin("replace", "input:string, pattern:string, replacement:string, flags?:string|null")
def replace(string: str, pattern: str, replacement: str, flags: str | None = None) -> str:
    return replaced(string, pattern, replacement, flags or "")


@builtin("split", "string:string, delimiter:string")
def split(string: str, delimiter: str) -> list[str]:
    return split_by(string, delimiter)


@builtin("string join", "list:list, delimiter?:string|null")
def string_join(items: list[Any], delimiter: str | None = None) -> str:
    parts = [item for item in items if item is not None]
    if any(not isinstance(item, str) for item in parts):
        raise Refusal
    return (delimiter or "").join(parts)


@builtin("string", "from:any")
def string(value: Any) -> str | None:
    return None if value is None else string_of(value)
