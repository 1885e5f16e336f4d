"""The text of a FEEL type (DMN 1.5 section 10.3.2.9): `list<number>`, `function<string> -> date` …"""

from __future__ import annotations

import re

from madang.rules.feel.naming import KEYWORDS, PART, START

_TEMPORAL = r"years\s+and\s+months\s+duration|days\s+and\s+time\s+duration|date\s+and\s+time"
_BUILT_IN = re.compile(rf"\s*({_TEMPORAL})(?!{PART})")
_WORD = re.compile(rf"\s*({START}{PART}*)")
_DOTTED = re.compile(rf"\s*\.\s*({START}{PART}*)")
_GENERIC = frozenset({"list", "range", "context", "function"})
_ANGLE = re.compile(r"\s*<")
_ARROW = re.compile(r"\s*->")
_BRACKET = re.compile(r"->|[<>]")
MAX_TYPE = 1000


def scan_type(text: str, start: int) -> tuple[str, int] | None:
    """The type that begins at `start`, spaces normalised, and where it ends; None if there is none."""
    place = start
    for _ in range(16):
        end = _head(text, place)
        if end is None:
            return None
        if text[place:end].strip() in _GENERIC and _ANGLE.match(text, end):
            closed = _closing(text, end)
            if closed is None:
                return None
            end = closed
        arrow = _ARROW.match(text, end) if text[place:end].strip().startswith("function") else None
        if arrow is None:
            return " ".join(text[start:end].split()), end
        place = arrow.end()
    return None


def _head(text: str, start: int) -> int | None:
    built_in = _BUILT_IN.match(text, start)
    if built_in:
        return built_in.end()
    match = _WORD.match(text, start)
    if match is None:
        return None
    end = match.end()
    while True:
        following = _DOTTED.match(text, end) or _WORD.match(text, end)
        if following is None or following[1] in KEYWORDS or following[1] == "external":
            return end
        end = following.end()


def _closing(text: str, start: int) -> int | None:
    depth = 0
    for match in _BRACKET.finditer(text, start, start + MAX_TYPE):
        depth += {"<": 1, ">": -1}.get(match[0], 0)
        if depth == 0 and match[0] == ">":
            return match.end()
    return None


def split_type(text: str) -> tuple[str, list[str]]:
    """`context<a: number, b: list<x>>` to ("context", ["a: number", "b: list<x>"]); plain types to (text, [])."""
    opening = text.find("<")
    if opening < 0:
        return text.strip(), []
    parts, depth, last = [], 0, opening + 1
    for match in re.compile(r"->|[<>,]").finditer(text, opening):
        depth += {"<": 1, ">": -1}.get(match[0], 0)
        if (match[0] == "," and depth == 1) or (match[0] == ">" and depth == 0):
            parts.append(text[last : match.start()].strip())
            last = match.end()
        if depth == 0:
            break
    return text[:opening].strip(), [part for part in parts if part]
