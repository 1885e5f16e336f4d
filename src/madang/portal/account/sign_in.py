"""Signing in and out."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from madang.portal.account.frame import AccountPage, account_page, safe_next, said_page


class SignIn(AccountPage, LoginView):  # type: ignore[misc]
    """By passkey, or by e-mail address and password."""

    page_name = "sign_in"

    def shown(self) -> dict[str, Any]:
        """Whether somebody of the demonstration may be played."""
        return {"offers_demo": settings.MADANG_DEMO}


class SignInByPasskey(LoginWebAuthnView):  # type: ignore[misc]
    """GET (by script): what to ask the device. POST: its answer."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the sign-in page, which says why, and still knows where one wanted to go."""
        for words in form.errors.get("credential", []):
            messages.error(self.request, str(words))
        wanted = safe_next(self.request)
        query = f"?{urlencode({'next': wanted})}" if wanted else ""
        return HttpResponseRedirect(reverse("account_login") + query)


class SecondStep(AccountPage, AuthenticateView):  # type: ignore[misc]
    """After the password: a passkey, the code of an app, or a recovery code."""

    page_name = "second_step"

    def shown(self) -> dict[str, Any]:
        """Which second steps this account has."""
        types = set(self.stage.login.user.authenticator_set.values_list("type", flat=True))
        return {"has_passkey": "webauthn" in types, "has_app": "totp" in types, "has_codes": "recovery_codes" in types}


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """GET asks, POST does: nobody is signed out by a link. Who is halfway in begins again at the sign-in page."""
    inside = request.user.is_authenticated
    if request.method == "POST":
        logout(request, show_message=False)
        request.session.flush()
        return redirect("account_signed_out" if inside else "account_login")
    if not inside:
        return redirect("account_signed_out")
    return account_page(request, "sign_out", {})


@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """You are out; what to do on a computer that others use."""
    return said_page(
        request,
        _("You are signed out"),
        (_("On a computer that others use, close the browser as well."),),
        (("portal:home", _("To the first page")), ("account_login", _("Sign in again"))),
    )


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """An account that may not sign in here."""
    return said_page(
        request,
        _("This account cannot sign in here"),
        (_("It was closed, or it belongs to another installation. The office that runs this service can help."),),
        (("portal:home", _("To the first page")),),
        status=403,
    )
