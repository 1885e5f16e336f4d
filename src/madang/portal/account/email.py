"""Another e-mail address."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.views import EmailView
from django.utils.decorators import method_decorator

from madang.portal.account.frame import AccountPage


@method_decorator(reauthentication_required, name="dispatch")
class ChangeEmail(AccountPage, EmailView):  # type: ignore[misc]
    """The new address replaces the old one once its code was typed."""

    page_name = "email"
