"""The password: change it, set a first one, replace a forgotten one by a code from a mail."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import (
    CompletePasswordResetView,
    ConfirmPasswordResetCodeView,
    PasswordChangeView,
    PasswordResetView,
    PasswordSetView,
)
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from madang.portal.account.frame import AccountPage, said_page


class ChangePassword(AccountPage, PasswordChangeView):  # type: ignore[misc]
    """Wants the present one."""

    page_name = "password_change"
    success_url = reverse_lazy("mfa_index")


@method_decorator(reauthentication_required, name="dispatch")
class SetPassword(AccountPage, PasswordSetView):  # type: ignore[misc]
    """A first one, for an account with passkeys only."""

    page_name = "password_set"
    success_url = reverse_lazy("mfa_index")


class ForgottenPassword(AccountPage, PasswordResetView):  # type: ignore[misc]
    """Asks for the address. The answer is the same whether it has an account or not."""

    page_name = "password_forgotten"


class ForgottenPasswordCode(AccountPage, ConfirmPasswordResetCodeView):  # type: ignore[misc]
    """The code from the mail."""

    page_name = "password_code"

    def shown(self) -> dict[str, Any]:
        """A demonstration sends no mail; the page says where it lies."""
        return {"mail_is_kept": settings.MADANG_DEMO}


class NewPassword(AccountPage, CompletePasswordResetView):  # type: ignore[misc]
    """The new one. A second step stays what it was."""

    page_name = "password_new"


@require_safe
def password_replaced(request: HttpRequest) -> HttpResponse:
    """Done."""
    return said_page(
        request,
        _("You have a new password"),
        (_("All sessions of this account are ended. Sign in with the new password; your second step is as before."),),
        (("account_login", _("Sign in")),),
    )
