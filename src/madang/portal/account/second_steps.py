"""The authenticator app and the recovery codes."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect

from madang.identity.anyid.service import Account
from madang.portal.account.frame import AccountPage


class AddApp(AccountPage, ActivateTOTPView):  # type: ignore[misc]
    """A picture to scan, the same secret to type, and the first code."""

    page_name = "add_app"

    def shown(self) -> dict[str, Any]:
        """The secret in groups of four, as people read it out."""
        secret = self.get_form().secret if self.request.method != "POST" else ""
        return {"secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}


class RemoveApp(AccountPage, DeactivateTOTPView):  # type: ignore[misc]
    """Asks first."""

    page_name = "remove_app"


class RecoveryCodes(AccountPage, ViewRecoveryCodesView):  # type: ignore[misc]
    """Shown once, after they were made."""

    page_name = "recovery_codes"


class NewRecoveryCodes(AccountPage, GenerateRecoveryCodesView):  # type: ignore[misc]
    """New ones; the old are worth nothing any more. A form that is sent twice makes them once."""

    page_name = "new_recovery_codes"

    def shown(self) -> dict[str, Any]:
        """Which codes the new ones take the place of."""
        return {"former": self._former()}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Makes them, unless those of the form are gone already: the page of the codes shows what came instead."""
        account = self.request.user
        assert isinstance(account, Account)
        Account.objects.select_for_update().get(pk=account.pk)
        if self.request.POST.get("former", "") != self._former():
            return HttpResponseRedirect(self.get_success_url())
        made: HttpResponse = super().form_valid(form)
        return made

    def _former(self) -> str:
        codes = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.RECOVERY_CODES)
        return "".join(str(id) for id in codes.values_list("pk", flat=True))
