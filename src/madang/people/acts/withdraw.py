"""Either side ends a delegation at once; what follows from the law is not theirs to end (민법 §128)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.people.clock import now
from madang.people.delegation.parties import locked, on_record, resource_of
from madang.people.delegation.standing import stands
from madang.people.models import Delegation
from madang.people.refusals import NotInForce
from madang.rules.service import Label
from madang.trust import service as trust


@dataclass(frozen=True)
class WithdrawDelegation(trust.Act[Delegation, dict[str, str]]):
    """Gives {"delegation": id, "state": "withdrawn"}. An offer that waits is withdrawn the same way."""

    delegation: str

    name: ClassVar[str] = "people.withdraw"
    purpose: ClassVar[Label] = Label("위임의 철회", "Withdrawing a delegation")

    def find(self) -> Delegation:
        """The row, locked. Raises NoSuchDelegation and NotInForce."""
        row = locked(self.delegation)
        if stands(row, now()) not in ("active", "not_yet", "offered"):
            raise NotInForce("이미 끝난 위임입니다.", "This delegation has ended before.")
        return row

    def resource(self, about: Delegation) -> trust.Resource:
        """The delegation."""
        return resource_of(about, now())

    def ground(self, about: Delegation) -> trust.Ground:
        """민법 §128: a power given by agreement ends when the giver withdraws it."""
        return trust.Ground("민법 §128", "own")

    def execute(self, doing: trust.Doing, about: Delegation) -> dict[str, str]:
        """Over from this moment."""
        about.state, about.ended_at = "withdrawn", doing.at
        about.end_reason = "holder" if doing.principal.person == about.holder_id else "giver"
        about.save(update_fields=["state", "ended_at", "end_reason"])
        on_record(doing, [about], "withdraw")
        return {"delegation": about.pk, "state": about.state}
