"""The door of the table engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import numpy as np

from madang.rules.binding.rulebook import Rulebook
from madang.rules.conditions.forming import programmes_on
from madang.rules.family.service import Family
from madang.rules.model import Label, ServiceDefinition
from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.world import Reckoning
from madang.rules.table.atoms import atom_values, plan_of
from madang.rules.table.match import Fault, Match
from madang.rules.table.shared import shared

__all__ = ["Fault", "Match", "Table"]


class Table:
    """The services of a rulebook on one day, ready for any number of residents. Threads may share it.

    refused: services it cannot answer exactly, by id, each with the reason; they are for the interpreter.
    """

    def __init__(self, rulebook: Rulebook, date: dt.date, services: Iterable[ServiceDefinition]) -> None:
        self.rulebook, self.date = rulebook, date
        self.programmes = programmes_on(rulebook, date, services)
        self._plan, self._shared = plan_of(self.programmes.atoms), shared(self.programmes)
        self._free = np.array([atom.free is not None for atom in self.programmes.atoms], bool)

    @property
    def refused(self) -> Mapping[str, Label]:
        """Service id → why the table does not answer it."""
        return self.programmes.refused

    def match(self, family: Family) -> Match:
        """What every service says of the family's applicant. ValueError for a family of another day."""
        if family.date != self.date:
            raise ValueError(f"the table is for {self.date}, the family for {family.date}")
        reckoning = Reckoning(self.rulebook, FamilyFacts(self.rulebook.pack, self.rulebook.regions, family))
        return Match(self.programmes, self._shared, self._free, atom_values(self._plan, reckoning), reckoning)
