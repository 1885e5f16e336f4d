"""Queues and cases as they are read: few queries, however many cases there are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, F, IntegerField, Q, QuerySet, Value

from madang.services.casework.models import Case, IssuedLetter, Objection, Step
from madang.services.casework.states import OPEN, State
from madang.trust.service import Principal

PAGE = 20
MOST_PAGES = 5_000
Order = Literal["due", "filed"]


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of a queue. total: of what was asked for. counts: of everything the clerk may see, open cases by state,
    under `mine` the clerk's own, under `late` those past their day, under `objection` decided ones objected to.
    """

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
    """A page of the clerk's queue. Two queries, and one more to count what is narrowed.

    state: one of a case's, `late` or `objection`, else whatever is open. search: a whole number, its last part, or a
    whole name, of decided cases too.
    Inside :func:`madang.trust.service.entered`; whoever shows names has disclosed them.
    """
    seen = Case.objects.filter(visible_to(principal))
    rows = _in_state(seen, state, everything=bool(search.strip()))
    rows = rows.filter(service=service) if service else rows
    rows = rows.filter(clerk=principal.id) if mine else rows
    rows = rows.filter(_found(search, principal)) if search.strip() else rows
    counted = counts(principal)
    total = _total(counted, state) if not (service or mine or search.strip()) else None
    if total is None:
        total = rows.count()
    pages = max(1, min(MOST_PAGES, -(-total // PAGE)))
    page = min(max(1, page), pages)
    ordered = rows.order_by("-filed_at", "-id") if order == "filed" else rows.order_by("due_at", "id")
    found = tuple(ordered[(page - 1) * PAGE : page * PAGE])
    return Queue(found, page, pages, total, counted)


def counts(principal: Principal) -> dict[str, int]:
    """What waits at the clerk's desk, as `Queue.counts`. One query, inside `entered`."""
    seen = Case.objects.filter(visible_to(principal))
    late, mine = Count("id", filter=Q(due_at__lt=_now())), Count("id", filter=Q(clerk=principal.id))
    told = ("kind", "many", "late", "mine")
    rows = (
        seen.filter(decided_at=None).order_by().values(kind=F("state")).annotate(many=Count("id"), late=late, mine=mine)
    )
    objected = _in_state(seen, "objection").order_by().values(kind=Value("objection"))
    none = Value(0, IntegerField())
    both = rows.values_list(*told).union(
        objected.annotate(many=Count("id"), late=none, mine=none).values_list(*told), all=True
    )
    found = {state.value: 0 for state in State} | {"late": 0, "mine": 0, "objection": 0}
    for kind, many, over, own in both:
        found[kind] = many
        found["late"] += over
        found["mine"] += own
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


def objections_of(case: Case) -> list[Objection]:
    """The objections to its decisions, the latest first. One query."""
    return list(case.objections.order_by("-id"))


def letters_of(case: Case) -> list[IssuedLetter]:
    """The letters, without their files, the latest first. One query."""
    return list(case.letters.order_by("-id").defer("pdf", "html"))


def letter_of(document: str) -> IssuedLetter | None:
    """A letter with its file, if it is there for whoever asks. One query. No number of a letter has a NUL in it, which
    the database takes for no text."""
    return None if "\x00" in document else IssuedLetter.objects.filter(document=document).first()


def _total(counted: dict[str, int], state: str) -> int | None:
    """How many there are of a state, where the counts say so: decided ones are not counted."""
    if state in (State.decided, State.withdrawn):
        return None
    return counted[state] if state else sum(counted[one] for one in OPEN)


def _in_state(seen: QuerySet[Case], state: str, *, everything: bool = False) -> QuerySet[Case]:
    if state == "late":
        return seen.filter(decided_at=None, due_at__lt=_now())
    if state == "objection":
        return seen.filter(pk__in=Objection.objects.filter(decided_at=None).values("case"))
    if state:
        return seen.filter(state=state)
    return seen if everything else seen.filter(decided_at=None)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _found(search: str, principal: Principal) -> Q:
    """Equality only, which the database may look up behind its wall; a number is typed whole or by its last part."""
    text = search.strip()[:200]
    if text.isdecimal() and len(text) <= 18:
        return Q(pk=int(text))
    return Q(number=text) | Q(name=text)
