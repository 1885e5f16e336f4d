"""The guided check: takes an answer, goes back, changes an earlier answer."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from madang.portal.journey import record
from madang.portal.journey.asking import remembered
from madang.portal.journey.record import Asked, Journey
from madang.portal.journey.refusal import JourneyRefused
from madang.portal.journey.scope import widened
from madang.portal.journey.telling import UNKNOWN, Told, tell
from madang.portal.rulebook import fact_named
from madang.portal.shown.people import names_of
from madang.portal.shown.problems import problem_lines
from madang.portal.typed.answer import Typed, read_answer, typed_in
from madang.portal.typed.refusal import NotRead
from madang.portal.views.methods import FORM, takes
from madang.portal.views.page import only_shown_again, page_view
from madang.portal.views.refused import answers_refusal
from madang.portal.views.show import show_fetched, show_next, show_question, show_result
from madang.portal.views.start import edit_people

MOST_ENTITIES = 50


@takes(*FORM)
@page_view
@answers_refusal
def check(request: HttpRequest) -> HttpResponse:
    """POST of a question page."""
    journey = record.read(request.POST.get("state", ""))
    posted = _posted(request, journey)
    pressed = request.POST.get("do", "")
    at = _place(request.POST.get("at", ""), journey)
    if posted is not None and only_shown_again(request):
        return show_question(request, journey, posted, at=at, typed=_typed(request, posted))
    if only_shown_again(request) and request.POST.get("page") == "fetched":
        return show_fetched(request, journey)
    if pressed.startswith("widen:"):
        return show_next(request, replace(journey, about=widened(journey.about, pressed[6:])))
    if pressed == "people":
        return edit_people(request, journey)
    if pressed == "back":
        return _earlier(request, journey, (len(journey.asked) if at is None else at) - 1)
    if pressed.startswith("edit:"):
        return _earlier(request, journey, _place(pressed[5:], journey))
    if posted is not None and pressed == "unknown":
        return _told(request, journey, posted, dict.fromkeys(posted.entities, UNKNOWN))
    if posted is not None and pressed == "answer":
        return _answered(request, journey, posted, at)
    return show_next(request, journey)


@takes(*FORM)
@page_view
@answers_refusal
def result(request: HttpRequest) -> HttpResponse:
    """POST: the answers as they stand, also while something is open."""
    return show_result(request, record.read(request.POST.get("state", "")))


def _answered(request: HttpRequest, journey: Journey, asked: Asked, at: int | None) -> HttpResponse:
    fact = fact_named(asked.fact)
    assert fact is not None
    typed = _typed(request, asked)
    skips = len(asked.entities) > 1 and any(not one.blank for one in typed.values())
    values: dict[str, Told] = {}
    errors: dict[str, str] = {}
    for entity, one in typed.items():
        if skips and one.blank:
            continue
        try:
            values[entity] = read_answer(fact, one, journey.day)
        except NotRead as refused:
            errors[entity] = str(refused.message)
    if errors:
        return show_question(request, journey, asked, at=at, typed=typed, errors=errors)
    try:
        return _told(request, journey, asked, values)
    except JourneyRefused as refused:
        wrong = dict.fromkeys(values, " ".join(problem_lines(refused.problems, names=names_of(journey.told))))
        return show_question(request, journey, asked, at=at, typed=typed, errors=wrong)


def _told(request: HttpRequest, journey: Journey, asked: Asked, values: dict[str, Told]) -> HttpResponse:
    told = journey.told
    for entity, value in values.items():
        told = tell(told, entity, asked.fact, value)
    page = Asked(asked.fact, tuple(values))
    return show_next(request, replace(journey.with_told(told), asked=remembered(journey.asked, page)))


def _earlier(request: HttpRequest, journey: Journey, at: int | None) -> HttpResponse:
    if at is None or not 0 <= at < len(journey.asked):
        return edit_people(request, journey)
    return show_question(request, journey, journey.asked[at], at=at)


def _posted(request: HttpRequest, journey: Journey) -> Asked | None:
    """The question the form was about, or None; JourneyRefused when it fits neither vocabulary nor family."""
    name, entities = request.POST.get("fact", ""), request.POST.getlist("entity")
    fact = fact_named(name)
    if not name:
        return None
    group = "persons" if fact is not None and fact.entity == "person" else "residences"
    known = {one["id"] for one in journey.told.get(group, [])}
    if fact is None or not entities or len(entities) > MOST_ENTITIES or not known.issuperset(entities):
        raise JourneyRefused("unreadable")
    return Asked(name, tuple(dict.fromkeys(entities)))


def _typed(request: HttpRequest, asked: Asked) -> dict[str, Typed]:
    form = {name: str(value) for name, value in request.POST.items()}
    return {entity: typed_in(form, number) for number, entity in enumerate(asked.entities)}


def _place(text: str, journey: Journey) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 5 and int(text) < len(journey.asked) else None
