"""What the pages of the desk share: who may come, how a view knows whom it serves, the words of a refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from madang.identity.anyid.service import principal_of
from madang.portal.shown.words import korean
from madang.portal.views.methods import takes
from madang.portal.views.page import View, page, page_view
from madang.rules.service import Refused
from madang.trust.service import Denied, Principal

DESK_ROLES = frozenset({"caseworker", "approver", "supervisor"})
TYPED = ("why", "remark", "considered", "what", "answer", "opinion", "told", "text", "reason", "reasons", "consent")
"""Fields in which an official writes words."""
MOST_KEPT = 5_000
DESK = "portal:desk-queue"
DECIDING_ROLES = frozenset({"caseworker", "approver"})


def desk_page(*methods: str) -> Callable[[View], View]:
    """A page for an official with a role at a desk. The view gets (request, principal, …); no cache keeps it.

    Others are sent to sign in, or told whom to ask (403). A case that is not there, or not for this official, is a 404
    that tells neither from the other.
    """

    def decorated(view: View) -> View:
        @takes(*methods)
        @page_view
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = _answer(view, request, *args, **kwargs)
            response.headers["Cache-Control"] = "no-store"
            return response

        return guarded

    return decorated


def works_at_desk(principal: Principal | None) -> bool:
    """Whether somebody works at the desk of an authority."""
    return bool(principal) and principal.kind == "official" and not DESK_ROLES.isdisjoint(principal.roles)  # type: ignore[union-attr]


def desk_view(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """The page `desk/<name>.html`. here: where the language button comes back to, a page that can be read again."""
    here = request.get_full_path() if request.method in ("GET", "HEAD") else resolve_url("portal:desk-queue")
    frame = {"page_form": False, "here": here, "desk": name, "failed": bool(context.get("refused"))}
    return page(request, f"desk/{name}", {**frame, **context}, status=status)


def words_of(refused: Refused) -> str:
    """Why something was refused, in the page's language."""
    return refused.text("ko" if korean() else "en")


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    principal = principal_of(request)
    if principal is None:
        return sign_in_again(request, "portal:desk-queue")
    if not works_at_desk(principal):
        return said_page(
            request, 403, _("This desk is for officials"),
            _("Your account has no role at the desk of an authority. If it should have one, ask your supervisor."),
        )  # fmt: skip
    try:
        return view(request, principal, *args, **kwargs)
    except Http404:
        return said_page(
            request, 404, _("There is no such case, or it is not yours to see"),
            _("It may lie with another authority or unit. Search for its number, or ask whoever sent you here."),
        )  # fmt: skip
    except Denied as denied:
        return said_page(request, 403, _("You may not see this"), words_of(denied))


def sign_in_again(request: HttpRequest, home: str) -> HttpResponse:
    """To the sign-in and back; what was typed into a form meanwhile is given back (401). home: name of an address."""
    wanted = request.get_full_path() if request.method in ("GET", "HEAD") else resolve_url(home)
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': wanted})}"
    kept = [text[:MOST_KEPT] for name in TYPED for text in request.POST.getlist(name) if str(text).strip()]
    if not kept:
        return redirect(address)
    words = _(
        "A session ends after a while without use. Nothing was sent. What you wrote stands here: copy it, sign in "
        "again, and put it back."
    )
    context = {"title": _("You are signed out meanwhile"), "words": words, "kept": kept, "address": address}
    return desk_view(request, "said", context, 401)


def said_page(request: HttpRequest, status: int, title: str, words: str, home: str = DESK) -> HttpResponse:
    """A page that only says something. home: the address it leads on to; the first page for whom the desk is not."""
    if home == DESK and not works_at_desk(principal_of(request)):
        home = "portal:home"
    context = {"title": title, "words": words, "kept": [], "address": "", "home": home}
    return desk_view(request, "said", context, status)
