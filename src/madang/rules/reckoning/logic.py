"""Kleene's strong three-valued logic beside FEEL's null logic (DMN 1.5, table 50).

Operands are True, False, an uncertain boolean, or anything else, which FEEL treats as null.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from madang.rules.reckoning.uncertain import NOTHING, Uncertain, undecided


def conjunction(operands: Iterable[Any]) -> Any:
    """False when one is false; uncertain when that is still open; null when one is null; else True."""
    return _fold(operands, decisive=False)


def disjunction(operands: Iterable[Any]) -> Any:
    """True when one is true; uncertain when that is still open; null when one is null; else False."""
    return _fold(operands, decisive=True)


def _fold(operands: Iterable[Any], *, decisive: bool) -> Any:
    """`operands` may be lazy: nothing after the first decisive one is evaluated."""
    missing, null, open_ = NOTHING, False, False
    for operand in operands:
        if operand is decisive:
            return decisive
        if isinstance(operand, Uncertain):
            if operand.options is not None and decisive not in operand.options:
                null = null or operand.null
                continue
            open_, missing, null = True, missing | operand.missing, null or operand.null
        elif operand is not (not decisive):
            null = True
    if open_:
        options = frozenset((decisive,)) if null else frozenset((True, False))
        return Uncertain(missing, options=options, null=True) if null else undecided(missing)
    return None if null else (not decisive)


def negation(operand: Any) -> Any:
    """True for False, False for True, null for null; stays open while open."""
    if isinstance(operand, Uncertain):
        options = None if operand.options is None else frozenset(not o for o in operand.options if isinstance(o, bool))
        return Uncertain(operand.missing, options=options or frozenset((True, False)), null=operand.null)
    return (not operand) if isinstance(operand, bool) else None
