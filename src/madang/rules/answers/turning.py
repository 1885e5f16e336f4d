"""On which days the date alone may change an outcome: worked out from the definitions, a day too many rather than late.

Figures and clauses change where the rulebook says so; flows by month or year at the start of one; ages and other
durations on the anniversary of a day that a fact tells; where the date is used in any other way, every day.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from madang.rules import ir
from madang.rules.binding.rulebook import Rulebook, expressions_of
from madang.rules.family.service import Family
from madang.rules.model import Expression, ServiceDefinition

DURATION = "years and months duration"
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turns:
    """What of the date a service looks at. by_year, by_month: facts of days whose anniversaries matter."""

    every_day: bool = False
    every_month: bool = False
    every_year: bool = False
    by_year: frozenset[str] = frozenset()
    by_month: frozenset[str] = frozenset()

    def __or__(self, other: Turns) -> Turns:
        return Turns(
            self.every_day or other.every_day,
            self.every_month or other.every_month,
            self.every_year or other.every_year,
            self.by_year | other.by_year,
            self.by_month | other.by_month,
        )


class Calendar:
    """Of one family: on which later day to look again, service by service. What services share is worked out once."""

    def __init__(self, rulebook: Rulebook, family: Family) -> None:
        self.rulebook, self.family, self.on = rulebook, family, family.date
        spans = {(home.start, home.end) for home in family.residences}
        spans |= {(one.start, one.end) for one in family.relations}
        ends = {day for start, end in spans for day in (start, end and end + DAY) if day}
        self._common = [*(day for day in ends if day > self.on), *_next_turn(rulebook, self.on)]
        self._anniversaries: dict[tuple[str, bool], dt.date | None] = {}

    def look_again(self, service: ServiceDefinition) -> dt.date:
        """The first day after the family's on which the outcome may be another though no fact has changed."""
        turns, on = turns_of(self.rulebook, service), self.on
        if turns.every_day:
            return on + DAY
        days = [_next_month(on) if turns.every_month else dt.date(on.year + 1, 1, 1), *self._common]
        for names, yearly in ((turns.by_year, True), (turns.by_month, False)):
            for name in names:
                day = self._anniversary(name, yearly=yearly)
                if day is not None:
                    days.append(day)
        return min(days)

    def _anniversary(self, name: str, *, yearly: bool) -> dt.date | None:
        """The next one of anybody's; tomorrow where somebody's day is not told; None where nobody is there."""
        key = name, yearly
        if key not in self._anniversaries:
            held = [person.facts.get(name) for person in self.family.persons.values()]
            told = [one.value for one in held if one is not None and isinstance(one.value, dt.date)]
            step = _next_year_of if yearly else _next_month_of
            found = [step(day, self.on) for day in told] if len(told) == len(held) else [self.on + DAY]
            self._anniversaries[key] = min(found, default=None)
        return self._anniversaries[key]


def turns_of(rulebook: Rulebook, service: ServiceDefinition) -> Turns:
    """Of everything a service reads."""
    key = f"turns:{service.id}"
    found = rulebook.turns.get(key)
    if found is None:
        found = Turns(every_year=True)
        for expression in _expressions(rulebook, service):
            found |= _of_node(rulebook, rulebook.bound[expression].node)
        rulebook.turns[key] = found
    return found


def _expressions(rulebook: Rulebook, service: ServiceDefinition) -> Iterator[Expression]:
    reach = rulebook.reach_of_service(service)
    yield from expressions_of(service)
    for name in reach.derived:
        yield from (one.value for one in rulebook.derived[name])
    for unit in reach.units:
        for rule in (*rulebook.pack.units[unit].members, *rulebook.pack.units[unit].excluded):
            yield from (one for one in (rule.source, rule.when) if one is not None)


def _of_node(rulebook: Rulebook, node: Any) -> Turns:
    if isinstance(node, tuple):
        found = Turns()
        for part in node:
            found |= _of_node(rulebook, part)
        return found
    if not isinstance(node, ir.Node):
        return Turns()
    own = _own(rulebook, node)
    if own is not None:
        return own
    return _of_node(rulebook, tuple(getattr(node, name) for name in node.__dataclass_fields__ if name != "at"))


def _own(rulebook: Rulebook, node: ir.Node) -> Turns | None:
    """What the node by itself says of the date; None: its parts do."""
    if isinstance(node, ir.Variable):
        return Turns(every_day=node.name == "date")
    if isinstance(node, ir.Fact):
        time = rulebook.pack.facts[node.name].time
        flow = Turns(every_month=time == "month" or (node.basis is not None and node.basis[0] == "average"))
        return flow | _of_node(rulebook, node.subject)
    if isinstance(node, ir.Path) and _is_date(node.subject) and node.name in ("year", "month"):
        return Turns(every_month=node.name == "month")
    if isinstance(node, ir.Path) and _is_duration(node.subject):
        return _anniversaries(rulebook, node.subject, yearly=node.name == "years")
    if isinstance(node, ir.Call) and _is_duration(node):
        return _anniversaries(rulebook, node, yearly=False)
    if isinstance(node, ir.Call) and _called(node) in ("start of month", "end of month") and _is_date(*node.args):
        return Turns(every_month=True)
    return None


def _anniversaries(rulebook: Rulebook, node: Any, *, yearly: bool) -> Turns:
    """Of `years and months duration(fact, date)`; of anything else every day, unless the date is no part of it."""
    parts = [part for part in node.args if not _is_date(part)]
    if len(parts) == 1 and isinstance(parts[0], ir.Fact) and len(node.args) == 2:
        names = frozenset((parts[0].name,))
        turns = Turns(by_year=names) if yearly else Turns(by_month=names)
        return turns | _of_node(rulebook, parts[0].subject)
    return _of_node(rulebook, node.args)


def _is_date(*nodes: Any) -> bool:
    return len(nodes) == 1 and isinstance(nodes[0], ir.Variable) and nodes[0].name == "date"


def _is_duration(node: Any) -> bool:
    return isinstance(node, ir.Call) and _called(node) == DURATION and not node.named


def _called(node: ir.Call) -> str:
    return node.function.name if isinstance(node.function, ir.Name) else ""


def _next_turn(rulebook: Rulebook, on: dt.date) -> list[dt.date]:
    turns = rulebook.turning_days()
    return turns[bisect_right(turns, on) :][:1]


def _next_month(on: dt.date) -> dt.date:
    return (on.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _next_month_of(day: dt.date, on: dt.date) -> dt.date:
    """The next day on which a whole number of months has passed; the day after a short month's end counts, too."""
    first = max(day, on + DAY)
    while first.day not in (day.day, 1):
        first += DAY
    return first


def _next_year_of(day: dt.date, on: dt.date) -> dt.date:
    """The next anniversary; of 29 February also 28 February and 1 March, whichever comes first."""
    first = max(day, on + DAY)
    found = [one for year in (first.year, first.year + 1) for one in _in_year(day, year)]
    return min(one for one in found if one >= first)


def _in_year(day: dt.date, year: int) -> list[dt.date]:
    if (day.month, day.day) != (2, 29):
        return [day.replace(year=year)]
    eve = dt.date(year, 2, 28)
    return [eve, eve + DAY, dt.date(year, 3, 1)]
