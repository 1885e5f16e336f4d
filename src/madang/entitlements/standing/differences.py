"""From one standing to the next: what kind of difference it is to the resident."""

from __future__ import annotations

from madang.entitlements.standing.evaluator import Stand

ELIGIBLE, LOST, AMOUNT, QUESTION = "eligible", "lost", "amount", "question"
Shown = tuple[str, int | None, int | None, int]


def shown(stand: Stand) -> Shown:
    """What a resident is told: status, amount from low to high, how many facts are open."""
    return stand.status, stand.low, stand.high, len(stand.missing)


def kind_of(before: Stand | None, after: Stand) -> str | None:
    """eligible, lost, amount, question, or None where nothing is to be told.

    lost: was eligible and no longer is, or no longer for certain. question: one fact is open where it was none or more.
    """
    then = None if before is None else before.status
    if after.status == "eligible" != then:
        return ELIGIBLE
    if then == "eligible" != after.status:
        return LOST
    if after.status == "eligible" and before is not None and before[1:3] != after[1:3]:
        return AMOUNT
    settled_by_one = after.status == "unknown" and len(after.missing) == 1
    if settled_by_one and (before is None or before.status != "unknown" or len(before.missing) != 1):
        return QUESTION
    return None
