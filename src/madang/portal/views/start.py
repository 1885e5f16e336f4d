"""The first page and the people form."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from madang.portal.journey import record
from madang.portal.journey.people import family_of, household_of
from madang.portal.journey.record import Journey
from madang.portal.journey.refusal import JourneyRefused
from madang.portal.journey.scope import groups_in
from madang.portal.shown.events import event_lines
from madang.portal.shown.household import household_page
from madang.portal.shown.people import names_of
from madang.portal.shown.problems import problem_lines
from madang.portal.shown.services import services_offered
from madang.portal.typed.as_of import as_of
from madang.portal.typed.household import Household, checked, household_in
from madang.portal.views.methods import FORM, READ, takes
from madang.portal.views.page import only_shown_again, page, page_view
from madang.portal.views.refused import answers_refusal
from madang.portal.views.show import show_next


@takes(*READ)
@page_view
def home(request: HttpRequest) -> HttpResponse:
    """GET: what this is, the people form, resuming from a file, the simulated people. `about`: chosen beforehand."""
    return people_form(request, Household(), about=groups_in(request.GET.getlist("about")))


@takes(*FORM)
@page_view
@answers_refusal
def start(request: HttpRequest) -> HttpResponse:
    """POST of the people form: add or remove a row, or begin (or go on with) the check."""
    household = household_in(request.POST)
    text = request.POST.get("state", "")
    journey = record.read(text) if text else None
    pressed, about = request.POST.get("do", ""), groups_in(request.POST.getlist("about"))
    if only_shown_again(request):
        return people_form(request, household, journey, about=about)
    if pressed == "add":
        household = household.with_row()
        return people_form(request, household, journey, about=about, focus=len(household.rows) - 1)
    if pressed.startswith("remove:") and pressed[7:].isdecimal():
        return people_form(request, household.without_row(int(pressed[7:9])), journey, about=about, focus=0)
    return _begin(request, household, journey, about)


def edit_people(request: HttpRequest, journey: Journey) -> HttpResponse:
    """The people form filled with what was told."""
    return people_form(request, household_of(journey.told), journey, about=journey.about)


def people_form(
    request: HttpRequest,
    household: Household,
    journey: Journey | None = None,
    *,
    about: tuple[str, ...] = (),
    focus: int | None = None,
    problems: tuple[str, ...] = (),
) -> HttpResponse:
    """The form as a page; with a journey it goes on with that one."""
    asked = as_of(request)
    day = journey.day if journey else asked.day
    context = {
        "as_of": asked,
        "form": household_page(household, day, focus),
        "state": record.write(journey) if journey else "",
        "editing": journey is not None,
        "demo": journey.demo if journey else None,
        "default_button": "begin",
        "offers_demo": settings.MADANG_DEMO,
        "events": event_lines(day, about),
        "about": about,
        "services": services_offered(day),
        "problems": problems,
        "failed": bool(household.errors or problems or asked.error),
    }
    return page(request, "start", context, status=422 if context["failed"] else 200)


def _begin(request: HttpRequest, household: Household, journey: Journey | None, about: tuple[str, ...]) -> HttpResponse:
    asked = as_of(request)
    day = journey.day if journey else asked.day
    household = checked(household, day)
    if household.errors or asked.error:
        return people_form(request, household, journey, about=about)
    told = family_of(household, day, journey.told if journey else None)
    try:
        if journey is None:
            return show_next(request, record.begin(told, about=about))
        changed = journey.with_told(told)
    except JourneyRefused as refused:
        problems = tuple(problem_lines(refused.problems, names=names_of(told)))
        return people_form(request, household, journey, about=about, problems=problems)
    known = set(record.entities_of(changed.told))
    kept = tuple(asked for asked in changed.asked if known.issuperset(asked.entities))
    return show_next(request, replace(changed, asked=kept, about=about))
