"""My page: ways in, recovery codes, where one is signed in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from madang.identity.anyid.service import (
    DEMO,
    PASSKEY,
    PASSWORD,
    TWO_STEPS,
    Account,
    assurance_of,
    end_session,
    end_sessions,
    sessions_of,
    ways_of,
)
from madang.portal.account.frame import account_page

METHODS = {
    PASSKEY: _("by passkey"),
    TWO_STEPS: _("by password and second step"),
    PASSWORD: _("by password alone"),
    DEMO: _("in the demonstration"),
}


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """GET: everything about the account on one page."""
    account = _account(request)
    sure = assurance_of(request)
    sessions = sessions_of(account, request.session.session_key)
    context = {
        "account": account,
        "ways": ways_of(account),
        "sessions": [(one, METHODS.get(one.method, "")) for one in sessions],
        "method": METHODS.get(sure.method, "") if sure else "",
        "strong": bool(sure and sure.strong),
        "plays": bool(account.part),
    }
    return account_page(request, "overview", context)


@require_POST
@login_required
def end_one(request: HttpRequest) -> HttpResponse:
    """POST: ends a session of one's own; one's present one is a sign-out."""
    account, named = _account(request), request.POST.get("session", "")[:64]
    here = next((one for one in sessions_of(account, request.session.session_key) if one.here), None)
    if here is not None and here.id == named:
        request.session.flush()
        return redirect("account_signed_out")
    end_session(account, named)
    return redirect("mfa_index")


@require_POST
@login_required
def end_all(request: HttpRequest) -> HttpResponse:
    """POST: signed out everywhere, here too."""
    end_sessions(_account(request))
    request.session.flush()
    return redirect("account_signed_out")


def _account(request: HttpRequest) -> Account:
    account = request.user
    assert isinstance(account, Account)
    return account
