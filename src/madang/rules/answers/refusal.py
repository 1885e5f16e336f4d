"""Refused whichever way: inside the unit one clause refuses the applicant, and outside it another.

Three-valued logic looks at each clause by itself. While it is open whether the applicant belongs to the unit, the
income of the unit is open too, and so is a clause that asks for belonging. But a service is a conjunction: where
the applicant does not belong, that clause refuses; so the others need only be looked at for who does belong.
"""

from __future__ import annotations

from madang.rules import ir
from madang.rules.answers.verdict import Verdict, verdict_of
from madang.rules.model import ServiceDefinition
from madang.rules.reckoning.functions import listed
from madang.rules.reckoning.uncertain import PerhapsList
from madang.rules.reckoning.world import Reckoning

BELONGING = ir.Call(ir.Name("list contains"), (ir.Variable("unit"), ir.Variable("applicant")))
"""The clause that asks whether the applicant is a member of the unit."""


def refused_whichever_way(reckoning: Reckoning, service: ServiceDefinition, found: list[Verdict]) -> bool:
    """Whether a clause refuses the applicant on the assumption that he or she belongs to the unit, as another asks."""
    unit = reckoning.unit(service.unit)
    asked = any(reckoning.rulebook.bound[verdict.clause.when].node == BELONGING for verdict in found if _open(verdict))
    if not asked or not isinstance(unit, PerhapsList):
        return False
    inside = [(person, presence if person != reckoning.applicant else True) for person, presence in unit.items]
    assumed = reckoning.assuming_unit(service.unit, listed(inside))
    judged = [verdict_of(assumed, service, verdict.clause) for verdict in found if _open(verdict)]
    for verdict in judged:
        reckoning.memory.note_reads(("clause", service.id, verdict.clause.id), assumed.memory)
    return any(verdict.holds is False for verdict in judged)


def _open(verdict: Verdict) -> bool:
    return verdict.holds is None and verdict.clause.stage == "before"
