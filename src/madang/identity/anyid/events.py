"""Signing in and changes of the ways in, each as one log line: the account's random id and the way, nothing else.

OWASP ASVS 5.0 §16.3.1, §16.3.3. Addresses, names, codes and passwords are in none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from allauth.account import signals as account
from allauth.mfa import signals as ways
from django.contrib.auth import signals as django
from django.dispatch import Signal
from django.http import HttpRequest

from madang.identity.anyid.assurance import assurance_of
from madang.identity.anyid.models import Account

log = structlog.get_logger(__name__)

CHANGES: tuple[tuple[Signal, str], ...] = (
    (ways.authenticator_added, "way_added"),
    (ways.authenticator_removed, "way_removed"),
    (ways.authenticator_reset, "way_renewed"),
    (ways.authentication_failed, "second_step_failed"),
    (account.user_signed_up, "signed_up"),
    (account.password_changed, "password_changed"),
    (account.password_set, "password_set"),
    (account.password_reset, "password_replaced"),
    (account.email_changed, "address_changed"),
    (django.user_logged_out, "signed_out"),
)
_kept: list[Callable[..., None]] = []


def connect() -> None:
    """Connects all of them; called once, when Django starts."""
    for signal, event in CHANGES:
        listener = _teller(event)
        _kept.append(listener)  # Django itself keeps only a weak reference
        signal.connect(listener, dispatch_uid=f"log of {event}")
    django.user_logged_in.connect(_signed_in, dispatch_uid="log of signed_in")
    django.user_login_failed.connect(_refused, dispatch_uid="log of sign_in_refused")


def _teller(event: str) -> Callable[..., None]:
    def tell(sender: Any, user: Any = None, authenticator: Any = None, **_: Any) -> None:
        if isinstance(user, Account):
            log.info(event, account=str(user.id), way=authenticator.type if authenticator else "")

    return tell


def _signed_in(sender: Any, request: HttpRequest, user: Account, **_: Any) -> None:
    sure = assurance_of(request)
    log.info("signed_in", account=str(user.id), way=sure.method if sure else "")


def _refused(sender: Any, **_: Any) -> None:
    log.info("sign_in_refused", way="password")
