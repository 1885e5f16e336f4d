"""Offer (the giver proposes) and request (the holder does): nothing is in force before the other side agrees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from django.db import IntegrityError, connection
from django.db.models import Q

from madang.people.acts.enrol_persons import new_id
from madang.people.clock import now
from madang.people.delegation.parties import close_overdue, label_of_firm, name_of_person, on_record, resource
from madang.people.delegation.terms import deeds_of, ground_of, limited, services_of
from madang.people.kinds import DEEDS, DELEGATIONS, EVERY_SERVICE
from madang.people.models import Delegation
from madang.people.refusals import BadDelegation, DelegatedAlready, NoSuchPerson
from madang.people.texts import id_of, note_of
from madang.rules.service import Label
from madang.trust import service as trust


@dataclass(frozen=True)
class Propose(trust.Act[Delegation, dict[str, str]]):
    """Gives {"delegation": id}. giver: a person's id, for the kind firm the firm's. until: aware.

    services: ids, or ("*",). basis: a key of the kind's grounds. evidence: a reference to a paper or a record.
    """

    giver: str
    holder: str
    kind: str
    until: dt.datetime
    services: tuple[str, ...] = (EVERY_SERVICE,)
    deeds: tuple[str, ...] = DEEDS
    since: dt.datetime | None = None
    basis: str = ""
    evidence: str = ""

    side: ClassVar[str]

    def find(self) -> Delegation:
        """The row it will be. Raises BadText, BadDelegation and NoSuchPerson."""
        at = now()
        ground = ground_of(self.kind, self.basis)
        if DELEGATIONS[self.kind].statutory:
            raise BadDelegation(
                "법정대리는 등록부에서 옵니다. 직접 맡길 수 없습니다.",
                "Representation by law comes from a register; nobody gives it.",
            )
        if id_of(self.giver) == id_of(self.holder):
            raise BadDelegation("자기 자신에게 맡길 수 없습니다.", "Nobody acts for themselves under a delegation.")
        since = self.since or at
        limited(self.kind, since, self.until, at)
        firm = self.giver if self.kind == "firm" else None
        row = Delegation(
            id=new_id("d"), giver_id=None if firm else self.giver, firm_id=firm, holder_id=self.holder, kind=self.kind,
            proposed_by=self.side, services=services_of(self.services), deeds=deeds_of(self.deeds), valid_from=since,
            valid_to=self.until, state="offered", proposed_at=at, ground=ground, evidence=note_of(self.evidence),
        )  # fmt: skip
        label = None if firm is None else label_of_firm(firm)
        if firm and label is None:
            raise NoSuchPerson("그런 기업이 없습니다.", "There is no such firm.")
        row.giver_name = label.ko if label else name_of_person(self.giver) if self.side == "giver" else ""
        row.holder_name = name_of_person(self.holder) if self.side == "holder" else ""
        return row

    def resource(self, about: Delegation) -> trust.Resource:
        """The delegation that will be."""
        return resource("new", about.for_whom, about.firm_id, about.holder_id, about.kind, self.side, about.proposed_at)

    def ground(self, about: Delegation) -> trust.Ground:
        """The article the delegation rests on."""
        return trust.Ground(about.ground, "own")

    def execute(self, doing: trust.Doing, about: Delegation) -> dict[str, str]:
        """One of a kind between two at a time. Raises DelegatedAlready, and NoSuchPerson for who is not known here."""
        before = Delegation.objects.select_for_update().filter(
            Q(giver=about.for_whom) | Q(firm=about.for_whom), holder=about.holder_id, kind=about.kind, ended_at=None
        )
        on_record(doing, close_overdue(before, doing.at), "expired")
        try:
            about.save(force_insert=True)
            connection.check_constraints()
        except IntegrityError as error:
            if "delegation_once" in str(error):
                raise DelegatedAlready(
                    "같은 위임이 이미 있거나 답을 기다립니다.",
                    "There is one of this kind already, or one waits for an answer.",
                ) from None
            raise NoSuchPerson("그런 사람이 없습니다.", "There is no such person.") from None
        on_record(doing, [about], self.name.removeprefix("people."))
        return {"delegation": about.pk}


class OfferDelegation(Propose):
    """The giver, or for a firm who represents it, proposes."""

    name: ClassVar[str] = "people.offer"
    purpose: ClassVar[Label] = Label("위임의 제안", "Offering a delegation")
    side = "giver"


class RequestDelegation(Propose):
    """The one who would act proposes."""

    name: ClassVar[str] = "people.request"
    purpose: ClassVar[Label] = Label("위임의 요청", "Asking for a delegation")
    side = "holder"
