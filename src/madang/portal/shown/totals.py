"""What all settled benefits come to together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from madang.portal.shown.words import said, won_per
from madang.rules.service import Answer

ORDER = ("month", "quarter", "year", "once")


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of money with how often it is paid; `count` services are in it."""

    amount: str
    count: int


def totals_of(answers: Iterable[Answer]) -> tuple[Total, ...]:
    """Sums over the services that can be received, by period; services that pay no money are in none."""
    sums: dict[str, tuple[int, int | None, int]] = {}
    for answer in answers:
        if answer.status == "eligible" and answer.amount is not None and not answer.pays_nothing:
            low, high, count = sums.get(answer.amount.per, (0, 0, 0))
            top = None if high is None or answer.amount.high is None else high + answer.amount.high
            sums[answer.amount.per] = (low + answer.amount.low, top, count + 1)
    return tuple(Total(won_per(sums[per][0], sums[per][1], per), sums[per][2]) for per in ORDER if per in sums)


def without_money(answers: Iterable[Answer]) -> tuple[str, ...]:
    """Names of the services that can be received and pay no money."""
    return tuple(said(answer.label) for answer in answers if answer.pays_nothing)
