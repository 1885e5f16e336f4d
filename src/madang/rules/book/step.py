"""A part of an expression with its value, as a plain frozen record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from madang.rules.model import DerivedDefinition, Label
from madang.rules.reckoning.uncertain import Uncertain, bounds


@dataclass(frozen=True, slots=True)
class Step:
    """One part of an expression. kind: fact, derived, parameter, item (of a list) or part (a piece of arithmetic or
    logic). value: known, or None with `open` (low and high: what it can be). unit: KRW for money, else as the
    vocabulary says, or none. skipped: it was not looked at, because another part settles the result. again: taken
    apart further up. told: given from outside, so not worked out."""

    text: str
    kind: str
    value: Any
    name: str = ""
    unit: str = ""
    label: Label | None = None
    entity: str = ""
    law: str = ""
    source: str = ""
    certainty: str = ""
    low: Any = None
    high: Any = None
    open: bool = False
    skipped: bool = False
    again: bool = False
    told: bool = False
    steps: tuple[Step, ...] = ()


def step_of(words: str, kind: str, value: Any, **more: Any) -> Step:
    """A step with its value, known or not."""
    if isinstance(value, Uncertain):
        low, high = bounds(value) or (None, None)
        return Step(words, kind, None, low=_finite(low), high=_finite(high), open=True, **more)
    return Step(words, kind, value, **more)


def about(definition: DerivedDefinition | None) -> dict[str, Any]:
    """What is told of a value worked out; nothing where no definition is in force."""
    if definition is None:
        return {}
    unit = "KRW" if definition.type == "money" else ""
    return {"unit": unit, "label": definition.label, "law": definition.law or ""}


def _finite(end: Any) -> Any:
    return None if getattr(end, "is_infinite", None) is not None and end.is_infinite() else end
