"""A rulebook that knows nothing but single conditions: for whoever joins their truths by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from madang.rules.binding.assembly import bind_kept
from madang.rules.binding.rulebook import Rulebook
from madang.rules.model import Clause, Expression, Label, Place, ServiceDefinition


def with_conditions(rulebook: Rulebook, conditions: Mapping[str, str], unit: str) -> Rulebook:
    """The same facts, figures and units; the services are the conditions (id → FEEL), each over a unit of its own.

    A condition's service is eligible where it holds, ineligible where it does not, else unknown. ProblemsFound.
    """
    services = {id: _service(id, feel, unit, line) for line, (id, feel) in enumerate(conditions.items(), start=1)}
    return bind_kept(replace(rulebook.pack, services=services), rulebook.regions)


def _service(id: str, feel: str, unit: str, line: int) -> ServiceDefinition:
    place, label = Place("conditions", line), Label(id, id)
    clause = Clause("holds", Expression(feel, place), "", place, label)
    return ServiceDefinition(id, "benefit", label, "", "", unit, place, None, (clause,))
