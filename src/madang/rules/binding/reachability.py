"""Clauses that cannot do their work: true, or false, whoever the people are.

Each clause is evaluated with everything unknown: persons, relations and facts. What is definite even then
is a slip of the pen (an impossible range, a condition implied by the bounds of its own fact).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from madang.rules.binding.nobody import Failing, Worlds
from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.model import Clause, ServiceDefinition
from madang.rules.problems import Problems

MIDSUMMER = ((7, 1),)
THROUGH_THE_YEAR = tuple((month, day) for month in range(1, 13) for day in (1, 8, 15, 22))


def check_reachability(
    rulebook: Rulebook, problems: Problems, among: Iterable[ServiceDefinition] | None = None
) -> None:
    """Reports clauses (of the services named) that always hold or never do on every day they are in force."""
    judged: dict[tuple[int, dt.date], bool | None] = {}
    worlds = Worlds(rulebook)

    def verdict(clause: Clause, day: dt.date) -> bool | None:
        key = id(rulebook.bound[clause.when]), day  # clauses that read alike share what is bound
        if key not in judged:
            judged[key] = _verdict(worlds, clause, day)
        return judged[key]

    for service in rulebook.pack.services.values() if among is None else among:
        for clause in service.clauses:
            try:
                verdicts = {verdict(clause, day) for day in _days(rulebook, service, clause, MIDSUMMER)}
                if len(verdicts) == 1 and None not in verdicts:  # a window of days, perhaps, to apply in
                    verdicts |= {verdict(clause, day) for day in _days(rulebook, service, clause, THROUGH_THE_YEAR)}
            except Failing as failing:
                failing.tell(problems)
                if worlds.spent:
                    return
                continue
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


def _verdict(worlds: Worlds, clause: Clause, day: dt.date) -> bool | None:
    value = worlds.on(day).work_out(clause.when)
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
