"""What became of a decision's ground since it was made: facts that were corrected, a law that is another one today."""

from __future__ import annotations

from dataclasses import dataclass

from madang.entitlements.service import CannotReplay, explain
from madang.portal.rulebook import rulebook
from madang.services.casework.service import Case


@dataclass(frozen=True, slots=True)
class Since:
    """corrected: how many facts it rests on were corrected or withdrawn; other_law: today's rulebook differs for it."""

    corrected: int
    other_law: bool


def since_decided(case: Case) -> Since | None:
    """None for a case without a decision. By replay of the decision, from its kept law and facts."""
    if case.decision_id is None:
        return None
    try:
        explained = explain(rulebook(), case.decision_id)
    except CannotReplay:
        return Since(0, other_law=True)
    return Since(len(explained.overtaken), not explained.law_holds)
