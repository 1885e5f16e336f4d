"""The authenticator app and the recovery codes."""

from __future__ import annotations

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView

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
    """New ones; the old are worth nothing any more."""

    page_name = "new_recovery_codes"
