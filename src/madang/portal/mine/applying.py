"""Applying: for whom, what is known, who has to agree, the few questions left, a last look, once sent a receipt."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from madang.exchange.mydata.service import GiveConsent
from madang.portal.mine.apply_lines import form_of
from madang.portal.mine.drafts import Opened, for_whom, open_draft, permitted
from madang.portal.mine.frame import SAID, Me, mine_page, resident_page, words_of
from madang.portal.mine.receipt_lines import receipt_of_case
from madang.portal.mine.sending import new_key, send
from madang.portal.rulebook import today
from madang.portal.shown.words import said
from madang.portal.views.methods import FORM, READ
from madang.rules.service import Refused
from madang.services.applications.service import Answer, Begin, Discard, StillMissing, Submit
from madang.services.casework.service import case_of, issue_certificate, steps_of
from madang.services.catalogue.service import certificate_definition, label_of, procedure_of
from madang.trust.service import entered


@resident_page(*FORM)
def begin(request: HttpRequest, me: Me) -> HttpResponse:
    """POST `service`, and `applicant` where one acts for somebody: a draft, or the one that is open already."""
    if request.method != "POST":
        return redirect("portal:mine-services")
    service, applicant = str(request.POST.get("service", ""))[:64], str(request.POST.get("applicant", ""))[:64]
    procedure_of(service)
    if not applicant and me.acts_for and for_whom(me, service):
        return redirect("portal:mine-for-whom", service=service)
    applicant = applicant or me.person
    permit = permitted(me, applicant, service)
    made = send(request, Begin(service, applicant, me.principal.actor), me, by=permit.principal)
    return redirect("portal:mine-apply", draft=made["draft"])


@resident_page(*READ)
def choose(request: HttpRequest, me: Me, service: str) -> HttpResponse:
    """GET: for whom? Oneself, or somebody one acts for in this."""
    procedure_of(service)
    context = {"label": said(label_of(service)), "service": service, "others": for_whom(me, service), "key": new_key()}
    return mine_page(request, "for_whom", {**context, "section": "benefits"})


@resident_page(*FORM)
def apply(request: HttpRequest, me: Me, draft: UUID) -> HttpResponse:
    """GET: the draft. POST `said-…`: kept; `do` = check goes on, save stays, discard throws it away."""
    opened = open_draft(me, draft)
    if opened is None:
        return _gone(request)
    if opened.draft.sent_at is not None:
        return redirect("portal:mine-receipt", draft=draft)
    if request.method != "POST":
        return _draft_page(request, opened)
    if request.POST.get("do") == "discard":
        send(request, Discard(draft), me, by=opened.principal)
        return redirect("portal:mine")
    said_now = {name[len(SAID) + 1 :]: str(text) for name, text in request.POST.items() if name.startswith(f"{SAID}-")}
    try:
        send(request, Answer(draft, said_now), me, by=opened.principal)
    except Refused as refused:
        return _draft_page(request, opened, said_now, words_of(refused))
    if request.POST.get("do") == "save":
        return redirect(f"{request.path}?saved=1")
    return redirect("portal:mine-check", draft=draft)


@resident_page(*FORM)
def consent(request: HttpRequest, me: Me, draft: UUID) -> HttpResponse:
    """POST `giver`, `digest`, `shown_in`: they agree to the text they saw; back to the draft."""
    opened = open_draft(me, draft)
    if opened is None:
        return _gone(request)
    if request.method == "POST":
        act = GiveConsent(
            giver=str(request.POST.get("giver", ""))[:64], for_purpose=opened.draft.service,
            applicant=opened.draft.applicant, day=today(), digest=str(request.POST.get("digest", ""))[:80],
            language="en" if request.POST.get("shown_in") == "en" else "ko",
        )  # fmt: skip
        try:
            send(request, act, me, by=opened.principal)
        except Refused as refused:
            return _draft_page(request, opened, problem=words_of(refused))
    return redirect(f"{resolve_url('portal:mine-apply', draft=draft)}#consents")


@resident_page(*FORM)
def check(request: HttpRequest, me: Me, draft: UUID) -> HttpResponse:
    """GET: everything once more, before it is sent. POST: sent, once."""
    opened = open_draft(me, draft)
    if opened is None:
        return _gone(request)
    if opened.draft.sent_at is not None:
        return redirect("portal:mine-receipt", draft=draft)
    problem, missing = "", tuple[str, ...]()
    if request.method == "POST":
        try:
            sent = send(request, Submit(draft), me, by=opened.principal)
            if certificate_definition(opened.draft.service) is not None:
                issue_certificate(sent["case"])  # at once where the register answers; else a worker goes on with it
        except StillMissing as refused:
            problem, missing = words_of(refused), refused.names
        except Refused as refused:
            problem = words_of(refused)
        else:
            return redirect("portal:mine-receipt", draft=draft)
    context = {"form": form_of(opened), "key": new_key(), "section": "benefits", "problem": problem, "missing": missing}
    return mine_page(request, "check", context, 422 if problem else 200)


@resident_page(*READ)
def receipt(request: HttpRequest, me: Me, draft: UUID) -> HttpResponse:
    """GET: the number, by when it is decided, and what happens next."""
    opened = open_draft(me, draft)
    if opened is None or opened.draft.case is None:
        return _gone(request)
    with entered(opened.principal):
        case = case_of(opened.draft.case)
        steps = steps_of(case, for_applicant=True) if case else []
    if case is None:
        return _gone(request)
    context = {"receipt": receipt_of_case(case, steps), "for_whom": opened.for_whom, "section": "cases"}
    return mine_page(request, "receipt", context)


def _draft_page(
    request: HttpRequest, opened: Opened, said_now: dict[str, str] | None = None, problem: str = ""
) -> HttpResponse:
    context = {
        "form": form_of(opened, said_now), "key": new_key(), "problem": problem,
        "saved": request.GET.get("saved") == "1", "section": "benefits",
        "here": resolve_url("portal:mine-apply", draft=opened.draft.pk),
    }  # fmt: skip
    return mine_page(request, "apply", context, 422 if problem else 200)


def _gone(request: HttpRequest) -> HttpResponse:
    return mine_page(request, "nothing_here", {"section": "benefits"}, 404)
