"""Every fault that can be put into a pack, by a name that stays the same from run to run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from madang.rules.feel.errors import FeelSyntaxError
from madang.rules.feel.parsing import parse
from madang.rules.loading.pack import Pack
from madang.rules.model import (
    Clause,
    Component,
    DatedValue,
    DerivedDefinition,
    Expression,
    ParameterDefinition,
    ServiceDefinition,
    UnitDefinition,
)
from tests.rule_faults.feel_faults import spoiled

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. reads: what is spoiled, as (kind, name) of the pack: service, derived, unit or parameter. on: the
    value whose days it is about, None for one without days of its own. into: the pack with the fault in it."""

    id: str
    kind: str
    about: str
    reads: tuple[str, str]
    into: Callable[[], Pack]
    on: DatedValue | None = None


def faults_of(pack: Pack) -> Iterator[Fault]:
    """All of them, in the order of the pack."""
    for service in pack.services.values():
        yield from _of_service(pack, service)
    for name, definitions in pack.derived.items():
        for number, definition in enumerate(definitions):
            yield from _of_derived(pack, name, number, definition)
    for unit in pack.units.values():
        yield from _of_unit(pack, unit)
    for parameter in pack.parameters.values():
        yield from _of_parameter(pack, parameter)


def _of_service(pack: Pack, service: ServiceDefinition) -> Iterator[Fault]:
    reads = ("service", service.id)

    def put(**changed: Any) -> Callable[[], Pack]:
        return lambda: replace(pack, services={**pack.services, service.id: replace(service, **changed)})

    for at, clause in enumerate(service.clauses):
        name = f"{service.id}.{clause.id}"
        rest = (*service.clauses[:at], *service.clauses[at + 1 :])
        yield Fault(f"{name}:dropped", "clause dropped", f"without the condition {name}", reads, put(clauses=rest))
        for sign, kind, text in _expressions(clause.when):
            one = _in_place(service.clauses, at, replace(clause, when=text))
            yield Fault(f"{name}:{sign}", kind, f"{name}: {text.text}", reads, put(clauses=one))
    for at, part in enumerate(service.components):
        yield from _of_component(service, at, part, reads, put)
    for at, own in enumerate(service.derived):
        name = f"{service.id}.{own.name}"
        for sign, kind, text in _expressions(own.value):
            one = _in_place(service.derived, at, replace(own, value=text))
            yield Fault(f"{name}:{at}:{sign}", kind, f"{name}: {text.text}", reads, put(derived=one))
    if service.amount is not None:
        for sign, kind, text in _expressions(service.amount):
            yield Fault(f"{service.id}.amount:{sign}", kind, f"amount: {text.text}", reads, put(amount=text))


def _of_component(
    service: ServiceDefinition, at: int, part: Component, reads: tuple[str, str], put: Callable[..., Callable[[], Pack]]
) -> Iterator[Fault]:
    name = f"{service.id}.{part.id}"
    rest = (*service.components[:at], *service.components[at + 1 :])
    yield Fault(f"{name}:dropped", "component dropped", f"without the part {name}", reads, put(components=rest))
    if part.when is not None:
        always = _in_place(service.components, at, replace(part, when=None))
        yield Fault(f"{name}:always", "condition of a component dropped", f"{name} whoever it is", reads,
                    put(components=always))  # fmt: skip
        for sign, kind, text in _expressions(part.when):
            one = _in_place(service.components, at, replace(part, when=text))
            yield Fault(f"{name}:when:{sign}", kind, f"{name} when {text.text}", reads, put(components=one))
    for sign, kind, text in _expressions(part.value):
        one = _in_place(service.components, at, replace(part, value=text))
        yield Fault(f"{name}:value:{sign}", kind, f"{name} = {text.text}", reads, put(components=one))
    if part.start is not None:
        late = _in_place(service.components, at, replace(part, start=part.start + ONE_DAY))
        yield Fault(f"{name}:late", "window by a day", f"{name} from {part.start + ONE_DAY}", reads,
                    put(components=late))  # fmt: skip


def _of_derived(pack: Pack, name: str, number: int, definition: DerivedDefinition) -> Iterator[Fault]:
    definitions = pack.derived[name]
    for sign, kind, text in _expressions(definition.value):
        one = _in_place(definitions, number, replace(definition, value=text))
        yield Fault(f"{name}:{number}:{sign}", kind, f"{name}: {text.text}", ("derived", name),
                    lambda one=one: replace(pack, derived={**pack.derived, name: one}))  # type: ignore[misc]  # fmt: skip


def _of_unit(pack: Pack, unit: UnitDefinition) -> Iterator[Fault]:
    for part in ("members", "excluded"):
        rules = getattr(unit, part)
        for at, rule in enumerate(rules):
            if part == "members" and len(rules) == 1:
                continue  # a unit of nobody: no slip of the pen
            rest = (*rules[:at], *rules[at + 1 :])
            spoilt = replace(unit, **{part: rest})
            yield Fault(f"{unit.name}.{part}.{rule.id}:dropped", "line of a unit dropped",
                        f"{unit.name} without {part}.{rule.id}", ("unit", unit.name),
                        lambda spoilt=spoilt: replace(pack, units={**pack.units, unit.name: spoilt}))  # type: ignore[misc]  # fmt: skip


def _of_parameter(pack: Pack, parameter: ParameterDefinition) -> Iterator[Fault]:
    for at, value in enumerate(parameter.values):
        for sign in (1, -1):
            other = shifted(value.value, sign)
            if other is None:
                continue
            values = _in_place(parameter.values, at, replace(value, value=other))
            word = "more" if sign > 0 else "less"
            yield Fault(f"{parameter.name}@{value.start}:{word}", "figure by one step",
                        f"{parameter.name} from {value.start} one step {word}", ("parameter", parameter.name),
                        lambda values=values: _having(pack, parameter, values), value)  # type: ignore[misc]  # fmt: skip


def shifted(value: Any, sign: int) -> Any:
    """A figure by one step of its last digit: a won, a month, 0.01 of 0.63; each number of a list or table."""
    if isinstance(value, list):
        return [shifted(one, sign) for one in value]
    if isinstance(value, dict):
        return {key: shifted(one, sign) for key, one in value.items()}
    if isinstance(value, bool) or not isinstance(value, Decimal):
        return None
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
    return value + step * sign


def _having(pack: Pack, parameter: ParameterDefinition, values: tuple[DatedValue, ...]) -> Pack:
    return replace(pack, parameters={**pack.parameters, parameter.name: replace(parameter, values=values)})


def _expressions(expression: Expression) -> Iterator[tuple[str, str, Expression]]:
    """(name, kind, the expression with one fault) for each place in it."""
    try:
        node = parse(expression.text)
    except FeelSyntaxError:  # a name that only binding can read: nothing is spoiled there
        return
    for name, kind, text in spoiled(node):
        yield name, kind, Expression(text, expression.place)


def _in_place(items: tuple[Any, ...], at: int, item: Clause | Component | DerivedDefinition | DatedValue) -> Any:
    return (*items[:at], item, *items[at + 1 :])
