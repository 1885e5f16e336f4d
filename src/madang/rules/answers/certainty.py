"""How firm an answer is: a decision, or likely where the law's year or a figure is not sure."""

from __future__ import annotations

from collections.abc import Callable

from madang.rules.loading.service import value_on
from madang.rules.model import ServiceDefinition
from madang.rules.reckoning.world import Reckoning

LIKELY, DECISION = "likely", "decision"


def certainty_of(
    reckoning: Reckoning, service: ServiceDefinition, work_through: Callable[[Reckoning, ServiceDefinition], None]
) -> str:
    """Likely where the year is not exact, or where a figure that is still to be checked was read for this answer.

    What else was asked of the same reckoning has read figures of its own, so where it matters the service is worked
    through once more by itself.
    """
    if str(reckoning.date.year) in service.partial:
        return LIKELY
    unsure = _unsure_figures(reckoning, service)
    if not unsure:
        return DECISION
    alone = Reckoning(reckoning.rulebook, reckoning.facts)
    work_through(alone, service)
    return LIKELY if unsure & alone.used.keys() else DECISION


def _unsure_figures(reckoning: Reckoning, service: ServiceDefinition) -> set[str]:
    pack = reckoning.rulebook.pack
    figures = {
        name: value_on(pack.parameters[name], reckoning.date)
        for name in reckoning.rulebook.reach_of_service(service).parameters
    }
    return {name for name, figure in figures.items() if figure is not None and figure.certainty == "to_be_checked"}
