"""Pages for when something went wrong: what happened, and what to do next, in the reader's language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request does not make sense."""
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: known, and not allowed."""
    return _page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or too old: open the page again."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page. The path is not repeated, somebody may have typed anything."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake. The page carries the request's id, by which the operator finds the log lines."""
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    # An error before LocaleMiddleware ran (a refused host, say) has no language yet.
    with translation.override(translation.get_language_from_request(request)):
        context = {"status": status, "request_id": getattr(request, "request_id", "")}
        return render(request, f"{status}.html", context, status=status)
