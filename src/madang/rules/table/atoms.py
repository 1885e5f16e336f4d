"""Every atom of a table worked out for one resident."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madang.rules.conditions.programmes import Programmes
from madang.rules.feel.errors import FeelLimitError
from madang.rules.reckoning.interpreter import compiled
from madang.rules.reckoning.running import Run
from madang.rules.reckoning.uncertain import NOTHING, FactKey, Uncertain
from madang.rules.reckoning.world import MissingFigure, Reckoning

FALSE, UNKNOWN, TRUE = 0, 1, 2
"""Kleene's values as numbers: a conjunction is a minimum, a disjunction a maximum, a negation 2 - value."""
EITHER = frozenset((True, False))
Truths = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class AtomValues:
    """truth: int8[atoms]. missing: what each unknown one waits for. odd: atoms whose value is more than Kleene's three
    (a failing rule, null, perhaps null): the clauses that hold one are the interpreter's."""

    truth: Truths
    missing: list[frozenset[FactKey]]
    odd: list[int]


def runs_of(programmes: Programmes) -> tuple[Run, ...]:
    """The interpreter's function of each atom."""
    return tuple(compiled(atom.node) for atom in programmes.atoms)


def atom_values(runs: tuple[Run, ...], reckoning: Reckoning) -> AtomValues:
    """Works out every atom for the reckoning's applicant."""
    scope = {"date": reckoning.date, "applicant": reckoning.applicant}
    truth: list[int] = []
    missing = [NOTHING] * len(runs)
    odd: list[int] = []
    for number, run in enumerate(runs):
        try:
            value = run(reckoning, scope)
        except (MissingFigure, FeelLimitError):
            value = None
        if value is True or value is False:
            truth.append(TRUE if value else FALSE)
            continue
        truth.append(UNKNOWN)
        if type(value) is Uncertain and value.options == EITHER and not value.null:
            missing[number] = value.missing
        else:
            odd.append(number)
    return AtomValues(np.array(truth, np.int8), missing, odd)
