"""A world in which nothing is known but the law and the day: what is definite in it holds whoever the people are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from madang.rules.binding.bounds import SUPPOSED
from madang.rules.binding.costs import Costs
from madang.rules.binding.rulebook import Rulebook
from madang.rules.feel.errors import FeelLimitError
from madang.rules.loading.service import value_on
from madang.rules.model import Expression, Label
from madang.rules.problems import Problems
from madang.rules.reckoning.facts import open_value
from madang.rules.reckoning.faults import FAULTS, DividedByZero
from madang.rules.reckoning.running import UnitNamed
from madang.rules.reckoning.uncertain import INFINITY, PerhapsList, PersonRef, Uncertain, anything, undecided

MOST_STEPS = 5_000_000
"""Of everything that is worked out to examine a rulebook, at worst; some tens of times what the national one takes."""
MOST_DAYS = 200
ANYBODY = PersonRef("?")
NOBODY_KNOWN: frozenset[tuple[str, str]] = frozenset((("person", "?"),))
OTHERS = tuple((PersonRef(f"?{number}"), undecided(NOBODY_KNOWN)) for number in range(1, SUPPOSED))
"""People who may be there or not: more than any family of the law needs to make a difference."""


class Failing(Exception):
    """An expression that cannot be worked out, whoever the people are."""

    def __init__(self, expression: Expression, fault: Exception) -> None:
        super().__init__(str(fault))
        self.expression, self.fault = expression, fault

    def tell(self, problems: Problems) -> None:
        """Reports it by file and line, once."""
        code, label = "too_costly", Label("계산할 수 없습니다", "this cannot be worked out")
        if isinstance(self.fault, DividedByZero):
            code, label = "divides_by_zero", Label("언제나 0으로 나누게 됩니다", "this always divides by zero")
        elif isinstance(self.fault, FeelLimitError):
            label = Label(self.fault.message_ko, self.fault.message_en)
        place = self.expression.place
        if not any(one.code == code and one.place == place for one in problems.found):
            problems.add(code, place, label.ko, label.en)


class Worlds:
    """One world for each day, and the steps that examining the rulebook may still take in all of them."""

    def __init__(self, rulebook: Rulebook, steps: int = MOST_STEPS) -> None:
        self.rulebook, self.steps = rulebook, steps
        self.costs = Costs(rulebook, SUPPOSED)
        self._worlds: dict[dt.date, Nobody] = {}

    def on(self, day: dt.date) -> Nobody:
        """The world of a day; of many days only the last are kept."""
        if day not in self._worlds:
            if len(self._worlds) >= MOST_DAYS:
                self._worlds.clear()
            self._worlds[day] = Nobody(self, day)
        return self._worlds[day]

    def spend(self, expression: Expression) -> None:
        """Takes off what the expression costs at worst. FeelLimitError where nothing is left."""
        self.steps -= self.costs.worst(expression).steps
        if self.spent:
            raise FeelLimitError(
                "정의를 살펴보는 데 드는 계산 단계가 너무 많습니다", "examining the definitions takes too many steps"
            )

    @property
    def spent(self) -> bool:
        """Whether no step is left."""
        return self.steps < 0


class Nobody:
    """A world in which nothing is known but the law and the day."""

    def __init__(self, worlds: Worlds, date: dt.date) -> None:
        self.worlds, self.rulebook, self.date = worlds, worlds.rulebook, date
        self.values: dict[str, Any] = {}

    def work_out(self, expression: Expression, **more: Any) -> Any:
        """The value of an expression, `more`: variables beside the usual ones. Failing where it cannot be told."""
        try:
            self.worlds.spend(expression)
            return self.rulebook.run(expression)(self, {**self.scope(), **more})
        except FAULTS as fault:
            raise Failing(expression, fault) from None

    def fact(self, person: PersonRef, name: str, basis: tuple[str, int] | None) -> Any:
        """The widest the fact can be; a sum over time reaches as far as its bounds allow."""
        definition = self.rulebook.pack.facts[name]
        value = open_value(definition, "?")
        return Uncertain(value.missing, value.low, INFINITY) if basis and value.low is not None else value

    def derived(self, name: str, person: PersonRef | None, scope: Mapping[str, Any]) -> Any:
        """The value worked out from nothing known; an unknown figure makes it anything."""
        if name not in self.values:
            self.values[name] = anything(NOBODY_KNOWN)
            definition = self.rulebook.derived_on(name, self.date)
            if definition is not None:
                self.values[name] = self.work_out(definition.value)
        return self.values[name]

    def parameter(self, name: str) -> Any:
        """The figure of the day, or anything where there is none."""
        found = value_on(self.rulebook.pack.parameters[name], self.date)
        return anything(NOBODY_KNOWN) if found is None else found.value

    def related(self, person: PersonRef, kind: str) -> Any:
        """Anybody may be there, or not."""
        return PerhapsList(OTHERS)

    def unit(self, name: str) -> Any:
        """Anybody may belong to any unit."""
        return PerhapsList(((ANYBODY, undecided(NOBODY_KNOWN)), *OTHERS))

    def scope(self) -> dict[str, Any]:
        """The variables of any expression."""
        return {
            "date": self.date,
            "applicant": ANYBODY,
            "self": ANYBODY,
            "unit": UnitNamed(""),
        }
