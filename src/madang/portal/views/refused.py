"""What the visitor sees when a post cannot be used: why, what to do, and what they sent, so that nothing is lost."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from madang.portal.journey import record
from madang.portal.journey.refusal import JourneyRefused
from madang.portal.shown.problems import problem_lines, refusal_words
from madang.portal.views.page import View, page, page_view

MOST_SHOWN = 300_000


def answers_refusal(view: View) -> View:
    """A view of posts; an unusable one is answered with a page that says what to do.

    A GET is a reload: with script the page sends again what this tab keeps, without it the page says where to go.
    """

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return page(request, "only_by_button", {"page_form": False, "returns": True})
        try:
            return view(request, *args, **kwargs)
        except JourneyRefused as refused:
            return refused_page(request, refused)

    return answering


def refused_page(request: HttpRequest, refused: JourneyRefused) -> HttpResponse:
    """400, or 413 when it is too large: the page for a journey that cannot be read."""
    context = {
        "title": refusal_words(refused.reason),
        "problems": problem_lines(refused.problems),
        "sent": request.POST.get("state", "")[:MOST_SHOWN],
        "page_form": False,
    }
    return page(request, "refused", context, status=413 if refused.reason == "too_large" else 400)


@page_view
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or too old: what was told is still there, and one button goes on."""
    try:
        state = record.write(record.read(request.POST.get("state", "")))
    except (JourneyRefused, ValueError, OSError):
        state = ""
    return page(request, "expired", {"state": state, "page_form": False}, status=403)
