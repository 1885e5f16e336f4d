"""The closure: one hash over everything an answer rests on besides the facts of the people.

Definition, the derived values and units it reads, the figures in force, the engine's version. Same closure
and same facts, same answer.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from madang.rules.binding.rulebook import Reach, Rulebook, in_force
from madang.rules.canonical import digest
from madang.rules.loading.service import value_on
from madang.rules.model import Expression, ServiceDefinition
from madang.rules.reckoning.world import Reckoning

ENGINE = "2"
"""Raised whenever the meaning of an expression changes."""


def closure_of(reckoning: Reckoning, service: ServiceDefinition) -> str:
    """The closure of a service on the reckoning's day: "sha256:…". Worked out once for each era of the rulebook."""
    return closure_on(reckoning.rulebook, service, reckoning.date)


def closure_on(rulebook: Rulebook, service: ServiceDefinition, date: dt.date) -> str:
    """The closure of a service on a day, whoever is asked about."""
    key = (service.id, rulebook.era(date))
    if key not in rulebook.closures:
        rulebook.closures[key] = digest(content(rulebook, service, date))
    return rulebook.closures[key]


def content(rulebook: Rulebook, service: ServiceDefinition, date: Any) -> dict[str, Any]:
    """What the closure is the hash of."""
    reach = rulebook.reach_of_service(service)
    return {
        "engine": ENGINE,
        "service": service.id,
        "per": service.per,
        "clauses": [[c.id, c.stage, _node(rulebook, c.when)] for c in service.clauses if in_force(c, date)],
        "amount": _node(rulebook, service.amount),
        "components": [
            [c.id, _node(rulebook, c.each), _node(rulebook, c.when), _node(rulebook, c.value)]
            for c in service.components
            if in_force(c, date)
        ],
        "recipients": _node(rulebook, service.recipients),
        "derived": _derived(rulebook, reach, date),
        "units": _units(rulebook, reach),
        "parameters": {name: _figure(rulebook, name, date) for name in sorted(reach.parameters)},
        "facts": {
            name: [fact.type, fact.time, *fact.rules_out]
            for name, fact in ((name, rulebook.pack.facts[name]) for name in sorted(reach.facts))
        },
    }


def _node(rulebook: Rulebook, expression: Expression | None) -> Any:
    return None if expression is None else rulebook.bound[expression].node


def _derived(rulebook: Rulebook, reach: Reach, date: Any) -> dict[str, Any]:
    found = {name: rulebook.derived_on(name, date) for name in sorted(reach.derived)}
    return {
        name: [definition.entity, definition.unit, _node(rulebook, definition.value)]
        for name, definition in found.items()
        if definition is not None
    }


def _units(rulebook: Rulebook, reach: Reach) -> dict[str, Any]:
    return {
        name: [
            [_node(rulebook, rule.source), _node(rulebook, rule.when)]
            for rule in (*rulebook.pack.units[name].members, *rulebook.pack.units[name].excluded)
        ]
        for name in sorted(reach.units)
    }


def _figure(rulebook: Rulebook, name: str, date: Any) -> Any:
    found = value_on(rulebook.pack.parameters[name], date)
    return None if found is None else found.value
