"""My benefits: what one can get now, what changed, what an answer would settle."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from madang.entitlements.service import change_of, changes_of, standing_of, work_out_all
from madang.portal.find.likely import first_likely
from madang.portal.mine.benefit_lines import MOST_NEWS, benefits_of
from madang.portal.mine.change_lines import why_changed
from madang.portal.mine.frame import Me, mine_page, resident_page
from madang.portal.mine.sending import new_key
from madang.portal.mine.since import LONGEST
from madang.portal.rulebook import rulebook, today
from madang.portal.shown.problems import problem_lines
from madang.portal.views.methods import READ
from madang.rules.service import ProblemsFound
from madang.services.applications.service import drafts_of
from madang.services.casework.service import cases_of
from madang.trust.service import entered


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
        likely = None if worked is None else first_likely(worked.known.family)
    context = {
        "benefits": benefits_of(me.person, standing, changes, cases, drafts, worked),
        "likely": likely,
        "problems": problems,
        "key": new_key(),
        "wait": LONGEST,
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
