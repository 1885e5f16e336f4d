"""The world of one combination of values: what the interpreter sees while an atom is tabulated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from madang.rules.binding.rulebook import Rulebook
from madang.rules.bitmaps.reading import CORESIDENTS
from madang.rules.loading.service import value_on
from madang.rules.reckoning.faults import MissingFigure
from madang.rules.reckoning.running import Scope
from madang.rules.reckoning.uncertain import PersonRef

RESIDENT = PersonRef("resident")


class OneRow:
    """A :class:`~madang.rules.reckoning.running.World` of one resident. values: by fact name and CORESIDENTS."""

    def __init__(self, rulebook: Rulebook, date: dt.date, values: Mapping[str, Any]) -> None:
        self.rulebook, self.date, self.values = rulebook, date, values
        self.scope = {"date": date, "applicant": RESIDENT, "self": RESIDENT}
        self._derived: dict[str, Any] = {}

    def fact(self, person: PersonRef, name: str, basis: tuple[str, int] | None) -> Any:
        """The value of the resident's column; facts of the region by the place where the home lies."""
        return self.values[name]

    def derived(self, name: str, person: PersonRef | None, scope: Scope) -> Any:
        """Worked out once."""
        if name not in self._derived:
            definition = self.rulebook.derived_on(name, self.date)
            value = None if definition is None else self.rulebook.run(definition.value)(self, self.scope)
            self._derived[name] = value
        return self._derived[name]

    def parameter(self, name: str) -> Any:
        """The figure of the day. MissingFigure."""
        found = value_on(self.rulebook.pack.parameters[name], self.date)
        if found is None:
            raise MissingFigure(name, self.date)
        return found.value

    def related(self, person: PersonRef, kind: str) -> list[PersonRef]:
        """As many people as live in the home: they are only counted."""
        return [RESIDENT] * int(self.values[CORESIDENTS])

    def unit(self, name: str) -> Any:
        """No atom that reads a unit comes here."""
        raise LookupError(name)
