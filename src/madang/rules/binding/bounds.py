"""What the expressions of a pack cost at worst, before any of them is worked out; see costs.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from madang.rules.binding.costs import Costs
from madang.rules.binding.rulebook import Rulebook, expressions_of
from madang.rules.binding.worst import LIMITS, TooMuch
from madang.rules.loading.service import Pack
from madang.rules.model import DerivedDefinition, Expression, Place, ServiceDefinition, UnitDefinition
from madang.rules.problems import Problems

SUPPOSED = 13
"""Persons of the families that a definition is examined with (nobody.py)."""
NATIONAL = replace(LIMITS, items=10_000, chars=20_000)
"""What an expression of the national rulebook may ask for at most: relatives of relatives, and texts out of tables."""
MOST_STEPS = 1_000_000
"""Of everything one of its services works out for such a family; some times what the largest takes."""


def check_bounds(rulebook: Rulebook, problems: Problems) -> None:
    """Reports every expression of a rulebook that may cost too much, and every service that does as a whole."""
    costs = Costs(rulebook, SUPPOSED, NATIONAL)
    check_each(costs, rulebook.pack, problems)
    if not problems.found:
        for service in rulebook.pack.services.values():
            if _steps_of(costs, service) > MOST_STEPS:
                problems.add(
                    "too_costly",
                    service.place,
                    f"'{service.id}'의 모든 식의 계산 단계가 {MOST_STEPS:,}을(를) 넘을 수 있습니다",
                    f"the steps of all expressions of '{service.id}' may go beyond {MOST_STEPS:,}",
                )


def check_each(costs: Costs, pack: Pack, problems: Problems) -> int:
    """The steps of all expressions of the pack for one family; reports each that may cost too much."""
    total, told = 0, set()
    for expression, times, each in _expressions(pack, costs.people):
        try:
            times *= 1 if each is None else costs.check(each).items
            total += times * costs.check(expression).steps
        except TooMuch as found:
            place = _at(found.place or expression.place, found.at)
            if (place, found.label) not in told:  # whatever reads a value that costs too much does so too
                told.add((place, found.label))
                problems.add("too_costly", place, found.label.ko, found.label.en)
    return total


def _steps_of(costs: Costs, service: ServiceDefinition) -> int:
    """The steps of everything an answer of the service can rest on, for one family."""
    rulebook = costs.rulebook
    reach = rulebook.reach_of_service(service)
    read = [one for name in sorted(reach.derived) for one in rulebook.derived[name]]
    parts = [*_of_derived(read, costs.people), *_of_service(service)]
    parts += [part for name in sorted(reach.units) for part in _of_unit(rulebook.pack.units[name])]
    return sum(
        costs.worst(one).steps * (times if each is None else costs.worst(each).items) for one, times, each in parts
    )


Part = tuple[Expression, int, Expression | None]
"""An expression, how often it is worked out for one family at most, and the list it is for each of."""


def _expressions(pack: Pack, people: int) -> Iterator[Part]:
    for same in pack.derived.values():
        yield from _of_derived(same, people)
    for unit in pack.units.values():
        yield from _of_unit(unit)
    for service in pack.services.values():
        yield from _of_derived(service.derived, people)
        yield from _of_service(service)


def _of_derived(definitions: Iterable[DerivedDefinition], people: int) -> Iterator[Part]:
    yield from ((one.value, people if one.entity == "person" else 1, None) for one in definitions)


def _of_unit(unit: UnitDefinition) -> Iterator[Part]:
    for rule in (*unit.members, *unit.excluded):
        yield from ((one, 1, None) for one in (rule.source,) if one is not None)
        yield from ((one, 1, rule.source) for one in (rule.when,) if one is not None)


def _of_service(service: ServiceDefinition) -> Iterator[Part]:
    parts = [one for part in service.components for one in (part.when, part.value) if one is not None]
    yield from ((one, 1, None) for one in expressions_of(service) if one not in parts)
    for part in service.components:
        yield from ((one, 1, part.each) for one in (part.when, part.value) if one is not None)


def _at(place: Place, at: tuple[int, int]) -> Place:
    return Place(place.file, place.line + at[0] - 1, place.column + at[1] - 1 if at[0] == 1 else at[1])
