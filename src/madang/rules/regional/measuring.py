"""What a regional pack's expressions cost at worst, each by itself and all together; see binding/costs.py."""

from __future__ import annotations

from collections.abc import Iterator

from madang.rules.binding.costs import Costs
from madang.rules.binding.rulebook import Rulebook, expressions_of
from madang.rules.binding.worst import PEOPLE, TooMuch
from madang.rules.loading.service import Pack
from madang.rules.model import Expression, Place
from madang.rules.problems import Problems
from madang.rules.regional.limits import MOST_STEPS


def check_costs(rulebook: Rulebook, pack: Pack, problems: Problems) -> None:
    """Reports every expression of the pack that may cost too much, and a pack that does as a whole."""
    costs, total = Costs(rulebook), 0
    for expression, times, each in _expressions(pack):
        try:
            times *= 1 if each is None else costs.check(each).items
            total += times * costs.check(expression).steps
        except TooMuch as found:
            problems.add("too_costly", _at(expression.place, found.at), found.label.ko, found.label.en)
    if total > MOST_STEPS:
        problems.add(
            "too_costly",
            Place(f"{pack.id}/pack.yaml", 1),
            f"모든 식의 계산 단계가 {MOST_STEPS:,}을(를) 넘을 수 있습니다",
            f"the steps of all expressions may go beyond {MOST_STEPS:,}",
        )


def _expressions(pack: Pack) -> Iterator[tuple[Expression, int, Expression | None]]:
    """Every expression, with how often it is worked out for one resident at most, and the list it is for each of."""
    for same in pack.derived.values():
        for one in same:
            yield one.value, PEOPLE if one.entity == "person" else 1, None
    for unit in pack.units.values():
        for rule in (*unit.members, *unit.excluded):
            yield from ((one, 1, None) for one in (rule.source,) if one is not None)
            yield from ((one, 1, rule.source) for one in (rule.when,) if one is not None)
    for service in pack.services.values():
        parts = [one for part in service.components for one in (part.when, part.value) if one is not None]
        yield from ((one.value, 1, None) for one in service.derived)
        yield from ((one, 1, None) for one in expressions_of(service) if one not in parts)
        for part in service.components:
            yield from ((one, 1, part.each) for one in (part.when, part.value) if one is not None)


def _at(place: Place, at: tuple[int, int]) -> Place:
    return Place(place.file, place.line + at[0] - 1, place.column + at[1] - 1 if at[0] == 1 else at[1])
