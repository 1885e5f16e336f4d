"""Which methods an address takes; any other gets 405 and the list of them (RFC 9110 §15.5.6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from madang.portal.shown.problems import refusal_words
from madang.portal.views.page import View, page, page_view

READ = ("GET", "HEAD")
FORM = (*READ, "POST")


def takes(*methods: str, otherwise: str = "only_by_button") -> Callable[[View], View]:
    """A view for these methods. The method is judged before the form's token, so that PUT is told 405 and not 403.

    otherwise: the template that says where the address opens from.
    """

    def decorated(view: View) -> View:
        protected: View = csrf_protect(view)

        @wraps(view)
        def judged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return _not_taken(request, methods, otherwise)
            try:
                response = protected(request, *args, **kwargs)
            except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
                return _too_much(request)
            # "Vary: Cookie" of the token would refuse Back past a change of language. Only one visitor's own browser
            # may keep the page (private), and it asks again except on Back.
            response.headers.pop("Vary", None)
            return response

        exempt: View = csrf_exempt(judged)
        return exempt

    return decorated


def _too_much(request: HttpRequest) -> HttpResponse:
    """413. What was sent stays unread: reading it again would fail again."""
    request.POST = QueryDict()
    return _too_large(request)


@page_view
def _too_large(request: HttpRequest) -> HttpResponse:
    context = {"title": refusal_words("too_large"), "page_form": False}
    return page(request, "refused", context, status=413)


@page_view
def _not_taken(request: HttpRequest, methods: tuple[str, ...], template: str) -> HttpResponse:
    response = page(request, template, {"page_form": False}, status=405)
    response.headers["Allow"] = ", ".join(methods)
    return response
