"""The page of one service: what it gives, on which conditions, with which papers, by when, and how to object."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from madang.entitlements.service import changes_of, work_out
from madang.portal.mine.benefit_lines import MOST_NEWS, Ways
from madang.portal.mine.frame import Me, mine_page, resident_page
from madang.portal.mine.sending import new_key
from madang.portal.mine.service_lines import page_of
from madang.portal.rulebook import rulebook, today
from madang.portal.shown.records import portal_words
from madang.portal.views.methods import READ
from madang.rules.service import ProblemsFound
from madang.services.applications.service import drafts_of
from madang.services.casework.service import cases_of
from madang.services.catalogue.listed.service import joined_records
from madang.services.catalogue.service import certificate_definition, services_offered
from madang.trust.service import entered


@resident_page(*READ)
def every_service(request: HttpRequest, me: Me) -> HttpResponse:
    """GET: what one can apply for here, certificates too."""
    day = today()
    with entered(me.principal):
        ways = Ways(day, cases_of(me.person), drafts_of(me.person), changes_of(me.person, most=MOST_NEWS))
    offered = [page_of(one.service, me.person, None, ways) for one in services_offered(day)]
    return mine_page(request, "services", {"offered": offered, "key": new_key(), "section": "benefits"})


@resident_page(*READ)
def service(request: HttpRequest, me: Me, service: str) -> HttpResponse:
    """GET: the service with the resident's own answer. Values of others are not shown, whoever they are."""
    known = service in rulebook().pack.services
    if not known and certificate_definition(service) is None:
        return mine_page(request, "nothing_here", {"section": "benefits"}, 404)
    day = today()
    with entered(me.principal):
        ways = Ways(day, cases_of(me.person), drafts_of(me.person), changes_of(me.person, most=MOST_NEWS))
        try:
            worked = work_out(rulebook(), service, me.person, day) if known else None
        except ProblemsFound:
            worked = None
    listed = joined_records().get(service, ())
    records = [(portal_words(portal), portal, key) for portal, key in listed]
    context = {
        "records": records,
        "shown": page_of(service, me.person, worked, ways),
        "key": new_key(),
        "section": "benefits",
    }
    return mine_page(request, "service", context)
