"""May somebody act for somebody else; for whom does somebody act; what does each side see of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from madang.people.delegation.standing import Stands, active_at, kept_away_at, stands
from madang.people.delegation.wording import ShownDelegation, shown
from madang.people.kinds import DEEDS, EVERY_SERVICE
from madang.people.models import Delegation
from madang.rules.service import Label
from madang.trust import service as trust

WHY = Label("대신할 수 있는지 확인", "Checking whether somebody may act for somebody else")
NOBODY = Label(
    "이 사람을 대신할 권한이 없습니다. 위임을 받거나 요청하세요.",
    "You may not act for this person. Ask them to let you.",
)
_nearest: tuple[Stands, ...] = ("active", "not_yet", "offered", "expired", "withdrawn", "refused")


@dataclass(frozen=True, slots=True)
class MayNot:
    """Why not, in both languages. code: the id of the policy that forbids it, or people_nobody."""

    code: str
    reason: Label


def may(holder: str, for_person: str, service: str, deed: str, at: dt.datetime) -> ShownDelegation | MayNot:
    """The delegation that lets the holder do this for the person, or the firm, at a moment; else the reason why not.

    In the holder's own context, by one query; the policy decides on each candidate, the nearest to an answer tells the
    reason. ValueError for an unknown deed or a time without a zone.
    """
    if deed not in DEEDS or at.tzinfo is None:
        raise ValueError(f"no such deed, or a time without a zone: {deed}")
    with trust.entered(_eyes_of(holder)):
        rows = Delegation.objects.filter(Q(giver=for_person) | Q(firm=for_person), holder=holder)
        found = list(rows.annotate(restricted=kept_away_at(at)).order_by("-proposed_at", "pk"))
    found.sort(key=lambda row: (not row.restricted, _nearest.index(stands(row, at))))
    why = MayNot("people_nobody", NOBODY)
    who = trust.Principal("resident", holder, person=holder)
    for place, row in enumerate(found):
        try:
            trust.ask(who, "people.act_for", acting(row, at, service, deed, restricted=row.restricted),
                      ground=trust.Ground(row.ground, "own"), purpose=WHY, grade="S")  # fmt: skip
        except trust.Denied as denied:
            why = MayNot(denied.policies[0] if denied.policies else "people_nobody", denied.label) if not place else why
        else:
            return shown(row, holder, at, restricted=False)
    return why


def acts_for(person: str, at: dt.datetime, *, service: str = "", deed: str = "") -> tuple[str, ...]:
    """The ids of persons and firms somebody acts for at a moment, sorted; in their own context, by one query.

    service, deed: only where these are covered. A principal's `acts_for` opens the rows of these persons as a whole:
    ask :func:`may` before each single thing.
    """
    wanted = active_at(at)
    if service:
        wanted &= Q(services__contains=[EVERY_SERVICE]) | Q(services__contains=[service])
    if deed:
        wanted &= Q(deeds__contains=[deed])
    with trust.entered(_eyes_of(person)):
        rows = Delegation.objects.filter(wanted, ~kept_away_at(at), holder=person)
        return tuple(sorted({giver or firm or "" for giver, firm in rows.values_list("giver_id", "firm_id")}))


def delegations_of(person: str, at: dt.datetime) -> list[ShownDelegation]:
    """All that somebody, or a firm, ever gave or held, the latest first; in their own context, by one query."""
    with trust.entered(_eyes_of(person)):
        rows = Delegation.objects.filter(Q(giver=person) | Q(firm=person) | Q(holder=person))
        return [
            shown(row, person, at, restricted=row.restricted)
            for row in rows.annotate(restricted=kept_away_at(at)).order_by("-proposed_at", "pk")
        ]


def acting(row: Delegation, at: dt.datetime, service: str, deed: str, *, restricted: bool) -> trust.Resource:
    """One delegation and what somebody wants to do under it, as the policy sees it."""
    return trust.Resource("Acting", row.pk, {
        "giver": row.for_whom, "holder": row.holder_id, "stands": stands(row, at), "kept_away": restricted,
        "services": list(row.services), "deeds": list(row.deeds), "service": service, "deed": deed,
    })  # fmt: skip


def _eyes_of(person: str) -> trust.Principal:
    """A worker that sees what is this person's and nothing else."""
    return trust.system("people", tenants=(), subjects=(person,))
