"""Atoms tabulated: for each combination of values that occurs, what the interpreter's own code says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.rules.binding.rulebook import Rulebook
from madang.rules.bitmaps.one_row import RESIDENT, OneRow
from madang.rules.reckoning.faults import FAULTS
from madang.rules.reckoning.running import Run

Codes = NDArray[np.int64]
Bools = NDArray[np.bool_]
Domains = Mapping[str, Sequence[Any]]
"""Column → the value behind each code. The column `residence.region` has mappings of all facts of the region."""
MOST_COMBINATIONS = 4_000_000
"""An atom that can see more is refused."""


@dataclass(eq=False)
class Group:
    """Atoms that read the same columns. atoms: their numbers; table: bool[atoms, combinations]; known: those worked
    out so far; failed: atoms that were neither true nor false for some combination. through: the derived values that
    the atoms read and nothing else; () where they read more."""

    columns: tuple[str, ...]
    atoms: tuple[int, ...]
    runs: tuple[Run, ...]
    domains: Domains
    rulebook: Rulebook
    date: dt.date
    failed: set[int] = field(default_factory=set)
    through: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        size = prod(len(self.domains[name]) for name in self.columns)
        self.table = np.zeros((len(self.atoms), size), bool)
        self.known = np.zeros(size, bool)
        self._alike: dict[tuple[Any, ...], list[Any]] = {}

    def combined(self, codes: Mapping[str, Codes]) -> Codes:
        """One code for the combination of a row's values (the last column runs fastest)."""
        whole: Codes = np.zeros_like(codes[self.columns[0]], dtype=np.int64) if self.columns else np.zeros(1, np.int64)
        for name in self.columns:
            whole = whole * len(self.domains[name]) + codes[name]
        return whole

    def bits(self, combined: Codes) -> Bools:
        """bool[atoms, rows]; combinations met for the first time are worked out."""
        fresh = combined[~self.known[combined]]
        for code in np.unique(fresh).tolist():
            self._work_out(code)
        found: Bools = np.take(self.table, combined, axis=1)
        return found

    def _work_out(self, code: int) -> None:
        world = OneRow(self.rulebook, self.date, self._values(code))
        for place, value in enumerate(self._truths(world)):
            if value is True:
                self.table[place, code] = True
            elif value is not False:
                self.failed.add(self.atoms[place])
        self.known[code] = True

    def _truths(self, world: OneRow) -> list[Any]:
        """The value of each atom. Where all see the columns through derived values alone, the same values of these
        (an age, whichever day of the year somebody was born) are worked out once."""
        if not self.through:
            return [_truth(run, world) for run in self.runs]
        seen = tuple(_attempt(world, name) for name in self.through)
        if seen not in self._alike:
            self._alike[seen] = [_truth(run, world) for run in self.runs]
        return self._alike[seen]

    def _values(self, code: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in reversed(self.columns):
            code, one = divmod(code, len(self.domains[name]))
            value = self.domains[name][one]
            values |= value if isinstance(value, Mapping) else {name: value}
        return values


def _truth(run: Run, world: OneRow) -> Any:
    try:
        return run(world, world.scope)
    except FAULTS:
        return None


def _attempt(world: OneRow, name: str) -> Any:
    """A derived value, or what kept it from being worked out."""
    try:
        return world.derived(name, RESIDENT, world.scope)
    except FAULTS as fault:
        return type(fault)
