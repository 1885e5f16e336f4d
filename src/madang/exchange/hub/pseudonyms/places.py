"""Where a JSON document names persons: `numbers[]`, `records[].record.spouse`; read so that nothing else is changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

Step = str | None
"""A field of an object; None for each item of a list."""
Spot = tuple[Any, Any]
"""A container and the key or index in it."""
MOST_BYTES = 1024 * 1024
DEEPEST = 32
_STEP = re.compile(r"[^.\[\]]+|\[\]")
_PLACE = re.compile(r"(?:(?:\[\])+|[^.\[\]]+(?:\[\])*)(?:\.[^.\[\]]+(?:\[\])*)*")


class Unreadable(ValueError):
    """No JSON that can be read in one way only: the message says why, without content."""


@dataclass(frozen=True, slots=True)
class Places:
    """Ways through a document."""

    ways: tuple[tuple[Step, ...], ...] = ()

    def spots(self, value: Any) -> list[Spot]:
        """Every spot that a way leads to and that is there, each once; what is not of a way's shape has none."""
        found: dict[tuple[int, Any], Spot] = {}
        for way in self.ways:
            reached = [value]
            for step in way[:-1]:
                reached = [one[key] for one in reached for key in _keys(one, step)]
            for one in reached:
                found.update(((id(one), key), (one, key)) for key in _keys(one, way[-1]))
        return list(found.values())


def _keys(value: Any, step: Step) -> Iterable[Any]:
    if step is None:
        return range(len(value)) if isinstance(value, list) else ()
    return (step,) if isinstance(value, dict) and step in value else ()


def way_of(place: str) -> tuple[Step, ...]:
    """`records[].number` as steps. ValueError."""
    if _PLACE.fullmatch(place) is None:
        raise ValueError(f"no place in a document: {place[:100]}")
    return tuple(None if step == "[]" else step for step in _STEP.findall(place))


def read(body: bytes) -> Any:
    """The JSON text: UTF-8, no name twice in one object, numbers exact, at most DEEPEST levels. Unreadable."""
    if len(body) > MOST_BYTES:
        raise Unreadable(f"a message that names persons has at most {MOST_BYTES} bytes")
    try:
        value = json.loads(body.decode(), object_pairs_hook=_once, parse_float=Decimal, parse_constant=_constant)
    except Unreadable:
        raise
    except (ValueError, ArithmeticError, RecursionError):
        raise Unreadable("it is not JSON") from None
    _not_too_deep(value)
    return value


def written(value: Any) -> bytes:
    """The same JSON, without blanks. Unreadable."""
    try:
        return _write(value)
    except (ValueError, OverflowError, msgspec.MsgspecError):
        raise Unreadable("it is not JSON") from None


_write = msgspec.json.Encoder(decimal_format="number").encode


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unreadable("a name stands twice in an object")
    return found


def _constant(name: str) -> Any:
    raise Unreadable("it is not JSON")


def _not_too_deep(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [inner for one in level if isinstance(one, dict | list) and one
                 for inner in (one.values() if isinstance(one, dict) else one)]  # fmt: skip
        if not level:
            return
    raise Unreadable(f"it is deeper than {DEEPEST} levels")
