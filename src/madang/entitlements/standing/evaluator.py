"""The port to whatever works outcomes out, and the interpreter behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, Protocol

from madang.rules.service import FactKey, Family, Label, Outcome, Rulebook, Standing


class Stand(NamedTuple):
    """How a family stands with one service, on the family's day.

    status eligible, ineligible or unknown; low, high: won per `per`, None where no money is owed (high None beside a
    low: no upper bound); missing: names of open facts; reads: the facts looked at, and of whom; fault: what went wrong.
    """

    status: str
    low: int | None
    high: int | None
    per: str
    missing: tuple[str, ...]
    closure: str
    reads: frozenset[FactKey]
    fault: Label | None = None


Asked = tuple[Family, Collection[str]]
"""A family and the services it is asked about."""


class Evaluator(Protocol):
    """Families and services in, outcomes out. Any engine will do that agrees with the interpreter."""

    def stands(self, asked: Iterable[Asked]) -> Iterator[dict[str, Stand]]:
        """For each family, in order, how it stands with each of its services that is in force on its day."""


class Interpreter:
    """The reference engine, one family after the other."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def stands(self, asked: Iterable[Asked]) -> Iterator[dict[str, Stand]]:
        """See :class:`Evaluator`."""
        for family, services in asked:
            outcomes = Standing(self.rulebook, family).outcomes(services)
            yield {service: stand_of_outcome(found) for service, found in outcomes.items()}


def stand_of_outcome(found: Outcome) -> Stand:
    """An outcome of the rules as a stand."""
    low, high, per = (None, None, "")
    if found.amount is not None:
        low, high, per = found.amount.low, found.amount.high, found.amount.per
    missing = tuple(dict.fromkeys(name for name, _ in found.missing))
    return Stand(found.status, low, high, per, missing, found.closure, found.reads, found.fault)
