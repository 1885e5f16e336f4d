"""What ends by itself: time, majority, an offer nobody answered; and at somebody's death, all that was theirs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Q

from madang.people.clock import day_of, midnight, now
from madang.people.delegation.parties import close_overdue, on_record, overdue
from madang.people.delegation.terms import KEEPER
from madang.people.models import Delegation
from madang.people.refusals import BadDelegation
from madang.people.texts import id_of
from madang.rules.service import Label
from madang.trust import service as trust

MOST = 500


@dataclass(frozen=True)
class EndOverdue(trust.Act[list[Delegation], int]):
    """Writes down what has ended; nothing waits for it, every question counts time itself. Gives how many."""

    name: ClassVar[str] = "people.expire"
    purpose: ClassVar[Label] = Label("기간이 지난 위임의 정리", "Closing delegations whose time is over")

    def find(self) -> list[Delegation]:
        """Up to 500 that nobody else is closing."""
        rows = Delegation.objects.filter(overdue(now())).order_by("pk")
        return list(rows.select_for_update(skip_locked=True)[:MOST])

    def resource(self, about: list[Delegation]) -> trust.Resource:
        """The house."""
        return trust.Resource("House", "people", {"tenant": KEEPER})

    def ground(self, about: list[Delegation]) -> trust.Ground:
        """민법 §4, §128, §152②: what has an end loses its force when the end comes."""
        return trust.Ground("민법 §4, §128, §152②", "duty")

    def execute(self, doing: trust.Doing, about: list[Delegation]) -> int:
        """Each as of the moment it ended."""
        closed = close_overdue(about, doing.at)
        on_record(doing, closed, "expired")
        return len(closed)


@dataclass(frozen=True)
class EndByDeath(trust.Act[list[Delegation], int]):
    """Ends what a person who died gave and held, since the day of death (민법 §127). Gives how many.

    source: the register that knows. Again for the same person: nothing is left to end.
    """

    person: str
    died_on: dt.date
    source: str

    name: ClassVar[str] = "people.end_by_death"
    purpose: ClassVar[Label] = Label("사망에 따른 위임의 종료", "Ending delegations at a death")

    def find(self) -> list[Delegation]:
        """The rows, locked. Raises BadText, and BadDelegation for a death to come."""
        id_of(self.person), id_of(self.source)
        if self.died_on > day_of(now()):
            raise BadDelegation("사망일이 아직 오지 않은 날입니다.", "The day of death has not come yet.")
        rows = Delegation.objects.filter(Q(giver=self.person) | Q(holder=self.person), ended_at=None)
        return list(rows.order_by("pk").select_for_update())

    def resource(self, about: list[Delegation]) -> trust.Resource:
        """The house."""
        return trust.Resource("House", "people", {"tenant": KEEPER})

    def ground(self, about: list[Delegation]) -> trust.Ground:
        """민법 §127: the power ends with the death of either."""
        return trust.Ground("민법 §127", "duty")

    def execute(self, doing: trust.Doing, about: list[Delegation]) -> int:
        """Over since the beginning of the day of death; what had ended by then had ended."""
        since = midnight(self.died_on)
        gone = close_overdue(about, since)
        left = [row for row in about if row.ended_at is None]
        for row in left:
            row.state, row.ended_at, row.end_reason = "expired", since, "death"
            row.save(update_fields=["state", "ended_at", "end_reason"])
        on_record(doing, [*gone, *left], "expired")
        return len(gone) + len(left)


def end_overdue(principal: trust.Principal | None = None) -> int:
    """Closes all that is overdue, in transactions of 500. Gives how many."""
    who, total = principal or trust.system("people.expire", tenants=()), 0
    while done := trust.perform(EndOverdue(), who):
        total += done
    return total
