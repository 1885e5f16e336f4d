"""Clauses that cannot do their work: true, or false, whoever the people are.

Each clause is evaluated with everything unknown: persons, relations and facts. What is definite even then
is a slip of the pen (an impossible range, a condition implied by the bounds of its own fact).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.loading.service import value_on
from madang.rules.model import Clause, ServiceDefinition
from madang.rules.problems import Problems
from madang.rules.reckoning.facts import open_value
from madang.rules.reckoning.running import UnitNamed
from madang.rules.reckoning.uncertain import INFINITY, PerhapsList, PersonRef, Uncertain, anything, undecided

ANYBODY = PersonRef("?")
NOBODY_KNOWN: frozenset[tuple[str, str]] = frozenset((("person", "?"),))
OTHERS = tuple((PersonRef(f"?{number}"), undecided(NOBODY_KNOWN)) for number in range(1, 13))
"""People who may be there or not: more than any family of the law needs to make a difference."""


MIDSUMMER = ((7, 1),)
THROUGH_THE_YEAR = tuple((month, day) for month in range(1, 13) for day in (1, 8, 15, 22))


class Nobody:
    """A world in which nothing is known but the law and the day."""

    def __init__(self, rulebook: Rulebook, date: dt.date) -> None:
        self.rulebook, self.date = rulebook, date
        self.values: dict[str, Any] = {}

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
                self.values[name] = self.rulebook.run(definition.value)(self, self.scope())
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


def check_reachability(
    rulebook: Rulebook, problems: Problems, among: Iterable[ServiceDefinition] | None = None
) -> None:
    """Reports clauses (of the services named) that always hold or never do on every day they are in force."""
    judged: dict[tuple[int, dt.date], bool | None] = {}

    def verdict(clause: Clause, day: dt.date) -> bool | None:
        key = id(rulebook.bound[clause.when]), day  # clauses that read alike share what is bound
        if key not in judged:
            judged[key] = _verdict(rulebook, clause, day)
        return judged[key]

    for service in rulebook.pack.services.values() if among is None else among:
        for clause in service.clauses:
            verdicts = {verdict(clause, day) for day in _days(rulebook, service, clause, MIDSUMMER)}
            if len(verdicts) == 1 and None not in verdicts:  # a window of days, perhaps, to apply in
                verdicts |= {verdict(clause, day) for day in _days(rulebook, service, clause, THROUGH_THE_YEAR)}
            if verdicts == {True}:
                problems.add(
                    "unreachable_clause",
                    clause.place,
                    f"'{clause.id}' 조건은 언제나 참이라 아무도 가려내지 못합니다",
                    f"clause '{clause.id}' always holds: it can turn nobody away",
                )
            elif verdicts == {False}:
                problems.add(
                    "unreachable_clause",
                    clause.place,
                    f"'{clause.id}' 조건은 아무도 채울 수 없습니다",
                    f"clause '{clause.id}' can never hold",
                )


def _verdict(rulebook: Rulebook, clause: Clause, day: dt.date) -> bool | None:
    world = Nobody(rulebook, day)
    value = rulebook.run(clause.when)(world, world.scope())
    return value if isinstance(value, bool) else None


def _days(
    rulebook: Rulebook, service: ServiceDefinition, clause: Clause, days: tuple[tuple[int, int], ...]
) -> Iterator[dt.date]:
    first, last = service.years or rulebook.pack.years or (2024, 2026)
    for year in range(first, last + 1):
        for month, number in days:
            day = dt.date(year, month, number)
            if in_force(service, day) and in_force(clause, day):
                yield day
