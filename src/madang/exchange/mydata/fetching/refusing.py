"""Which facts were not had, of whom, and why."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from madang.exchange.mydata.fetching.batch import Batch
from madang.exchange.mydata.fetching.carriage import NO_GROUND, Carriage, Carrier
from madang.exchange.mydata.fetching.wanted import Refusal
from madang.rules.service import FactDefinition

REASONS = {"wrong": "wrong", "implausible": "wrong", "down": "down", "slow": "slow", "stale": "stale",
           "quarantined": "quarantined"}  # fmt: skip


def refusals(batch: Batch, place: int, at: dt.datetime) -> list[Refusal]:
    """For one applicant, by person and reason. A person without a role, or the applicant, also for want of a ground."""
    wanted, carriage = batch.wanted[place], batch.carriage(place, at)
    roles = batch.circles[place].roles()
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for person in batch.targets(place):
        tell_no_ground = person == wanted.applicant or person not in roles
        for fact in batch.reads[place].facts:
            why = _why(batch, carriage, person, fact, wanted.agencies)
            if why is not None and (why[0] != NO_GROUND or tell_no_ground):
                found[person, *why].append(fact.name)
    return [Refusal(person, tuple(facts), reason, agency) for (person, reason, agency), facts in found.items()]


def _why(
    batch: Batch, carriage: Carriage, person: str, fact: FactDefinition, agencies: frozenset[str] | None
) -> tuple[str, str] | None:
    """(reason, agency) of the best source that might have had it; None where one answered, or none was to be asked."""
    first: tuple[str, str] | None = None
    for source in fact.sources:
        if not source.field or (agencies is not None and source.agency not in agencies):
            continue
        carrier = carriage.of(person, source.agency, source.field)
        failed = batch.gathered.failed.get(source.agency)
        if not isinstance(carrier, Carrier):
            why = (carrier, "")
        elif failed is not None:
            why = (f"agency_{REASONS[failed.why]}", source.agency)
        else:
            return None
        first = first or why
    return first
