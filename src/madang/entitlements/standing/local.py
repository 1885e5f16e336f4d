"""Services of the place where a resident lives: they come with a move, or with a pack of the place."""

from __future__ import annotations

from collections.abc import Collection

from madang.entitlements.standing.evaluator import Stand
from madang.entitlements.standing.reach import HOME
from madang.facts.service import KnownFamily
from madang.rules.service import ProblemsFound, Rulebook, services_for

MOVES = frozenset({HOME, "residence.region"})
"""Names of facts that say where somebody lives."""
ELSEWHERE = Stand("ineligible", None, None, "", (), "", frozenset())
"""How somebody stood with a service of a place before they lived there."""


def local_without_row(rulebook: Rulebook, known: KnownFamily | ProblemsFound, held: Collection[str]) -> list[str]:
    """The services of the place of a resident's home that are not among those whose standing is kept."""
    if isinstance(known, ProblemsFound) or not rulebook.has_places:
        return []
    return [service.id for service in services_for(rulebook, known.family) if service.area and service.id not in held]


def may_have_moved(rulebook: Rulebook, names: Collection[str]) -> bool:
    """Whether changed facts may bring somebody to a place that has services of its own."""
    return rulebook.has_places and not MOVES.isdisjoint(names)
