"""How sure the house is of who is there: by which ways they signed in, and when they last showed one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.http import HttpRequest
from django.utils import timezone

from madang.identity.anyid.models import Account

PASSKEY, TWO_STEPS, PASSWORD, DEMO = "passkey", "password+otp", "password", "demo"
STRONG = frozenset({PASSKEY, TWO_STEPS, DEMO})
"""Two factors shown: a passkey (device and finger or PIN), or a password and a second step. In a demonstration
everybody is synthetic and there is nothing to guard."""


@dataclass(frozen=True)
class Assurance:
    """`method` is passkey, password+otp, password or demo; `at` is when something was shown last."""

    method: str
    at: dt.datetime

    @property
    def strong(self) -> bool:
        """Two factors were shown."""
        return self.method in STRONG

    def within(self, span: dt.timedelta) -> bool:
        """Something was shown no longer ago than this."""
        return timezone.now() - self.at <= span


def method_of(records: Iterable[Mapping[str, Any]]) -> str:
    """The method that allauth's records of one session amount to; "" when nothing was shown."""
    shown: set[str] = set()
    for record in records:
        method = str(record.get("method", ""))
        if method == "mfa":
            method = PASSKEY if record.get("passwordless") else "second"
        shown.add(method)
    if DEMO in shown:
        return DEMO
    if PASSKEY in shown:
        return PASSKEY
    if PASSWORD in shown:
        return TWO_STEPS if "second" in shown else PASSWORD
    return ""


def signed_up(sender: Any, request: HttpRequest, user: Account, **_: Any) -> None:
    """Who has just chosen a password has shown it; a first passkey is put on record where it is made."""
    if user.has_usable_password():
        record_authentication(request, user, PASSWORD)


def assurance_of(request: HttpRequest) -> Assurance | None:
    """How the one who is signed in has shown who they are; None for a visitor. No query beyond who is signed in."""
    account = request.user
    if not isinstance(account, Account):
        return None
    records = get_authentication_records(request, account)
    # Unknown ways (a library's new one) count as the weakest until they are looked at here.
    method = method_of(records) or PASSWORD
    at = records[-1]["at"] if records else 0.0
    return Assurance(method, dt.datetime.fromtimestamp(at, tz=dt.UTC))


def strong_enough(request: HttpRequest, *, within: dt.timedelta | None = None) -> bool:
    """Whether an act that wants two factors (shown within a span) may go on; else send them to the step-up page."""
    sure = assurance_of(request)
    return sure is not None and sure.strong and (within is None or sure.method == DEMO or sure.within(within))
