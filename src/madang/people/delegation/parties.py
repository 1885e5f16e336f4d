"""The two sides of a delegation: who they are, who speaks for a firm, what each is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from madang.people.delegation.standing import active_at, lapses_at
from madang.people.delegation.terms import KEEPER
from madang.people.kinds import DAYS_TO_ANSWER, DELEGATIONS
from madang.people.models import Delegation, Organisation, Person
from madang.people.refusals import NoSuchDelegation
from madang.rules.service import Label
from madang.trust import service as trust


def locked(id: str) -> Delegation:
    """The row, locked; of others it is not there. Raises NoSuchDelegation."""
    row = Delegation.objects.select_for_update().filter(pk=id).first()
    if row is None:
        raise NoSuchDelegation("그런 위임이 없습니다.", "There is no such delegation.")
    return row


def representatives(firm: str | None, at: dt.datetime) -> list[str]:
    """Who represents a firm by the register at the moment: they speak for it."""
    if not firm:
        return []
    rows = Delegation.objects.filter(active_at(at), firm=firm, proposed_by="register")
    return sorted(set(rows.values_list("holder_id", flat=True)))


def resource_of(row: Delegation, at: dt.datetime) -> trust.Resource:
    """A delegation as the policy sees it."""
    return resource(row.pk, row.for_whom, row.firm_id, row.holder_id, row.kind, row.proposed_by, at)


def resource(
    id: str, giver: str, firm: str | None, holder: str, kind: str, proposed_by: str, at: dt.datetime
) -> trust.Resource:
    """The same for one that is about to be proposed."""
    statutory = DELEGATIONS[kind].statutory or proposed_by == "register"
    return trust.Resource("Delegation", id, {
        "tenant": KEEPER, "giver": giver, "holder": holder, "kind": kind, "statutory": statutory,
        "proposed_by": proposed_by, "speak_for_giver": [giver, *representatives(firm, at)],
    })  # fmt: skip


def name_of_person(id: str) -> str:
    """As the register writes it, if the context may see it; else ""."""
    return Person.objects.filter(pk=id).values_list("name", flat=True).first() or ""


def label_of_firm(id: str) -> Label | None:
    """The firm's name; None where there is no such firm."""
    row = Organisation.objects.filter(pk=id, kind="firm").values_list("label_ko", "label_en").first()
    return None if row is None else Label(*row)


def on_record(doing: trust.Doing, rows: Iterable[Delegation], step: str) -> None:
    """An entry and an event for each side, which say what concerns that side and do not name the other."""
    said: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        terms = {
            "delegation": row.pk, "kind": row.kind, "step": step, "services": row.services, "deeds": row.deeds,
            "until": None if row.valid_to is None else row.valid_to.isoformat(), "because": row.end_reason,
        }  # fmt: skip
        for side, whose in (("giver", row.for_whom), ("holder", row.holder_id)):
            said.setdefault(whose, []).append({**terms, "side": side})
            doing.tell(f"kr.madang.delegation.{step}", subject=whose, data={"delegation": row.pk, "side": side})
    for whose, delegations in said.items():
        doing.about([whose], delegations=delegations)


def close_overdue(rows: Iterable[Delegation], at: dt.datetime) -> list[Delegation]:
    """Those of the locked rows whose time is over, closed as of the moment it was."""
    closed = []
    for row in rows:
        over = min(lapses_at(row), row.valid_to or lapses_at(row))
        if over <= at:
            row.state, row.ended_at, row.end_reason = "expired", over, _why_over(row)
            row.save(update_fields=["state", "ended_at", "end_reason"])
            closed.append(row)
    return closed


def overdue(at: dt.datetime) -> Q:
    """Of those not ended, what close_overdue would close."""
    return Q(ended_at=None) & (
        Q(valid_to__lte=at) | Q(answered_at=None, proposed_at__lte=at - dt.timedelta(days=DAYS_TO_ANSWER))
    )


def _why_over(row: Delegation) -> str:
    if row.answered_at is None:
        return "unanswered"
    minor = row.kind == "parent" or row.ground == DELEGATIONS["guardian"].grounds["minor"]
    return "majority" if minor else "time"
