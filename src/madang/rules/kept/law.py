"""What one service reads on one day, cut out of a rulebook: definition, derived values, units, figures, regions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from madang.rules.binding.assembly import bind_kept
from madang.rules.binding.rulebook import Reach, Rulebook
from madang.rules.kept import records
from madang.rules.loading.service import Pack
from madang.rules.model import FactDefinition, ParameterDefinition, ServiceDefinition
from madang.rules.regions import Regions

ALWAYS = ("person.birth_date", "person.marital_status")
"""Facts that decide who is there and who has a spouse, whether an expression names them or not."""


def names_read(rulebook: Rulebook, service: str) -> frozenset[str]:
    """Every fact an answer of the service can rest on, told or given, by name. KeyError for no such service."""
    reach = rulebook.reach_of_service(rulebook.pack.services[service])
    return frozenset(fact.name for fact in _facts(rulebook.pack, reach)) | reach.derived


def law_of(rulebook: Rulebook, service: str, date: dt.date) -> str:
    """The law behind the service's answers on a day, as text. The same law is the same text."""
    pack, reach = rulebook.pack, rulebook.reach_of_service(rulebook.pack.services[service])
    kept = replace(
        pack,
        facts={fact.name: fact for fact in _facts(pack, reach)},
        derived={name: pack.derived[name] for name in sorted(reach.derived) if name in pack.derived},
        parameters={name: _figure(pack.parameters[name], date) for name in sorted(reach.parameters)},
        units={name: pack.units[name] for name in sorted(reach.units | {pack.services[service].unit})},
        services={one.id: one for one in _services(pack, reach, service)},
    )
    return records.write((kept, rulebook.regions.rows, rulebook.regions.classes))


def rulebook_of(law: str) -> Rulebook:
    """The rulebook of a kept law: it answers for the service and the day the law was kept for. ValueError, KeyError."""
    pack, rows, classes = records.read(law)
    return bind_kept(pack, Regions(rows, classes))


def _facts(pack: Pack, reach: Reach) -> list[FactDefinition]:
    """In the order of the vocabulary, with the facts that are asked for instead of those that are worked out."""
    names = {*reach.facts, *ALWAYS} & pack.facts.keys()
    names |= {root for name in names if (root := pack.facts[name].root) is not None and root in pack.facts}
    return [fact for name, fact in pack.facts.items() if name in names]


def _figure(parameter: ParameterDefinition, date: dt.date) -> ParameterDefinition:
    """The parameter with the one value that says what it is on the day; where it is none yet or no more, why not."""
    begun = [value for value in parameter.values if value.start <= date]
    nearest = max(begun, key=lambda value: value.start) if begun else parameter.values[0]
    return replace(parameter, values=(nearest,))


def _services(pack: Pack, reach: Reach, wanted: str) -> Iterable[ServiceDefinition]:
    """The service, and of others what it reads of their own derived values."""
    for id, service in pack.services.items():
        own = tuple(one for one in service.derived if f"{id}.{one.name}" in reach.derived)
        if id == wanted:
            yield replace(service, derived=own)
        elif own:
            yield replace(
                service, derived=own, clauses=(), components=(), amount=None, recipients=None, notes=(), summary=None
            )
