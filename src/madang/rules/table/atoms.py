"""Every atom of a table worked out for one resident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.rules.conditions.programmes import Atom
from madang.rules.reckoning.faults import FAULTS
from madang.rules.reckoning.interpreter import compiled
from madang.rules.reckoning.running import Run
from madang.rules.reckoning.uncertain import NOTHING, FactKey, Uncertain
from madang.rules.reckoning.world import Reckoning
from madang.rules.table.alike import Texts, Thresholds, texts_and_thresholds
from madang.rules.table.jagged import Indices

FALSE, UNKNOWN, TRUE = 0, 1, 2
"""Kleene's values as numbers: a conjunction is a minimum, a disjunction a maximum, a negation 2 - value."""
EITHER = frozenset((True, False))
Truths = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Plan:
    """runs: the interpreter's function of each atom. alone: atoms worked out one by one; the others are alike."""

    runs: tuple[Run, ...]
    alone: tuple[int, ...]
    texts: tuple[Texts, ...]
    thresholds: tuple[Thresholds, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AtomValues:
    """state: for each atom one of few states: FALSE, ODD, TRUE, and one for each different set of open facts.

    missing: by state, the facts that an unknown atom waits for. An odd atom is more than Kleene's three values (a
    failing rule, null, perhaps null): the clauses that hold one are the interpreter's.
    """

    state: Indices
    missing: tuple[frozenset[FactKey], ...]

    @property
    def truth(self) -> Truths:
        """int8[atoms]"""
        truths = np.full(len(self.missing), UNKNOWN, np.int8)
        truths[[FALSE, TRUE]] = FALSE, TRUE
        return truths[self.state]

    @property
    def odd(self) -> list[int]:
        """The atoms left to the interpreter, ascending."""
        return np.flatnonzero(self.state == ODD).tolist()


ODD = UNKNOWN
"""The state of an atom that is unknown and waits for no fact that could be told."""


def plan_of(atoms: Sequence[Atom]) -> Plan:
    """How to work out the atoms."""
    texts, thresholds = texts_and_thresholds(atoms)
    groups: tuple[Texts | Thresholds, ...] = (*texts, *thresholds)
    together = {number for group in groups for number in group.atoms.tolist()}
    runs = tuple(compiled(atom.node) for atom in atoms)
    alone = tuple(number for number in range(len(runs)) if number not in together)
    return Plan(runs, alone, tuple(texts), tuple(thresholds))


def atom_values(plan: Plan, reckoning: Reckoning) -> AtomValues:
    """Works out every atom for the reckoning's applicant."""
    return _Resident(plan, reckoning).values()


class _Resident:
    def __init__(self, plan: Plan, reckoning: Reckoning) -> None:
        self.plan, self.reckoning = plan, reckoning
        self.scope = {"date": reckoning.date, "applicant": reckoning.applicant}
        self.state = np.full(len(plan.runs), ODD, np.intp)
        self.numbers: dict[frozenset[FactKey], int] = {}

    def values(self) -> AtomValues:
        for number in self.plan.alone:
            self.state[number] = self._state(number)
        for texts in self.plan.texts:
            self._among(texts)
        for thresholds in self.plan.thresholds:
            self._compared(thresholds)
        return AtomValues(self.state, (NOTHING, NOTHING, NOTHING, *self.numbers))

    def _among(self, group: Texts) -> None:
        """Atoms that name a text the value can be are alike, and so are the others."""
        found = self._value(group.subject)
        if type(found) is str:
            can_be = frozenset((found,))
        elif type(found) is Uncertain and (found.options is not None or found.low is None):
            can_be = found.options or frozenset()
        else:
            self._one_by_one(group.atoms)
            return
        named = [group.naming[text] for text in can_be if text in group.naming]
        inside = {number for numbers in named for number in numbers.tolist()}
        outside = next((number for number in group.atoms.tolist() if number not in inside), None)
        if outside is not None:
            self.state[group.atoms] = self._state(outside)
        if named:
            self.state[np.concatenate(named)] = self._state(int(named[0][0]))

    def _compared(self, group: Thresholds) -> None:
        """Between two numbers with one outcome all have it."""
        found = self._value(group.subject)
        if type(found) is not Decimal and not _between_numbers(found):
            self._one_by_one(group.atoms)
            return
        atoms, last = group.atoms, len(group.atoms) - 1
        self._one_by_one(atoms[[0, last]])
        between = [(0, last)]
        while between:
            low, high = between.pop()
            middle = (low + high) // 2
            if self.state[atoms[low]] == self.state[atoms[high]]:
                self.state[atoms[low:high]] = self.state[atoms[low]]
            elif high - low > 1:
                self._one_by_one(atoms[middle : middle + 1])
                between += [(low, middle), (middle, high)]

    def _one_by_one(self, atoms: Indices) -> None:
        for number in atoms.tolist():
            self.state[number] = self._state(number)

    def _state(self, number: int) -> int:
        value = self._value(self.plan.runs[number])
        if value is True:
            return TRUE
        if value is False:
            return FALSE
        if type(value) is Uncertain and value.options == EITHER and not value.null:
            return self.numbers.setdefault(value.missing, TRUE + 1 + len(self.numbers))
        return ODD

    def _value(self, run: Run) -> Any:
        try:
            return run(self.reckoning, self.scope)
        except FAULTS:
            return None


def _between_numbers(value: Any) -> bool:
    """Whether a value is open between two numbers, and nothing but a number or null."""
    if type(value) is not Uncertain:
        return False
    return isinstance(value.low, Decimal) and all(isinstance(option, Decimal) for option in value.options or ())
