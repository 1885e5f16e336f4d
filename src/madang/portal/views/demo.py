"""The simulated people of a demonstration: choosing one, and what the agencies tell about them."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from madang.portal.journey.record import Journey
from madang.portal.journey.simulated import NoSuchPerson, collected_for, label_of, people_offered
from madang.portal.rulebook import today
from madang.portal.shown.demo import agency_lines
from madang.portal.shown.questions import Option
from madang.portal.shown.words import said
from madang.portal.views.methods import FORM, READ, takes
from madang.portal.views.page import only_shown_again, page, page_view
from madang.portal.views.refused import answers_refusal
from madang.portal.views.show import show_fetched


@takes(*READ)
@page_view
def people(request: HttpRequest) -> HttpResponse:
    """The five people, as cards."""
    _only_in_a_demonstration()
    return _cards(request)


def _cards(request: HttpRequest) -> HttpResponse:
    offered = _offered()
    return page(request, "demo", {"people": offered, "demo": True, "page_form": bool(offered)})


@takes(*FORM)
@page_view
@answers_refusal
def begin(request: HttpRequest) -> HttpResponse:
    """POST: fetches a simulated person's facts from the agencies and shows them, each with its source."""
    _only_in_a_demonstration()
    if only_shown_again(request):
        return _cards(request)
    try:
        found = collected_for(request.POST.get("person", "")[:64], today())
    except NoSuchPerson:
        raise Http404 from None
    if isinstance(found, Journey):
        return show_fetched(request, found)
    context = {"agencies": agency_lines(found), "demo": True, "page_form": False}
    return page(request, "nobody_answered", context, status=503)


def _offered() -> list[Option]:
    return [Option(person.kind, said(label_of(person))) for person in people_offered()]


def _only_in_a_demonstration() -> None:
    if not settings.MADANG_DEMO:
        raise Http404
