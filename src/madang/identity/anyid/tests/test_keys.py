"""Secrets of second steps are sealed where they lie."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken
from pytest_django import Settings

from madang.identity.anyid.keys import KeysAdapter
from madang.identity.anyid.tests.signing_in import account

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.mark.django_db
def test_the_table_does_not_hold_the_secrets() -> None:
    mine = account()
    TOTP.activate(mine, SECRET)
    codes = RecoveryCodes.activate(mine)
    kept = str([row.data for row in Authenticator.objects.all()])
    assert SECRET not in kept
    assert not any(code in kept for code in codes.get_unused_codes())


def test_a_replaced_key_still_opens_what_it_sealed(settings: Settings) -> None:
    sealed = KeysAdapter().encrypt(SECRET)
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another key, made when the first was thirty days old"
    with pytest.raises(InvalidToken):
        KeysAdapter().decrypt(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert KeysAdapter().decrypt(sealed) == SECRET


def test_a_changed_seal_does_not_open() -> None:
    sealed = KeysAdapter().encrypt(SECRET)
    with pytest.raises(InvalidToken):
        KeysAdapter().decrypt(sealed[:-6] + "AAAAA=")
