"""Passkeys of an account: add, name, remove."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django import forms
from django.http import HttpResponse

from madang.identity.anyid.service import Account, add_passkey, ways_of
from madang.portal.account.frame import AccountPage


class AddPasskeyPage(AccountPage, AddWebAuthnView):  # type: ignore[misc]
    """A further passkey, or a security key as a second step only."""

    page_name = "add_passkey"

    def form_valid(self, form: Any) -> HttpResponse:
        """Adds it; recovery codes that came with it are shown once."""
        self.did_generate_recovery_codes = add_passkey(self.request, form)
        return HttpResponse(status=302, headers={"Location": self.get_success_url()})


class NamePasskey(AccountPage, EditWebAuthnView):  # type: ignore[misc]
    """Another name."""

    page_name = "name_passkey"


class LastWay(forms.Form):
    """Removing the last way in wants a tick."""

    sure = forms.BooleanField()


class RemovePasskey(AccountPage, RemoveWebAuthnView):  # type: ignore[misc]
    """Asks first; for the last way in it says what that means and wants a tick."""

    page_name = "remove_passkey"

    def get_form_class(self) -> type[forms.Form]:
        """A form with a tick, or an empty one."""
        return LastWay if self._is_last_way() else forms.Form

    def shown(self) -> dict[str, Any]:
        """Whether it is the last way."""
        return {"last_way": self._is_last_way(), "key_name": self.object.wrap().name}

    def _is_last_way(self) -> bool:
        account = self.request.user
        assert isinstance(account, Account)
        return ways_of(account).last_way(self.object.pk)
