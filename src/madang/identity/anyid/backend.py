"""Who may sign in at all."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from madang.identity.anyid.models import Account


def may_sign_in(account: Account) -> bool:
    """Active; and a synthetic account only in a demonstration, a real one only outside of it."""
    return account.is_active and account.synthetic == bool(settings.MADANG_DEMO)


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, with our rule. It is asked at every request, so a session of the wrong kind is worth nothing."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether this account may be signed in here and now."""
        return isinstance(user, Account) and may_sign_in(user)
