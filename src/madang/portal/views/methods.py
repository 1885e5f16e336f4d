"""Which methods an address takes; any other gets 405 and the list of them (RFC 9110 §15.5.6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from madang.portal.views.page import View, page, page_view

READ = ("GET", "HEAD")
FORM = (*READ, "POST")


def takes(*methods: str) -> Callable[[View], View]:
    """A view for these methods. The method is judged before the form's token, so that PUT is told 405 and not 403."""

    def decorated(view: View) -> View:
        protected: View = csrf_protect(view)

        @wraps(view)
        def judged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return _not_taken(request, methods)
            response = protected(request, *args, **kwargs)
            # "Vary: Cookie" of the token would refuse Back past a change of language. Only one visitor's own browser
            # may keep the page (private), and it asks again except on Back.
            response.headers.pop("Vary", None)
            return response

        exempt: View = csrf_exempt(judged)
        return exempt

    return decorated


@page_view
def _not_taken(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    response = page(request, "only_by_button", {"page_form": False}, status=405)
    response.headers["Allow"] = ", ".join(methods)
    return response
