"""Every atom of a table worked out for one resident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.rules import ir
from madang.rules.conditions.programmes import Programmes
from madang.rules.feel.errors import FeelLimitError
from madang.rules.reckoning.interpreter import compiled
from madang.rules.reckoning.running import Run, Scope
from madang.rules.reckoning.uncertain import NOTHING, FactKey, Uncertain
from madang.rules.reckoning.world import MissingFigure, Reckoning

FALSE, UNKNOWN, TRUE = 0, 1, 2
"""Kleene's values as numbers: a conjunction is a minimum, a disjunction a maximum, a negation 2 - value."""
EITHER = frozenset((True, False))
Truths = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Plan:
    """runs: the interpreter's function of each atom. alone: atoms worked out one by one. compared: a value and the
    atoms that compare it with a text: while nothing at all is known of it, one comparison speaks for all."""

    runs: tuple[Run, ...]
    alone: tuple[int, ...]
    compared: tuple[tuple[Run, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class AtomValues:
    """truth: int8[atoms]. missing: what each unknown one waits for. odd: atoms whose value is more than Kleene's three
    (a failing rule, null, perhaps null): the clauses that hold one are the interpreter's."""

    truth: Truths
    missing: list[frozenset[FactKey]]
    odd: list[int]


def plan_of(programmes: Programmes) -> Plan:
    """How to work out the atoms."""
    alike: dict[ir.Node, list[int]] = {}
    for number, atom in enumerate(programmes.atoms):
        node = atom.node
        if isinstance(node, ir.Operation) and node.op == "eq" and _is_text(node.args[1]):
            alike.setdefault(node.args[0], []).append(number)
    several = {subject: tuple(numbers) for subject, numbers in alike.items() if len(numbers) > 1}
    within = frozenset(number for numbers in several.values() for number in numbers)
    runs = tuple(compiled(atom.node) for atom in programmes.atoms)
    return Plan(
        runs,
        tuple(number for number in range(len(runs)) if number not in within),
        tuple((compiled(subject), numbers) for subject, numbers in several.items()),
    )


def _is_text(node: ir.Node) -> bool:
    return isinstance(node, ir.Constant) and isinstance(node.value, str)


def atom_values(plan: Plan, reckoning: Reckoning) -> AtomValues:
    """Works out every atom for the reckoning's applicant."""
    scope = {"date": reckoning.date, "applicant": reckoning.applicant}
    values: list[Any] = [None] * len(plan.runs)
    for number in plan.alone:
        values[number] = _value(plan.runs[number], reckoning, scope)
    for subject, numbers in plan.compared:
        found = _value(subject, reckoning, scope)
        if type(found) is Uncertain and found.options is None and found.low is None:
            same = _value(plan.runs[numbers[0]], reckoning, scope)
            for number in numbers:
                values[number] = same
        else:
            for number in numbers:
                values[number] = _value(plan.runs[number], reckoning, scope)
    return _sorted(values)


def _value(run: Run, reckoning: Reckoning, scope: Scope) -> Any:
    try:
        return run(reckoning, scope)
    except (MissingFigure, FeelLimitError):
        return None


def _sorted(values: list[Any]) -> AtomValues:
    truth = [UNKNOWN] * len(values)
    missing = [NOTHING] * len(values)
    odd: list[int] = []
    for number, value in enumerate(values):
        if value is True:
            truth[number] = TRUE
        elif value is False:
            truth[number] = FALSE
        elif type(value) is Uncertain and value.options == EITHER and not value.null:
            missing[number] = value.missing
        else:
            odd.append(number)
    return AtomValues(np.array(truth, np.int8), missing, odd)
