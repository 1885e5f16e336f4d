"""My benefits: what one can get now, what changed, what an answer would settle; and whether to look again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from madang.entitlements.service import change_of, changes_of, latest_change, standing_of, work_out_all
from madang.portal.mine.benefit_lines import MOST_NEWS, benefits_of
from madang.portal.mine.change_lines import why_changed
from madang.portal.mine.frame import Me, mine_page, resident_page, signed_in_as
from madang.portal.mine.sending import new_key
from madang.portal.rulebook import rulebook, today
from madang.portal.shown.problems import problem_lines
from madang.portal.views.methods import READ
from madang.rules.service import ProblemsFound
from madang.services.applications.service import drafts_of
from madang.services.casework.service import cases_of
from madang.trust.service import entered

EVERY = 500
"""Milliseconds between two questions of an open page: what is new is on it within a second."""


@resident_page(*READ)
def benefits(request: HttpRequest, me: Me) -> HttpResponse:
    """GET: fills itself from where one stands."""
    with entered(me.principal):
        standing, changes = standing_of(me.person), changes_of(me.person, most=MOST_NEWS)
        cases, drafts = cases_of(me.person), drafts_of(me.person)
        try:
            worked = work_out_all(rulebook(), me.person, today(), explain=False)
        except ProblemsFound as found:
            worked, problems = None, problem_lines(found.problems)
        else:
            problems = []
    context = {
        "benefits": benefits_of(me.person, standing, changes, cases, drafts, worked),
        "problems": problems,
        "key": new_key(),
        "every": EVERY,
        "asks_for_whom": bool(me.acts_for),
    }
    return mine_page(request, "benefits", context)


@resident_page(*READ)
def change(request: HttpRequest, me: Me, number: int) -> HttpResponse:
    """GET: why something changed: the conditions that turned, the values that are others, each with its law."""
    with entered(me.principal):
        found = change_of(me.person, number)
        why = None if found is None else why_changed(found, me.person)
    if found is None or why is None:
        return mine_page(request, "nothing_here", {}, 404)
    return mine_page(request, "change", {"why": why})


@csrf_exempt
@require_safe
def since(request: HttpRequest) -> HttpResponse:
    """GET: 304 while nothing is newer than `after`, else the id of what one was told last. One query and a sign-in.

    Looking at an open page is no use of the session: it ends when nobody does anything (ASVS 5.0 §7.3.1).
    """
    principal = signed_in_as(request)
    request.session.accessed = False
    if principal is None:
        response: HttpResponse = JsonResponse({}, status=401)
    else:
        with entered(principal):
            latest = latest_change(principal.person)
        tag = f'"{latest}"'
        known = request.GET.get("after", "") == str(latest) or request.headers.get("If-None-Match", "") == tag
        response = HttpResponse(status=304) if known else JsonResponse({"latest": latest})
        response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-store"
    return response
