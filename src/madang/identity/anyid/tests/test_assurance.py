"""What was shown, and what it amounts to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from madang.identity.anyid.assurance import Assurance, method_of

PASSWORD: dict[str, Any] = {"method": "password"}
APP: dict[str, Any] = {"method": "mfa", "type": "totp"}
KEY: dict[str, Any] = {"method": "mfa", "type": "webauthn"}
ALONE: dict[str, Any] = {**KEY, "passwordless": True}
RECOVERY: dict[str, Any] = {"method": "mfa", "type": "recovery_codes"}


@pytest.mark.parametrize(
    ("records", "method"),
    [
        ([], ""),
        ([PASSWORD], "password"),
        ([PASSWORD, {**PASSWORD, "reauthenticated": True}], "password"),
        ([PASSWORD, APP], "password+otp"),
        ([PASSWORD, RECOVERY], "password+otp"),
        ([PASSWORD, KEY], "password+otp"),
        ([ALONE], "passkey"),
        ([PASSWORD, APP, ALONE], "passkey"),
        ([APP], ""),
        ([KEY], ""),
        ([{"method": "socialaccount"}], ""),
        ([{"method": "code"}], ""),
        ([{"method": "demo"}], "demo"),
        ([{"method": "demo"}, PASSWORD], "demo"),
    ],
)
def test_method(records: list[dict[str, Any]], method: str) -> None:
    assert method_of(records) == method


@pytest.mark.parametrize(
    ("method", "strong"), [("passkey", True), ("password+otp", True), ("demo", True), ("password", False), ("", False)]
)
def test_strong(method: str, strong: bool) -> None:
    assert Assurance(method, timezone.now()).strong is strong


def test_within() -> None:
    sure = Assurance("passkey", timezone.now() - dt.timedelta(minutes=4))
    assert sure.within(dt.timedelta(minutes=5))
    assert not sure.within(dt.timedelta(minutes=3))
