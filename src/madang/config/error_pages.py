"""Pages for when something went wrong: what happened, and what to do next, in the reader's language."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Words(NamedTuple):
    """What such a page says."""

    title: Promise
    what: Promise
    next_steps: tuple[Promise, ...]


AGAIN = _("Go back, open the page again and send it once more.")
HOME = _("Start again from the first page.")

WORDS = {
    400: Words(
        _("We could not read this request"),
        _("Something in it is missing or has a form we do not know. Nothing was stored."),
        (AGAIN, HOME),
    ),
    403: Words(
        _("This request was not accepted"),
        _("The page was open for too long, or your browser does not keep our cookies. Nothing was stored."),
        (AGAIN, _("If that does not help, allow cookies for this site.")),
    ),
    404: Words(
        _("There is no such page"),
        _("The address may be mistyped, or the page has moved."),
        (_("Check the address for a slip of the pen."), HOME),
    ),
    500: Words(
        _("Something went wrong on our side"),
        _("It is not your fault. The people who run this service can find out what happened by the number below."),
        (_("Wait a minute and try again."), _("If it happens again, tell us the number.")),
    ),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request does not make sense."""
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: understood, and not allowed."""
    return _page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or too old."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. The path is not repeated: anybody can make somebody else open any address."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake. The page carries the request's id, by which the operator finds the log lines."""
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    # An error that comes before LocaleMiddleware has no language yet.
    with translation.override(translation.get_language_from_request(request)):
        context = {
            "words": WORDS[status],
            "status": status,
            "language": translation.get_language(),
            "request_id": getattr(request, "request_id", ""),
        }
        return render(request, "house/error.html", context, status=status)
