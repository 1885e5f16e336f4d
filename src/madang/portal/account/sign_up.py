"""Signing up: a passkey first, a password as the second way; the e-mail address is confirmed by a code."""

from __future__ import annotations

from typing import Any

from allauth.account.views import ConfirmEmailVerificationCodeView, SignupByPasskeyView, SignupView
from allauth.mfa.webauthn.views import SignupWebAuthnView
from django.conf import settings
from django.http import HttpResponse

from madang.identity.anyid.service import sign_up_with_passkey
from madang.portal.account.frame import AccountPage


class SignUp(AccountPage, SignupByPasskeyView):  # type: ignore[misc]
    """E-mail address and a name; the passkey is made after the address is confirmed."""

    page_name = "sign_up"


class SignUpWithPassword(AccountPage, SignupView):  # type: ignore[misc]
    """The same with a password."""

    page_name = "sign_up_password"


class EmailCode(AccountPage, ConfirmEmailVerificationCodeView):  # type: ignore[misc]
    """The code from the mail, of a new account or of a new address."""

    page_name = "email_code"

    def shown(self) -> dict[str, Any]:
        """A demonstration sends no mail; the page says where it lies."""
        return {"mail_is_kept": settings.MADANG_DEMO}


class FirstPasskey(AccountPage, SignupWebAuthnView):  # type: ignore[misc]
    """The passkey of a new account."""

    page_name = "first_passkey"

    def form_valid(self, form: Any) -> HttpResponse:
        """Adds it and is signed in by it."""
        stage = self._login_stage
        sign_up_with_passkey(self.request, stage.login.user, form)
        response: HttpResponse = stage.exit()
        return response
