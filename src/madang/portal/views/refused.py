"""What the visitor sees when a post cannot be used: why, what to do, and what they sent, so that nothing is lost."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from madang.portal.journey import record
from madang.portal.journey.refusal import JourneyRefused
from madang.portal.shown.problems import problem_lines, refusal_words
from madang.portal.views.page import View, page, page_view

MOST_SHOWN = 300_000


def answers_refusal(view: View) -> View:
    """A view that only takes posts; an unusable one is answered with a page that says what to do."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return _only_by_button(request)
        try:
            return view(request, *args, **kwargs)
        except JourneyRefused as refused:
            return refused_page(request, refused)

    return answering


def refused_page(request: HttpRequest, refused: JourneyRefused, status: int = 400) -> HttpResponse:
    """The page for a journey that cannot be read."""
    context = {
        "title": refusal_words(refused.reason),
        "problems": problem_lines(refused.problems),
        "sent": request.POST.get("state", "")[:MOST_SHOWN],
        "page_form": False,
    }
    return page(request, "refused", context, status=status)


def _only_by_button(request: HttpRequest) -> HttpResponse:
    response = page(request, "only_by_button", {"page_form": False}, status=405)
    response.headers["Allow"] = ", ".join(HttpResponseNotAllowed(["POST"]).headers["Allow"].split(", "))
    return response


@page_view
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or too old: what was told is still there, and one button goes on."""
    try:
        state = record.write(record.read(request.POST.get("state", "")))
    except (JourneyRefused, ValueError, OSError):
        state = ""
    return page(request, "expired", {"state": state, "page_form": False}, status=403)
