"""My applications: where each is, by when it is decided and why, and what one can do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe

from madang.exchange.mydata.service import asks_for, waiting_for, waits_for_others
from madang.portal.mine.asked_lines import agreement_lines
from madang.portal.mine.case_lines import case_line, case_page
from madang.portal.mine.drafts import Permit, covers, looked_after, name_of, permitted
from madang.portal.mine.frame import LARGEST, Me, mine_page, resident_page, words_of
from madang.portal.mine.sending import key_in, new_key, send
from madang.portal.shown.words import said
from madang.portal.views.methods import FORM, READ
from madang.rules.service import Refused
from madang.services.applications.service import drafts_of
from madang.services.casework.service import (
    AnswerNotice,
    Case,
    ObjectTo,
    Supply,
    Withdraw,
    case_of,
    cases_of,
    letter_of,
    letters_of,
    steps_of,
)
from madang.services.catalogue.service import label_of
from madang.trust.service import Act, entered


@dataclass(frozen=True, slots=True)
class Found:
    """A case with the principal who may look at it."""

    case: Case
    permit: Permit


@resident_page(*READ)
def every_case(request: HttpRequest, me: Me) -> HttpResponse:
    """GET: all of one's applications, the latest first; drafts too. `for`: those of somebody one acts for."""
    others = looked_after(me)
    wanted = [one for one in others if one.giver == request.GET.get("for", "")]
    whose = wanted[0].giver if wanted else me.person
    with entered(me.beside(whose) if wanted else me.principal):
        cases, drafts = cases_of(whose), drafts_of(whose)
        unanswered = waits_for_others(whose)
    if wanted:
        cases = [case for case in cases if any(covers(one, case.service) for one in wanted)]
    context = {
        "others": [(one.giver, name_of(one)) for one in others],
        "for_whom": name_of(wanted[0]) if wanted else "",
        "cases": [case_line(case) for case in cases],
        "unanswered": unanswered,
        "drafts": [(str(draft.pk), said(label_of(draft.service)), draft.changed_at) for draft in drafts
                   if draft.actor == me.principal.actor],
    }  # fmt: skip
    return mine_page(request, "cases", context)


@resident_page(*FORM)
def one_case(request: HttpRequest, me: Me, case: int) -> HttpResponse:
    """GET: everything about one application. POST `do` = supply, opinion or object, with `said`."""
    found = _found(me, case)
    if found is None:
        return _gone(request)
    if request.method != "POST":
        return _page(request, found)
    do, text = str(request.POST.get("do", "")), str(request.POST.get("said", ""))
    make = _ACTS.get(do)
    if make is None:
        return redirect("portal:mine-case", case=case)
    try:
        send(request, make(case, text), me, by=found.permit.principal)
    except Refused as refused:
        again = _found(me, case) or found
        context = {"problem": words_of(refused), "said": text, "key": key_in(request), "tried": do}
        return _page(request, again, context, 422)
    return redirect("portal:mine-case", case=case)


@resident_page(*FORM)
def withdraw(request: HttpRequest, me: Me, case: int) -> HttpResponse:
    """GET: what it means to take an application back. POST: done."""
    found = _found(me, case)
    if found is None:
        return _gone(request)
    if request.method == "POST":
        send(request, Withdraw(case), me, by=found.permit.principal)
        return redirect("portal:mine-case", case=case)
    return mine_page(request, "withdraw_case", {"one": case_line(found.case), "key": new_key(), "section": "cases"})


@resident_page(*READ)
def letter(request: HttpRequest, me: Me, case: int, document: str) -> HttpResponse:
    """GET: a letter to read, with how somebody else can see that it is genuine; `pdf=1`: the sealed file itself."""
    found, issued = _found(me, case, "receive_letters"), None
    if found is not None:
        with entered(found.permit.principal):
            issued = letter_of(document)
    if issued is None or issued.case_id != case:
        return _gone(request)
    if request.GET.get("pdf") == "1":
        response = HttpResponse(bytes(issued.pdf), content_type="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="{issued.document}.pdf"'
        return response
    # What is kept was made by documents.html, which escapes every text (casework/issuing.py).
    context = {"letter": issued, "words": mark_safe(issued.html), "case": case, "section": "cases"}  # noqa: S308
    return mine_page(request, "letter", context)


def _found(me: Me, number: int, deed: str = "view") -> Found | None:
    if number > LARGEST:
        return None
    with entered(me.beside(*me.acts_for)):
        case = case_of(number)
    if case is None:
        return None
    return Found(case, permitted(me, case.applicant, case.service, deed))


def _page(request: HttpRequest, found: Found, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    case = found.case
    with entered(found.permit.principal):
        steps, letters = steps_of(case, for_applicant=True), letters_of(case)
        waits = waiting_for(case.number, case.applicant)
        asks = asks_for(case.number) if case.decided_at is None else []
    context = {
        "shown": case_page(case, steps, letters, waits), "for_whom": found.permit.name, "key": new_key(), "said": "",
        "tried": "", "section": "cases", "agreements": agreement_lines(asks), **(more or {}),
    }  # fmt: skip
    return mine_page(request, "case", context, status)


def _gone(request: HttpRequest) -> HttpResponse:
    return mine_page(request, "nothing_here", {"section": "cases"}, 404)


_ACTS: dict[str, Callable[[int, str], Act[Any, Any]]] = {
    "supply": lambda case, text: Supply(case, answer=text),
    "opinion": lambda case, text: AnswerNotice(case, opinion=text),
    "object": lambda case, text: ObjectTo(case, why=text),
}
