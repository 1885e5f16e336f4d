"""Clauses and amounts of one service, worked out; without the explanation, which is slower."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from madang.rules.answers.failing import fault_label
from madang.rules.binding.rulebook import in_force, split_each
from madang.rules.model import Clause, Component, Label, ServiceDefinition
from madang.rules.reckoning.faults import FAULTS, NoAmount
from madang.rules.reckoning.functions import pairs_of
from madang.rules.reckoning.logic import conjunction
from madang.rules.reckoning.uncertain import NOTHING, FactKey, PersonRef, Uncertain, bounds, is_known, missing_of
from madang.rules.reckoning.world import Reckoning

ELIGIBLE, INELIGIBLE, UNKNOWN = "eligible", "ineligible", "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A clause, whether it holds (None while unknown), what it waits for, and what went wrong, if anything."""

    clause: Clause
    holds: bool | None
    missing: frozenset[FactKey]
    fault: Label | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of an amount in won: its range, and the person it is for."""

    component: Component | None
    low: int
    high: int | None
    person: str | None
    missing: frozenset[FactKey]


def verdicts(reckoning: Reckoning, service: ServiceDefinition) -> list[Verdict]:
    """Every clause in force, in the order of the law."""
    return [verdict_of(reckoning, service, clause) for clause in service.clauses if in_force(clause, reckoning.date)]


def verdict_of(reckoning: Reckoning, service: ServiceDefinition, clause: Clause) -> Verdict:
    """One clause."""
    found: Verdict = reckoning.memory.remember(
        ("clause", service.id, clause.id), partial(_verdict, reckoning, service, clause)
    )
    return found


def _verdict(reckoning: Reckoning, service: ServiceDefinition, clause: Clause) -> Verdict:
    scope = reckoning.scope_of(service.unit)
    try:
        value = reckoning.evaluate(clause.when, scope)
    except FAULTS as fault:
        return Verdict(clause, None, NOTHING, fault_label(reckoning, fault))
    if isinstance(value, bool):
        return Verdict(clause, value, NOTHING)
    if isinstance(value, Uncertain):
        return Verdict(clause, None, value.missing)
    return Verdict(
        clause,
        None,
        NOTHING,
        Label(f"조건 '{clause.id}'의 값이 참도 거짓도 아닙니다", f"condition '{clause.id}' is neither true nor false"),
    )


def status_of(reckoning: Reckoning, found: list[Verdict]) -> str:
    """eligible, ineligible or unknown; a clause inquired into afterwards says "no" only when proven."""
    before = [verdict for verdict in found if verdict.clause.stage == "before"]
    if any(verdict.holds is False for verdict in before) or any(
        verdict.holds is False and proven(reckoning, verdict.clause)
        for verdict in found
        if verdict.clause.stage == "after"
    ):
        return INELIGIBLE
    return ELIGIBLE if all(verdict.holds is True for verdict in before) else UNKNOWN


def proven(reckoning: Reckoning, clause: Clause) -> bool:
    """Whether every fact that was told and that the clause rests on comes with an agency's evidence."""
    reach = reckoning.rulebook.reach_of([clause.when])
    family = reckoning.facts.family
    kept = {id: person.facts for id, person in family.persons.items()}
    kept.update((home.id, home.facts) for home in family.residences)
    read = sorted(name for name in reach.facts | reach.derived if not name.startswith("person."))
    reckoning.memory.note(*((name, id) for name in read for id in kept))
    told = [facts[name] for facts in kept.values() for name in read if name in facts]
    return bool(told) and all(held.proven for held in told) and not set(family.given) & reach.derived


def parts(reckoning: Reckoning, service: ServiceDefinition) -> list[Part]:
    """The amount in pieces. Raises FAULTS; NoAmount for a value that is not whole won."""
    found: list[Part] = reckoning.memory.remember(("amount", service.id), partial(_parts, reckoning, service))
    return found


def total(reckoning: Reckoning, service: ServiceDefinition) -> list[Part]:
    """The amount of the unit as one expression, for a service that has one beside its components; else its parts.

    While something is open, the ranges of components may not be added: one may fall as another rises.
    """
    if not service.components or service.amount is None:
        return parts(reckoning, service)
    found: list[Part] = reckoning.memory.remember(("total", service.id), partial(_whole_amount, reckoning, service))
    return found


def _whole_amount(reckoning: Reckoning, service: ServiceDefinition) -> list[Part]:
    assert service.amount is not None
    return [_part(None, reckoning.evaluate(service.amount, reckoning.scope_of(service.unit)), True, None)]


def _parts(reckoning: Reckoning, service: ServiceDefinition) -> list[Part]:
    scope = reckoning.scope_of(service.unit)
    if service.components:
        return [
            part
            for component in service.components
            if in_force(component, reckoning.date)
            for part in _component(reckoning, component, scope)
        ]
    return [] if service.amount is None else _whole_amount(reckoning, service)


def _component(reckoning: Reckoning, component: Component, scope: dict[str, Any]) -> Iterator[Part]:
    rows = _rows(reckoning, component, scope)
    if isinstance(rows, Uncertain):
        yield Part(component, 0, None, None, rows.missing)
        return
    for inner, presence, person in rows:
        here = presence
        if component.when is not None and here is not False:
            here = conjunction((presence, reckoning.evaluate(component.when, inner)))
        if here is not True and not isinstance(here, Uncertain):
            continue
        yield _part(component, reckoning.evaluate(component.value, inner), here, person)


def _rows(
    reckoning: Reckoning, component: Component, scope: dict[str, Any]
) -> list[tuple[dict[str, Any], Any, str | None]] | Uncertain:
    """(variables, presence, person) of each item a component is for; open when nobody knows who they are."""
    if component.each is None:
        return [(scope, True, None)]
    name, _ = split_each(component.each)
    pairs = pairs_of(reckoning.evaluate(component.each, scope))
    if isinstance(pairs, Uncertain):
        return pairs
    return [
        ({**scope, name: item}, presence, item.id if isinstance(item, PersonRef) else None) for item, presence in pairs
    ]


def _part(component: Component | None, value: Any, presence: Any, person: str | None) -> Part:
    missing = missing_of(value, presence)
    pair = bounds(value)
    if pair is None:
        if is_known(value):
            raise NoAmount(value)
        return Part(component, 0, None, person, missing)
    if isinstance(value, Decimal) and value != value.to_integral_value():
        raise NoAmount(value)
    low, high = (whole_won(end) for end in pair)
    return Part(
        component, max(0, low or 0) if presence is True else 0, None if high is None else max(0, high), person, missing
    )


def whole_won(value: Decimal) -> int | None:
    """Won as an integer; None for an unbounded end. An open end inside a won is widened to whole won."""
    if value.is_infinite():
        return None
    return int(value)
