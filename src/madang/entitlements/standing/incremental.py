"""The reference engine with a memory of families: after a change only what rests on the changed facts is worked out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from madang.entitlements.standing.evaluator import Asked, Interpreter, Stand, stand_of_outcome
from madang.rules.service import Family, Rulebook, Standing

MOST_FAMILIES = 4_096
"""Families remembered unless said otherwise: some 45 kB each, so about 0.2 GB."""


class Incremental(Interpreter):
    """Same outcomes as :class:`Interpreter`, facts read included, whatever was asked before.

    What is kept of a family is measured against the family that comes, fact by fact: who asks need not say what
    changed, and cannot leave anything out. Where more than facts differ, all is worked out anew. Beyond `most` families
    the one that was not asked about for longest is forgotten. Not for sharing between threads.
    """

    def __init__(self, rulebook: Rulebook, most: int = MOST_FAMILIES) -> None:
        super().__init__(rulebook)
        self.most = most
        self._kept: OrderedDict[str, Standing] = OrderedDict()

    def stands(self, asked: Iterable[Asked]) -> Iterator[dict[str, Stand]]:
        """See :class:`~madang.entitlements.standing.evaluator.Evaluator`."""
        for family, services in asked:
            outcomes = self._standing(family).outcomes(services)
            yield {service: stand_of_outcome(found) for service, found in outcomes.items()}

    def _standing(self, family: Family) -> Standing:
        held = self._kept.pop(family.applicant, None)
        if held is None or not held.follow(family):
            held = Standing(self.rulebook, family)
        self._kept[family.applicant] = held
        if len(self._kept) > self.most:
            self._kept.popitem(last=False)
        return held
