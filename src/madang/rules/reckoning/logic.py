"""Kleene's strong three-valued logic beside FEEL's null logic (DMN 1.5, table 50).

Operands are True, False, an uncertain boolean, or anything else, which FEEL treats as null.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from madang.rules.reckoning.uncertain import NOTHING, Uncertain

BOTH = frozenset((True, False))


def conjunction(operands: Iterable[Any]) -> Any:
    """False when one is false; null when none can be and one is null; True when all are; else open among these."""
    return _fold(operands, decisive=False)


def disjunction(operands: Iterable[Any]) -> Any:
    """True when one is true; null when none can be and one is null; False when all are; else open among these."""
    return _fold(operands, decisive=True)


def _fold(operands: Iterable[Any], *, decisive: bool) -> Any:
    """`operands` may be lazy: nothing after the first decisive one is evaluated.

    What comes out, as operands become known: the decisive value if one of them can be it, the other if all of them can
    be, null if one can be null.
    """
    missing, null, may, may_not = NOTHING, False, False, True
    for operand in operands:
        if operand is decisive:
            return decisive
        if isinstance(operand, Uncertain):
            options = BOTH if operand.options is None else operand.options
            if decisive in options:
                may = True
            elif not operand.null:
                continue  # it can only be the other
            missing, null = missing | operand.missing, null or operand.null
            may_not = may_not and (not decisive) in options
        elif operand is not (not decisive):
            null, may_not = True, False
    options = frozenset(value for value, can in ((decisive, may), (not decisive, may_not)) if can)
    if not options:
        return None
    if len(options) == 1 and not null:
        return decisive if may else not decisive
    return Uncertain(missing, options=options, null=null)


def negation(operand: Any) -> Any:
    """True for False, False for True, null for null; stays open while open."""
    if isinstance(operand, Uncertain):
        options = None if operand.options is None else frozenset(not o for o in operand.options if isinstance(o, bool))
        return Uncertain(operand.missing, options=options or BOTH, null=operand.null)
    return (not operand) if isinstance(operand, bool) else None
