"""Refused whichever way: whoever belongs to the unit, some clause refuses, though not the same one each time.

Three-valued logic looks at each value by itself. While it is open who belongs to the unit, its income may be as low
as that of one person and its line as high as that of all: the two together are true of nobody. A service is a
conjunction, so it is refused when each way of putting the unit together is. Where a clause asks that the applicant
belongs, that clause refuses the ways without the applicant, and only the others need looking at.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from madang.rules import ir
from madang.rules.answers.verdict import Verdict, verdict_of
from madang.rules.model import ServiceDefinition
from madang.rules.reckoning.functions import listed
from madang.rules.reckoning.uncertain import PerhapsList
from madang.rules.reckoning.world import Reckoning

BELONGING = ir.Call(ir.Name("list contains"), (ir.Variable("unit"), ir.Variable("applicant")))
"""The clause that asks whether the applicant is a member of the unit."""

MOST_SETTLED = 3
"""Persons whose membership is tried both ways; that of further ones stays open."""


def refused_whichever_way(reckoning: Reckoning, service: ServiceDefinition, found: list[Verdict]) -> bool:
    """Whether some clause refuses for each way the unit may be put together."""
    unit = reckoning.unit(service.unit)
    open_ = [verdict for verdict in found if verdict.holds is None and verdict.clause.stage == "before"]
    if not isinstance(unit, PerhapsList):
        return False
    asked = any(reckoning.rulebook.bound[verdict.clause.when].node == BELONGING for verdict in open_)
    return all(_refused(reckoning, service, open_, way) for way in _ways(reckoning, unit, belongs=asked))


def _ways(reckoning: Reckoning, unit: PerhapsList, *, belongs: bool) -> Iterator[list[tuple[object, object]]]:
    """The unit with the membership of a few settled, everybody in it first; the applicant in it if it `belongs`."""
    pairs = [(person, presence if not belongs or person != reckoning.applicant else True) for person, presence in unit]
    in_doubt = [person for person, presence in pairs if presence is not True][:MOST_SETTLED]
    for way in product((True, False), repeat=len(in_doubt)):
        settled = dict(zip(in_doubt, way, strict=True))
        kept = [(person, settled.get(person, presence)) for person, presence in pairs]
        yield [(person, presence) for person, presence in kept if presence is not False]


def _refused(
    reckoning: Reckoning, service: ServiceDefinition, open_: list[Verdict], members: list[tuple[object, object]]
) -> bool:
    assumed = reckoning.assuming_unit(service.unit, listed(members))
    for verdict in open_:
        judged = verdict_of(assumed, service, verdict.clause)
        reckoning.memory.note_reads(("clause", service.id, verdict.clause.id), assumed.memory)
        if judged.holds is False:
            return True
    return False
