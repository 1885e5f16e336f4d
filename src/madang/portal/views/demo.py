"""The simulated people of a demonstration: choosing one, and what the agencies tell about them."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from madang.portal.journey import record
from madang.portal.journey.simulated import Collected, NoSuchPerson, collected_for, people_offered
from madang.portal.rulebook import today
from madang.portal.views.page import page, page_view, preference_pressed
from madang.portal.views.refused import answers_refusal
from madang.portal.views.show import show_fetched


@page_view
def people(request: HttpRequest) -> HttpResponse:
    """The five people, as cards."""
    _only_in_a_demonstration()
    return _cards(request)


def _cards(request: HttpRequest) -> HttpResponse:
    return page(request, "demo", {"people": people_offered(), "demo": True})


@page_view
@answers_refusal
def begin(request: HttpRequest) -> HttpResponse:
    """POST: fetches a simulated person's facts from the agencies and shows them, each with its source."""
    _only_in_a_demonstration()
    if preference_pressed(request):
        return _cards(request)
    try:
        found: Collected = collected_for(request.POST.get("person", "")[:64], today())
    except NoSuchPerson:
        raise Http404 from None
    journey = record.continued(found.family, demo=record.Demo(found.person, found.agencies))
    return show_fetched(request, journey)


def _only_in_a_demonstration() -> None:
    if not settings.MADANG_DEMO:
        raise Http404
