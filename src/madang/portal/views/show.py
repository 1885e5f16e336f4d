"""Shows where a journey stands: the next question with the running list, or the result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from madang.portal.find.likely import first_likely
from madang.portal.journey import record
from madang.portal.journey.asking import Open, next_page, open_services, progress
from madang.portal.journey.record import Asked, Journey
from madang.portal.shown.answers import answers_of, groups_of, waiting_services
from madang.portal.shown.demo import agency_lines
from madang.portal.shown.events import event_lines, event_sections, event_title
from madang.portal.shown.fetched import fetched_groups
from madang.portal.shown.questions import question_page
from madang.portal.shown.told import told_lines
from madang.portal.shown.totals import totals_of, without_money
from madang.portal.shown.words import day
from madang.portal.typed.answer import Typed
from madang.portal.views.page import page
from madang.rules.service import Answer

MOST_EXPLAINED = 12
"""Services whose conditions stand beside a question; of more only their names and amounts."""


def show_next(request: HttpRequest, journey: Journey) -> HttpResponse:
    """The question that settles most, or the result when nothing is left to ask."""
    still_open = open_services(journey)
    asked = next_page(journey, still_open)
    if asked is None:
        return show_result(request, journey, still_open=still_open, all_asked=True)
    return show_question(request, journey, asked, still_open=still_open)


def show_question(
    request: HttpRequest,
    journey: Journey,
    asked: Asked,
    *,
    at: int | None = None,
    typed: Mapping[str, Typed] | None = None,
    errors: Mapping[str, str] | None = None,
    still_open: Open | None = None,
) -> HttpResponse:
    """A question page; `at` is its place among the answered ones when it is changed."""
    still_open = open_services(journey) if still_open is None else still_open
    question = question_page(journey, asked, typed, errors)
    answers = answers_of(journey, explain=False)
    context = {
        **_common(journey, answers),
        "briefly": len(answers) > MOST_EXPLAINED,
        "question": question,
        "default_button": "answer",
        "at": "" if at is None else str(at),
        "progress": progress(journey, still_open),
        "waiting": waiting_services(asked, still_open),
        "failed": bool(question.errors),
    }
    return page(request, "question", context, status=422 if question.errors else 200)


def show_result(
    request: HttpRequest, journey: Journey, *, still_open: Open | None = None, all_asked: bool = False
) -> HttpResponse:
    """The answers of all services, to read, print and keep; with `all_asked` there is no question to go on with."""
    answers = answers_of(journey, explain=True)
    left = progress(journey, open_services(journey) if still_open is None else still_open)
    totals = totals_of(answers)
    common = _common(journey, answers)
    likely = first_likely(journey.family, journey.about)
    context = {
        **common,
        "sections": event_sections([line for group in common["groups"] for line in group.services], journey.about),
        "others": [line for line in event_lines(journey.day, journey.about) if not line.chosen and journey.about],
        "likely": likely if likely and likely.any else None,
        "totals": totals,
        "without_money": without_money(answers),
        "several": any(total.count > 1 for total in totals),
        "left": left,
        "all_asked": all_asked,
    }
    return page(request, "result", context)


def show_fetched(request: HttpRequest, journey: Journey) -> HttpResponse:
    """What the agencies told about a simulated person, each fact with its source."""
    context = {
        "state": record.write(journey),
        "fetched": fetched_groups(journey),
        "agencies": agency_lines(journey.demo.agencies if journey.demo else ()),
        "demo": journey.demo,
    }
    return page(request, "fetched", context)


def _common(journey: Journey, answers: list[Answer]) -> dict[str, Any]:
    return {
        "state": record.write(journey),
        "groups": groups_of(journey, answers),
        "told": told_lines(journey),
        "about_words": ", ".join(event_title(group) for group in journey.about),
        "fetched": fetched_groups(journey),
        "agencies": agency_lines(journey.demo.agencies if journey.demo else ()),
        "day": day(journey.day),
        "demo": journey.demo,
    }
