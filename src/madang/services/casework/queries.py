"""Queues and cases as they are read: few queries, however many cases there are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Q, QuerySet

from madang.services.casework.models import Case, IssuedLetter, Step
from madang.services.casework.states import State
from madang.trust.service import Principal

PAGE = 20
MOST_PAGES = 5_000
Order = Literal["due", "filed"]


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of a queue. counts: open cases by state, of everything the clerk may see; total: of what was asked for."""

    cases: tuple[Case, ...]
    page: int
    pages: int
    total: int
    counts: dict[str, int]


def visible_to(principal: Principal) -> Q:
    """The rows a principal may see, for lists; single cases are the policy's. The database's wall says the same."""
    if principal.kind == "resident":
        return Q(applicant__in=[one for one in (principal.person, *principal.acts_for) if one])
    if principal.kind != "official" or not principal.tenant:
        return Q() if principal.kind == "system" and "*" in principal.tenants else Q(pk__in=[])
    own = Q(tenant=principal.tenant)
    return own & Q(unit__in=principal.units) if principal.units else own


def queue(
    principal: Principal,
    *,
    state: str = "",
    service: str = "",
    mine: bool = False,
    search: str = "",
    order: Order = "due",
    page: int = 1,
) -> Queue:
    """A page of the clerk's queue. search: a number's beginning or end, or a whole name. Three queries.

    Inside :func:`madang.trust.service.entered`; whoever shows names has disclosed them.
    """
    seen = Case.objects.filter(visible_to(principal))
    rows = seen.filter(state=state) if state else seen.filter(decided_at=None) if not search else seen
    rows = rows.filter(service=service) if service else rows
    rows = rows.filter(clerk=principal.id) if mine else rows
    rows = rows.filter(_found(search, principal)) if search.strip() else rows
    total = rows.count()
    pages = max(1, min(MOST_PAGES, -(-total // PAGE)))
    page = min(max(1, page), pages)
    ordered = rows.order_by("-filed_at", "-id") if order == "filed" else rows.order_by("due_at", "id")
    found = tuple(ordered[(page - 1) * PAGE : page * PAGE])
    return Queue(found, page, pages, total, counts(seen))


def counts(seen: QuerySet[Case]) -> dict[str, int]:
    """Open cases by state, and those past their day under `late`. One query."""
    open_cases = seen.filter(decided_at=None)
    late = Count("id", filter=Q(due_at__lt=dt.datetime.now(dt.UTC)))
    rows = open_cases.order_by().values_list("state").annotate(many=Count("id"), late=late)
    found = {state.value: 0 for state in State} | {"late": 0}
    for state, many, over in rows:
        found[state] = many
        found["late"] += over
    return found


def case_of(number: int) -> Case | None:
    """The case, if it is there for whoever asks. One query."""
    return Case.objects.filter(pk=number).first()


def cases_of(person: str, most: int = 100) -> list[Case]:
    """The cases of a person, the latest first. One query."""
    return list(Case.objects.filter(applicant=person).order_by("-id")[:most])


def open_case_of(person: str, service: str) -> Case | None:
    """The case of this person and service that is not decided yet. One query."""
    return Case.objects.filter(applicant=person, service=service, decided_at=None).first()


def steps_of(case: Case, *, for_applicant: bool) -> list[Step]:
    """What happened, in order; the applicant does not read inner notes. One query."""
    rows = case.steps.order_by("id")
    return list(rows.filter(known_to_applicant=True) if for_applicant else rows)


def letters_of(case: Case) -> list[IssuedLetter]:
    """The letters, without their files, the latest first. One query."""
    return list(case.letters.order_by("-id").defer("pdf", "html"))


def letter_of(document: str) -> IssuedLetter | None:
    """A letter with its file, if it is there for whoever asks. One query."""
    return IssuedLetter.objects.filter(document=document).first()


def _found(search: str, principal: Principal) -> Q:
    """Equality only, which the database may look up behind its wall; a number is typed whole or by its last part."""
    text = search.strip()[:200]
    if text.isdecimal() and len(text) <= 18:
        return Q(pk=int(text))
    return Q(number=text) | Q(name=text)
