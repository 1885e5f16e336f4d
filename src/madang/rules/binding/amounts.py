"""Amounts that nobody can ever be paid: the same for everybody, and no whole number of won, zero or more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from madang.rules.binding.nobody import ANYBODY, NOBODY_KNOWN, Failing, Nobody, Worlds
from madang.rules.binding.rulebook import Rulebook, in_force, split_each
from madang.rules.binding.types import item_type
from madang.rules.model import Component, Expression, ServiceDefinition
from madang.rules.problems import Problems
from madang.rules.reckoning.uncertain import Uncertain, anything, is_known


def check_amounts(rulebook: Rulebook, problems: Problems, among: Iterable[ServiceDefinition] | None = None) -> None:
    """Reports every amount (of the services named) that is definite whoever the people are, and cannot be paid."""
    worlds = Worlds(rulebook)
    for service in rulebook.pack.services.values() if among is None else among:
        try:
            for expression, value in _values(rulebook, worlds, service):
                if is_known(value) and not _payable(value):
                    problems.add(
                        "bad_amount",
                        expression.place,
                        "이 금액은 누구에게나 같고, 0 이상의 원 단위 정수가 아닙니다",
                        "this amount is the same for everybody, and no whole number of won from zero up",
                    )
                    break
        except Failing as failing:
            failing.tell(problems)
            if worlds.spent:
                return


def _payable(value: Any) -> bool:
    return type(value) is Decimal and value >= 0 and value == value.to_integral_value()


def _values(rulebook: Rulebook, worlds: Worlds, service: ServiceDefinition) -> Iterator[tuple[Expression, Any]]:
    """Each amount with what it comes to in the middle of each year."""
    first, last = service.years or rulebook.pack.years or (2024, 2026)
    for year in range(first, last + 1):
        world = worlds.on(dt.date(year, 7, 1))
        if not in_force(service, world.date):
            continue
        if service.amount is not None:
            yield service.amount, world.work_out(service.amount)
        for component in service.components:
            if in_force(component, world.date):
                more = _each(rulebook, component)
                if component.when is None or _may_hold(world, component.when, more):
                    yield component.value, world.work_out(component.value, **more)


def _may_hold(world: Nobody, when: Expression, more: dict[str, Any]) -> bool:
    value = world.work_out(when, **more)
    return value is True or isinstance(value, Uncertain)


def _each(rulebook: Rulebook, component: Component) -> dict[str, Any]:
    """The variable of a component that is for each of a list: anybody, or any value."""
    if component.each is None:
        return {}
    name, _ = split_each(component.each)
    person = item_type(rulebook.bound[component.each].type) == "person"
    return {name: ANYBODY if person else anything(NOBODY_KNOWN)}
