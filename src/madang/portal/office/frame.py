"""What these pages share: which role may come, where others are sent, the words of a refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from madang.identity.anyid.service import principal_of
from madang.portal.desk.frame import said_page, sign_in_again, words_of
from madang.portal.views.methods import takes
from madang.portal.views.page import View, page, page_view
from madang.trust.service import Denied, Principal

OPERATOR, OFFICER = "operator", "privacy_officer"
HOMES = {OPERATOR: "portal:operator", OFFICER: "portal:privacy-reports"}
"""Where each role's pages begin."""


def office_page(role: str, *methods: str) -> Callable[[View], View]:
    """A page for an official with this role. The view gets (request, principal, …); no cache keeps it.

    Others are sent to sign in, or told that it is not theirs (403). What is not there, or another authority's: 404.
    """

    def decorated(view: View) -> View:
        @takes(*methods)
        @page_view
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = _answer(role, view, request, *args, **kwargs)
            response.headers["Cache-Control"] = "no-store"
            return response

        return guarded

    return decorated


def office_view(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """The page `office/<name>.html`. here: where the language button comes back to, a page that can be read again."""
    here = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    frame = {"page_form": False, "here": here, "desk": name, "failed": bool(context.get("refused")), "refused": ""}
    return page(request, f"office/{name}", {**frame, **context}, status=status)


def has_role(principal: Principal | None, role: str) -> bool:
    """Whether somebody is an official with a role."""
    return principal is not None and principal.kind == "official" and role in principal.roles


def _answer(role: str, view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    principal = principal_of(request)
    if principal is None:
        return sign_in_again(request, HOMES[role])
    if not has_role(principal, role):
        title = _("This page is for operators") if role == OPERATOR else _("This page is for privacy officers")
        return said_page(
            request, 403, title, _("Your account does not have this role. If it should have it, ask your supervisor.")
        )
    try:
        return view(request, principal, *args, **kwargs)
    except Http404:
        return said_page(request, 404, _("There is nothing here, or it is not yours to see"),
                         _("It may have been dealt with by somebody else meanwhile."))  # fmt: skip
    except Denied as denied:
        return said_page(request, 403, _("You may not do this"), words_of(denied))
