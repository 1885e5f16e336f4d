"""What all pages of a resident share: who is asking, in whose context, where refusals and the sign-in lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.http import urlencode

from madang.exchange.mydata.service import unanswered
from madang.identity.anyid.service import Account, assurance_of, principal_of
from madang.portal.views.methods import takes
from madang.portal.views.page import View, page, page_view
from madang.rules.service import Refused
from madang.trust.service import Principal, entered

MOST_KEPT = 20_000
LARGEST = 2**63 - 1
"""No row has a greater number."""
SAID = "said"
"""Fields that people write into have names that begin so."""


@dataclass(frozen=True, slots=True)
class Me:
    """Who is asking. principal: sees their own rows alone; acts_for: whom else they could open, after asking."""

    principal: Principal
    acts_for: tuple[str, ...]

    @property
    def person(self) -> str:
        """Their person id."""
        return self.principal.person

    def beside(self, *persons: str) -> Principal:
        """The same principal who also sees the rows of these of those they act for; others are left out."""
        return replace(self.principal, acts_for=tuple(one for one in persons if one in self.acts_for))


def resident_page(*methods: str) -> Callable[[View], View]:
    """A page for a resident whose account is linked to a person. The view gets (request, me, …).

    Others are sent to sign in and back, and keep what they had typed; nothing of it is stored by any cache.
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


def me_of(request: HttpRequest) -> Me | None:
    """The resident who is signed in and linked to a person; None for everybody else."""
    principal = principal_of(request)
    if principal is None or principal.kind != "resident" or not principal.person:
        return None
    return Me(replace(principal, acts_for=()), principal.acts_for)


def signed_in_as(request: HttpRequest) -> Principal | None:
    """The resident alone, without looking up whom they act for or where they work: for what is asked all the time."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    account, sure = request.user, assurance_of(request)
    if not isinstance(account, Account) or sure is None or not account.person:
        return None
    return Principal("resident", str(account.id), person=account.person, assurance=sure.method)


def mine_page(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """The page `mine/<name>.html`. here: where the language button comes back to, a page that can be read again.

    asks: how many agreements others wait for, for the navigation.
    """
    frame = {"page_form": False, "here": request.get_full_path(), "section": name.partition("_")[0], "problem": "",
             "asks": _asks(request)}  # fmt: skip
    return page(request, f"mine/{name}", {**frame, "failed": bool(context.get("problem")), **context}, status)


def language() -> str:
    """`ko` or `en`: the page's."""
    return "ko" if (translation.get_language() or "ko").startswith("ko") else "en"


def words_of(refused: Refused) -> str:
    """Why something was refused, in the page's language."""
    return refused.text(language())


def _asks(request: HttpRequest) -> int:
    me = me_of(request)
    if me is None:
        return 0
    with entered(me.beside(*me.acts_for)):
        return unanswered([me.person, *me.acts_for], me.person)


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    me = me_of(request)
    if me is None:
        return _sign_in(request) if principal_of(request) is None else mine_page(request, "not_linked", {}, 403)
    try:
        return view(request, me, *args, **kwargs)
    except Refused as refused:
        context = {"title": words_of(refused), "kept": _typed(request), "here": resolve_url("portal:mine")}
        return mine_page(request, "refused", context, 409)


def _sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and _typed(request):
        wanted = {"next": request.path}
        address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode(wanted)}"
        return mine_page(request, "signed_out", {"kept": _typed(request), "address": address}, 401)
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}")


def _typed(request: HttpRequest) -> list[str]:
    """What was typed into the form, so that it is not lost."""
    if request.method != "POST":
        return []
    typed = [str(text) for name, text in request.POST.items() if name.startswith(SAID)]
    return [text[:MOST_KEPT] for text in typed if text.strip()]
