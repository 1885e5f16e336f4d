"""The other side answers: the holder accepts an offer, the giver consents to a request, either refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.people.clock import now
from madang.people.delegation.parties import locked, name_of_person, on_record, resource_of
from madang.people.delegation.standing import stands
from madang.people.models import Delegation
from madang.people.refusals import NotWaiting
from madang.rules.service import Label
from madang.trust import service as trust


@dataclass(frozen=True)
class Answer(trust.Act[Delegation, dict[str, str]]):
    """Gives {"delegation": id, "state": what it is now}."""

    delegation: str

    agrees: ClassVar[bool] = True

    def find(self) -> Delegation:
        """The row, locked. Raises NoSuchDelegation and NotWaiting."""
        row = locked(self.delegation)
        if stands(row, now()) != "offered":
            raise NotWaiting("이미 답했거나 기한이 지났습니다.", "It was answered before, or its time is over.")
        return row

    def resource(self, about: Delegation) -> trust.Resource:
        """The delegation."""
        return resource_of(about, now())

    def ground(self, about: Delegation) -> trust.Ground:
        """The article the delegation rests on."""
        return trust.Ground(about.ground, "own")

    def execute(self, doing: trust.Doing, about: Delegation) -> dict[str, str]:
        """In force from now, or over. Who agrees tells the other side their name."""
        if self.agrees:
            about.state, about.answered_at = "active", doing.at
            if about.proposed_by == "giver":
                about.holder_name = name_of_person(about.holder_id)
            elif about.giver_id:
                about.giver_name = name_of_person(about.giver_id)
        else:
            about.state, about.ended_at, about.end_reason = "refused", doing.at, "refused"
        about.save()
        on_record(doing, [about], self.name.removeprefix("people."))
        return {"delegation": about.pk, "state": about.state}


class AcceptOffer(Answer):
    """The holder says yes to an offer."""

    name: ClassVar[str] = "people.accept"
    purpose: ClassVar[Label] = Label("위임의 수락", "Accepting a delegation")


class ConsentToRequest(Answer):
    """The giver says yes to a request."""

    name: ClassVar[str] = "people.consent"
    purpose: ClassVar[Label] = Label("위임 요청에 대한 동의", "Consenting to a delegation")


class RefuseDelegation(Answer):
    """The side that was asked says no."""

    name: ClassVar[str] = "people.refuse"
    purpose: ClassVar[Label] = Label("위임의 거절", "Refusing a delegation")
    agrees: ClassVar[bool] = False
