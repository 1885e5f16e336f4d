"""What an answer comes to, without reasons: status, amount, what is missing, and which facts that rests on.

The first condition that fails settles a "no": the others are not looked at, and what they would read cannot change it.
"""

from __future__ import annotations

from dataclasses import dataclass

from madang.rules.answers.answering import amount_of, judged, missing_of, range_of
from madang.rules.answers.closure import closure_of
from madang.rules.answers.model import Amount
from madang.rules.answers.outside import outside_years, within_years
from madang.rules.answers.verdict import INELIGIBLE, UNKNOWN, verdict_of
from madang.rules.binding.rulebook import in_force
from madang.rules.model import Label, ServiceDefinition
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning


@dataclass(frozen=True, slots=True)
class Outcome:
    """status, amount, missing and closure as in :class:`~madang.rules.answers.model.Answer`.

    reads: the facts that were looked at, and of whom. fault: why a rule could not be worked out to the end; then the
    status is unknown, unless another condition says no.
    """

    status: str
    amount: Amount | None
    missing: tuple[FactKey, ...]
    closure: str
    reads: frozenset[FactKey]
    fault: Label | None = None


def outcome(reckoning: Reckoning, service: ServiceDefinition) -> Outcome:
    """The outcome of one service. Its status, amount and missing facts equal those of `answer`."""
    closure = closure_of(reckoning, service)
    if not within_years(reckoning, service):
        return Outcome(UNKNOWN, None, (), closure, frozenset(), outside_years(reckoning, service).notes[0].text)
    key = ("outcome", service.id)
    status, amount, missing, fault = reckoning.memory.remember(key, lambda: _work_out(reckoning, service))
    return Outcome(status, amount, missing, closure, reckoning.memory.reads(key), fault)


Found = tuple[str, Amount | None, tuple[FactKey, ...], Label | None]


def _work_out(reckoning: Reckoning, service: ServiceDefinition) -> Found:
    conditions = (clause for clause in service.clauses if clause.stage == "before")
    conditions = (clause for clause in conditions if in_force(clause, reckoning.date))
    if any(verdict_of(reckoning, service, clause).holds is False for clause in conditions):
        return INELIGIBLE, None, (), None
    found, status = judged(reckoning, service)
    pieces, whole, fault = amount_of(reckoning, service, status)
    faults = [fault, *(verdict.fault for verdict in found)] if status != INELIGIBLE else []
    if fault is not None:
        status = UNKNOWN
    missing = missing_of(found, [*pieces, *whole], status)
    return status, range_of(service, whole, status), missing, next((one for one in faults if one is not None), None)
