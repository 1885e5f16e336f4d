"""The same whichever way: however the unit is put together and whatever others turn on falls out, one result.

Three-valued logic looks at each value by itself. While it is open who belongs to the unit, its income may be as low
as that of one person and its line as high as that of all: the two together are true of nobody. The same with a car
that counts either as property or in full: it is not nothing in both. So each way of settling these is judged by
itself; a service is a conjunction, and may be refused each time by another clause. Where a clause asks that the
applicant belongs to the unit, that clause refuses the ways without, and only the others need looking at.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import partial
from itertools import product
from typing import Any

from madang.rules import ir
from madang.rules.answers.failing import or_else
from madang.rules.answers.verdict import ELIGIBLE, INELIGIBLE, UNKNOWN, Verdict, verdict_of
from madang.rules.model import ServiceDefinition
from madang.rules.reckoning.functions import listed, pairs_of
from madang.rules.reckoning.uncertain import FactKey, PerhapsList, Uncertain, missing_of
from madang.rules.reckoning.world import Reckoning

BELONGING = ir.Call(ir.Name("list contains"), (ir.Variable("unit"), ir.Variable("applicant")))
"""The clause that asks whether the applicant is a member of the unit."""

MOST_MEMBERS = 3
"""Persons whose membership is tried both ways; that of further ones stays open."""
MOST_HINGES = 3
"""Yes-or-no values tried both ways."""


def whichever_way(reckoning: Reckoning, service: ServiceDefinition, found: list[Verdict]) -> str:
    """The status that every way of settling the unit and a few yes-or-no values gives, or "unknown"."""
    open_ = [verdict for verdict in found if verdict.holds is None and verdict.clause.stage == "before"]
    belongs = any(reckoning.rulebook.bound[verdict.clause.when].node == BELONGING for verdict in open_)
    ways = _ways(reckoning, service, belongs=belongs)
    status = _agreed(_status_of_way(way, service, open_, reckoning) for way in ways)
    return UNKNOWN if belongs and status == ELIGIBLE else status


def _status_of_way(world: Reckoning, service: ServiceDefinition, open_: list[Verdict], asked_for: Reckoning) -> str:
    status = _status(world, service, open_, asked_for)
    if status != UNKNOWN:
        return status
    return _agreed(_status(case, service, open_, asked_for) for case in _cases(world, service, open_, asked_for))


def _agreed(statuses: Iterable[str]) -> str:
    """The one status of all; unknown when there is none. Stops at the first that settles it."""
    agreed: str | None = None
    for status in statuses:
        if status == UNKNOWN or agreed not in (None, status):
            return UNKNOWN
        agreed = status
    return agreed or UNKNOWN


def _status(world: Reckoning, service: ServiceDefinition, open_: list[Verdict], asked_for: Reckoning) -> str:
    status = ELIGIBLE
    for verdict in open_:
        judged = verdict_of(world, service, verdict.clause)
        asked_for.memory.note_reads(("clause", service.id, verdict.clause.id), world.memory)
        if judged.holds is False:
            return INELIGIBLE
        if judged.holds is None:
            status = UNKNOWN
    return status


def _ways(reckoning: Reckoning, service: ServiceDefinition, *, belongs: bool) -> Iterator[Reckoning]:
    """The membership of a few settled, everybody in first; the applicant always in where he or she `belongs`."""
    unit = or_else(reckoning, lambda: reckoning.unit(service.unit), None)
    if not isinstance(unit, PerhapsList):
        yield reckoning
        return
    pairs = [(person, presence if not belongs or person != reckoning.applicant else True) for person, presence in unit]
    in_doubt = [person for person, presence in pairs if presence is not True][:MOST_MEMBERS]
    for way in product((True, False), repeat=len(in_doubt)):
        settled = dict(zip(in_doubt, way, strict=True))
        kept = [(person, settled.get(person, presence)) for person, presence in pairs]
        members = listed([(person, presence) for person, presence in kept if presence is not False])
        yield reckoning.assuming({("unit", service.unit): members}, missing_of(unit))


def _cases(
    world: Reckoning, service: ServiceDefinition, open_: list[Verdict], asked_for: Reckoning
) -> Iterator[Reckoning]:
    """A few of the values that others turn on settled both ways; none when none is open."""
    waited_for = frozenset[FactKey]().union(*(verdict.missing for verdict in open_))
    hinges: dict[Hashable, frozenset[FactKey]] = {}
    for name in world.rulebook.hinges_of(service):
        for person, _ in _members(world, service):
            key = ("hinge", name, person.id)
            value = world.memory.remember(key, partial(or_else, world, partial(world.derived, name, person, {}), None))
            asked_for.memory.note_reads(key, world.memory)  # it may take another's place among the few
            if isinstance(value, Uncertain) and value.missing & waited_for:
                hinges[name, person.id] = value.missing
    chosen = dict(list(hinges.items())[:MOST_HINGES])
    for values in product((True, False), repeat=len(chosen)) if chosen else ():
        yield world.assuming(dict(zip(chosen, values, strict=True)), frozenset[FactKey]().union(*chosen.values()))


def _members(world: Reckoning, service: ServiceDefinition) -> list[tuple[Any, Any]]:
    pairs = or_else(world, lambda: pairs_of(world.unit(service.unit)), None)
    return [] if pairs is None or isinstance(pairs, Uncertain) else pairs
