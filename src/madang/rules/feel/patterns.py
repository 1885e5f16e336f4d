"""Regular expressions of matches, replace and split (XPath 3.1 functions, section 5.6), bounded in time.

The engine is the `regex` package with a time limit for each call: a pattern that backtracks beyond it raises
FeelLimitError, not null, so that a slow machine never gives another answer. Flags are XPath's: s, m, i, x, q.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod
from typing import Any

import regex

from madang.rules.feel.builtins.registry import Refusal
from madang.rules.feel.errors import FeelLimitError

SECONDS = 0.1
"""How long one match may run."""

MAX_PATTERN = 1000
MAX_RESULT = 1_000_000

_FLAGS = {"s": regex.DOTALL, "m": regex.MULTILINE, "i": regex.IGNORECASE, "x": 0, "q": 0}
_NAME_START = r"[:A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF]"
_ESCAPES = {"i": _NAME_START, "c": _NAME_START[:-1] + r"\-.0-9\u00B7]"}
_REPEAT = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_BLOCK = re.compile(r"\\([pP])\{Is(\w+)\}")
MAX_REPEAT = 10_000
"""Product of all counted repeats of a pattern, so that nested ones cannot multiply beyond it."""

MAX_GROUPS = 30


@lru_cache(maxsize=512)
def _compiled(pattern: str, flags: str) -> Any:
    if len(pattern) > MAX_PATTERN or any(flag not in _FLAGS for flag in flags):
        raise Refusal
    options = regex.VERSION1
    for flag in flags:
        options |= _FLAGS[flag]
    source = regex.escape(pattern) if "q" in flags else _translated(pattern, flags)
    try:
        return regex.compile(source, options)
    except (regex.error, RecursionError, OverflowError, ValueError):
        raise Refusal from None


def _translated(pattern: str, flags: str) -> str:
    """XPath's pattern in Python's syntax: class subtraction, \\i, \\c, blocks; `.` is no line end; `$` only at the very
    end; no lookaround."""
    if "x" in flags:
        pattern = _without_spaces(pattern)
    pattern = _BLOCK.sub(r"\\\1{In\2}", pattern)
    end = "$" if "m" in flags else r"\Z"
    dot = "." if "s" in flags else r"[^\n\r]"
    if re.search(r"\(\?(?!:)", pattern) or pattern.count("(") > MAX_GROUPS:
        raise Refusal
    if prod(max(int(match[2] or match[1]), 1) for match in _REPEAT.finditer(pattern)) > MAX_REPEAT:
        raise Refusal
    made, inside, place = [], 0, 0
    while place < len(pattern):
        char = pattern[place]
        if char == "\\" and place + 1 < len(pattern):
            made.append(_escape(pattern[place + 1], inside > 0))
            place += 2
            continue
        if char == "[":
            inside += 1
            made.append("-[" if inside > 1 and pattern[place - 1] != "-" else char)
            if inside > 1 and pattern[place - 1] == "-":
                made[-2:] = ["--["]
        elif char == "]":
            inside -= 1
            made.append(char)
        elif char == "." and not inside:
            made.append(dot)
        elif char in "&~|" and inside:
            made.append("\\" + char)
        elif char == "$" and not inside:
            made.append(end)
        else:
            made.append(char)
        place += 1
    return "".join(made)


def _without_spaces(pattern: str) -> str:
    """What flag x leaves: no white space outside character classes."""
    made, inside, escaped = [], 0, False
    for char in pattern:
        if char in " \t\n\r" and not inside:
            continue
        inside += 0 if escaped else (char == "[") - (char == "]")
        escaped = char == "\\" and not escaped
        made.append(char)
    return "".join(made)


def _escape(char: str, inside: bool) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char in "nrtdDsSwWpP.?*+()[]{}|^$-\\" or (char in "123456789" and not inside):
        return "\\" + char
    raise Refusal


def _too_slow() -> FeelLimitError:
    return FeelLimitError("정규식이 제한 시간 안에 끝나지 않습니다", "a regular expression does not finish in time")


def matches_pattern(string: str, pattern: str, flags: str) -> bool:
    """Whether the pattern occurs in the string."""
    try:
        return _compiled(pattern, flags).search(string, timeout=SECONDS) is not None
    except TimeoutError:
        raise _too_slow() from None


def replaced(string: str, pattern: str, replacement: str, flags: str) -> str:
    """Every occurrence replaced; `$1` is a group, `\\$` and `\\\\` stand for themselves."""
    compiled = _compiled(pattern, flags)
    template = [replacement] if "q" in flags else _template(replacement, compiled.groups)
    try:
        if compiled.fullmatch("", timeout=SECONDS):
            raise Refusal
        parts, last, size = [], 0, 0
        for match in compiled.finditer(string, timeout=SECONDS):
            made = "".join(piece if isinstance(piece, str) else (match[piece] or "") for piece in template)
            parts += [string[last : match.start()], made]
            last, size = match.end(), size + len(made)
            if size > MAX_RESULT:
                raise Refusal
        return "".join([*parts, string[last:]])
    except TimeoutError:
        raise _too_slow() from None


def _template(replacement: str, groups: int) -> list[str | int]:
    parts: list[str | int] = []
    place = 0
    for match in re.finditer(r"\\([\\$])|\$(\d+)|[\\$]", replacement):
        parts.append(replacement[place : match.start()])
        place = match.end()
        if match[1]:
            parts.append(match[1])
        elif match[2]:
            digits = match[2]
            while len(digits) > 1 and int(digits) > groups:
                digits = digits[:-1]
            parts += [int(digits) if int(digits) <= groups else "", match[2][len(digits) :]]
        else:
            raise Refusal
    return [*parts, replacement[place:]]


def split_by(string: str, pattern: str) -> list[str]:
    """The pieces between the occurrences of the pattern."""
    compiled = _compiled(pattern, "")
    pieces, last = [], 0
    try:
        for match in compiled.finditer(string, timeout=SECONDS):
            if match.end() > match.start():
                pieces.append(string[last : match.start()])
                last = match.end()
    except TimeoutError:
        raise _too_slow() from None
    return [*pieces, string[last:]]
