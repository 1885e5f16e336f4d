"""Passkeys: what is asked of one when it is added and each time it is used.

W3C Web Authentication Level 3, §7.1 and §7.2. allauth and python-fido2 check challenge, relying party and signature.
Here: the origin to the letter; whether the passkey may open the door alone (what it was added for is kept with us, not
read from what the browser says about it); and the counter that betrays a copy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context as current
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth, flows
from django import forms
from django.db import transaction
from django.http import HttpRequest

from madang.identity.anyid.models import Account

ALONE, COUNTER = "alone", "counter"
LONGEST_NAME = 60


def _refuse(code: str) -> forms.ValidationError:
    refusal: forms.ValidationError = get_adapter().validation_error(code)
    return refusal


def check_origin(parse: Callable[[Any], Any], credential: Any) -> Any:
    """The browser's answer, parsed.

    Raises ValidationError when it is none, or was not made for a page of this very origin.
    """
    request = current.request
    try:
        answer = parse(credential)
        origin = answer.response.client_data.origin
    except (TypeError, ValueError, LookupError, AttributeError, forms.ValidationError):
        raise _refuse("passkey_refused") from None
    if origin != f"{request.scheme}://{request.get_host()}":
        raise _refuse("not_our_page")
    return answer


class _Adding(forms.Form):
    """Both forms that bring a new passkey."""

    def clean_credential(self) -> dict[str, Any]:
        """The credential, made on this page."""
        credential: dict[str, Any] = self.cleaned_data["credential"]
        check_origin(auth.parse_registration_response, credential)
        return credential


class AddPasskey(_Adding, AddWebAuthnForm):  # type: ignore[misc]
    """`passwordless`: a way in on its own; without it the passkey is only the step after the password."""

    name = forms.CharField(required=False, max_length=LONGEST_NAME)
    passwordless = forms.BooleanField(required=False, initial=True)


class SignUpPasskey(_Adding, SignupWebAuthnForm):  # type: ignore[misc]
    """The first passkey of a new account; it asked for finger or PIN, because it is a way in on its own."""

    name = forms.CharField(required=False, max_length=LONGEST_NAME)

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for one that asked for nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        credential = cleaned.get("credential")
        if credential:
            response = auth.parse_registration_response(credential).response
            if not response.attestation_object.auth_data.is_user_verified():
                raise _refuse("pin_needed")
        return cleaned


class _Using(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """All forms that use a passkey."""

    def clean_credential(self) -> Authenticator:
        """The passkey used, with its counter moved on."""
        answer = check_origin(auth.parse_authentication_response, self.cleaned_data["credential"])
        try:
            authenticator: Authenticator = super().clean_credential()
        except forms.ValidationError as refused:
            raise _refuse("passkey_refused") if refused.code == "incorrect_code" else refused from None
        _move_counter(authenticator, answer.response.authenticator_data.counter)
        return authenticator


class UsePasskey(_Using):
    """The second step."""


class ShowPasskeyAgain(_Using, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Once more before something that matters."""


class SignInWithPasskey(LoginWebAuthnForm, _Using):  # type: ignore[misc]
    """Without a password. allauth lets every passkey in here (pennersr/django-allauth#4224); we do not."""

    def clean_credential(self) -> Authenticator:
        """The passkey, if it was added as a way in on its own."""
        authenticator: Authenticator = super().clean_credential()
        if not authenticator.data.get(ALONE):
            raise _refuse("second_step_only")
        return authenticator


def _move_counter(authenticator: Authenticator, shown: int) -> None:
    """Keeps the counter; one that does not grow is a copy's. Passkeys that travel between devices always show 0."""
    with transaction.atomic():
        kept = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        before = kept.data.get(COUNTER, 0)
        if (shown or before) and shown <= before:
            raise _refuse("copied_passkey")
        if shown != before:
            kept.data[COUNTER] = shown
            kept.save(update_fields=["data"])


def add_passkey(request: HttpRequest, form: AddPasskey) -> bool:
    """Adds what the form holds; True when recovery codes were made with it. Wants a fresh sign-in (allauth raises)."""
    with transaction.atomic():
        authenticator, codes = flows.add_authenticator(
            request, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"]
        )
        _keep(authenticator, alone=form.cleaned_data["passwordless"])
    return codes is not None


def sign_up_with_passkey(request: HttpRequest, account: Account, form: SignUpPasskey) -> None:
    """The first passkey; making it has shown as much as using it would."""
    with transaction.atomic():
        authenticator = flows.signup_authenticator(
            request, user=account, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"]
        )
        _keep(authenticator, alone=True)
    record_authentication(request, account, "mfa", id=authenticator.pk, type=authenticator.type, passwordless=True)


def _keep(authenticator: Authenticator, *, alone: bool) -> None:
    authenticator.data[ALONE] = alone
    authenticator.data[COUNTER] = authenticator.wrap().authenticator_data.counter
    authenticator.save(update_fields=["data"])
