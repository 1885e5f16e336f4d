"""Listed services that are likely for a resident, by what the state knows of them; never a decision."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from madang.entitlements.service import known_family
from madang.portal.find.likely import likely_page
from madang.portal.mine.frame import Me, mine_page, resident_page
from madang.portal.rulebook import rulebook, today
from madang.portal.shown.problems import problem_lines
from madang.portal.views.methods import READ
from madang.rules.service import ProblemsFound
from madang.trust.service import entered


@resident_page(*READ)
def likely(request: HttpRequest, me: Me) -> HttpResponse:
    """GET `q`, `part`, `page`."""
    asked = request.GET.get
    with entered(me.principal):
        try:
            family = known_family(rulebook(), me.person, today())
        except ProblemsFound as found:
            return mine_page(request, "likely", {"likely": None, "problems": problem_lines(found.problems)})
        shown = likely_page(family, (), asked("q", ""), asked("part", ""), asked("page", ""))
    return mine_page(request, "likely", {"likely": shown, "problems": [], "section": "benefits"})
