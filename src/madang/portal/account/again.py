"""Showing oneself once more before something that matters, and back to where one was."""

from __future__ import annotations

import datetime as dt
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from madang.identity.anyid.service import assurance_of, strong_enough
from madang.portal.account.frame import AccountPage, account_page, safe_next
from madang.portal.views.page import View


@require_safe
@login_required
def step_up(request: HttpRequest) -> HttpResponse:
    """Sends on to the best way to show oneself; `next` is where to return.

    With `strong=1` a password is not enough: whoever has no second step is told how to get one. In a demonstration
    nobody can show anything, and is told so.
    """
    wanted = safe_next(request)
    methods = get_adapter().get_reauthentication_methods(request.user)
    sure = assurance_of(request)
    second = [method for method in methods if method["id"].startswith("mfa_")]
    if not methods or (request.GET.get("strong") and not second):
        demo = sure is not None and sure.method == "demo"
        return account_page(request, "step_up", {"demo_account": demo, "next": wanted}, status=403)
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return HttpResponseRedirect(methods[0]["url"] + query)


def wants_two_factors(view: View, *, within: dt.timedelta | None = None) -> View:
    """A view for who is signed in with two factors, shown within a span if one is given; others are sent to show them.

    What they posted is not kept: they come back to the page by GET.
    """

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if strong_enough(request, within=within):
            return view(request, *args, **kwargs)
        query = urlencode({"strong": "1", "next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('account_step_up')}?{query}")

    return guarded


class ByPassword(AccountPage, ReauthenticateView):  # type: ignore[misc]
    """For accounts that have nothing else."""

    page_name = "again_password"


class ByCode(AccountPage, CodeView):  # type: ignore[misc]
    """The app's code, or a recovery code."""

    page_name = "again_code"


class ByPasskey(AccountPage, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A passkey."""

    page_name = "again_passkey"

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page, which says why."""
        for words in form.errors.get("credential", []):
            messages.error(self.request, str(words))
        return HttpResponseRedirect(self.request.get_full_path())
