"""Drafts and whom they are for: oneself, or somebody a delegation lets one apply for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from madang.people.service import EVERY_SERVICE, MayNot, ShownDelegation, delegations_of, may
from madang.portal.mine.frame import Me
from madang.portal.shown.words import said
from madang.rules.service import Refused
from madang.services.applications.service import Draft, draft_of
from madang.trust.service import Principal, entered


class NotFor(Refused):
    """Somebody may not do this for that person. The text says why."""

    code = "not_for"


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft with the principal who may work on it. for_whom: the other's name, "" for oneself; law: why one may."""

    draft: Draft
    principal: Principal
    me: Me
    for_whom: str
    law: str

    @property
    def other(self) -> bool:
        """Whether it is for somebody else."""
        return self.draft.applicant != self.me.person


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody one may apply for."""

    person: str
    name: str
    kind: str
    until: dt.datetime | None


def for_whom(me: Me, service: str) -> list[Whom]:
    """Whom one may apply for in this service now. One query."""
    return [
        Whom(one.giver, name_of(one), said(one.sees), one.valid_to)
        for one in delegations_of(me.person, dt.datetime.now(dt.UTC))
        if _covers(one, service, "apply") and one.giver in me.acts_for
    ]


def looked_after(me: Me) -> list[ShownDelegation]:
    """Under which delegations one may see somebody's applications now. One query, none where there is nobody."""
    if not me.acts_for:
        return []
    found = delegations_of(me.person, dt.datetime.now(dt.UTC))
    return [one for one in found if one.side == "holder" and one.state == "active" and not one.restricted
            and "view" in one.deeds and one.giver in me.acts_for]  # fmt: skip


def name_of(one: ShownDelegation) -> str:
    """The other's name, as they told it; else what they are to each other."""
    return one.other_name or said(one.kind_label)


def covers(one: ShownDelegation, service: str) -> bool:
    """Whether it is about a service."""
    return not one.services or service in one.services or EVERY_SERVICE in one.services


@dataclass(frozen=True, slots=True)
class Permit:
    """principal: sees the person's rows beside their own. law: the ground of the delegation; name: whom it is for."""

    principal: Principal
    law: str = ""
    name: str = ""


def permitted(me: Me, person: str, service: str, deed: str = "apply") -> Permit:
    """For oneself, or under a delegation that covers this. NotFor where nothing lets them. One query for another."""
    if person == me.person:
        return Permit(me.principal)
    found = may(me.person, person, service, deed, dt.datetime.now(dt.UTC))
    if isinstance(found, MayNot):
        raise NotFor(found.reason.ko, found.reason.en)
    return Permit(me.beside(person), found.ground, found.other_name or said(found.kind_label))


def open_draft(me: Me, id: UUID) -> Opened | None:
    """One's own draft, for oneself or for somebody one still may apply for; None for any other. NotFor."""
    with entered(me.beside(*me.acts_for)):
        draft = draft_of(id)
    if draft is None or draft.actor != me.principal.actor:
        return None
    permit = permitted(me, draft.applicant, draft.service)
    return Opened(draft, permit.principal, me, permit.name, permit.law)


def _covers(one: ShownDelegation, service: str, deed: str) -> bool:
    active = one.side == "holder" and one.state == "active" and not one.restricted
    return active and covers(one, service) and deed in one.deeds
