"""Who is asking, worked out only when somebody wants to know."""

from __future__ import annotations

from collections.abc import Callable

from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from madang.identity.anyid.principal import principal_of
from madang.identity.anyid.sessions import touch


class AnyIdMiddleware:
    """Stands below allauth's. Gives `request.principal` (falsy when nobody is signed in; `principal_of` for a value).

    A request without a session cookie costs no query and gets no cookie. A page that looked at the session is about
    somebody and stays out of every cache (ASVS 14.3.2).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers, and moves the session's end."""
        request.principal = SimpleLazyObject(lambda: principal_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.session.accessed:
            response.headers["Cache-Control"] = "no-store"
            touch(request.session)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Something that wants a fresh sign-in: ask, and come back to the page. What was posted is not kept."""
        if not isinstance(exception, ReauthenticationRequired):
            return None
        page = "account_step_up" if request.user.is_authenticated else "account_login"
        return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")
