"""Every mail, notice and refusal that can come has words of ours."""

from __future__ import annotations

from pathlib import Path

import allauth
import pytest
from django.utils import translation

from madang.identity.anyid.adapter import AccountAdapter
from madang.identity.anyid.words import MAILS

TEMPLATES = Path(allauth.__file__).parent / "templates"
NOT_OFFERED = {"account/email/login_code", "account/email/password_reset_key", "account/email/base"}
"""Codes to sign in by, links: none of them is switched on."""


def test_every_mail_of_allauth_has_words() -> None:
    theirs = {
        f"{room}/email/{path.name.removesuffix('_subject.txt')}"
        for room in ("account", "mfa")
        for path in (TEMPLATES / room / "email").glob("*_subject.txt")
    }
    assert theirs - NOT_OFFERED - set(MAILS) == set()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_is_filled_in(name: str, language: str) -> None:
    filled = {"code": "ABCD-1234", "password_reset_url": "/r", "signup_url": "/s", "to_email": "new@example.org"}
    with translation.override(language):
        mail = AccountAdapter().render_mail(name, "sora@example.org", filled)
    assert mail.to == ["sora@example.org"]
    assert "%" not in str(mail.subject) + str(mail.body)
    assert ("마당 ·" in str(mail.body)) is (language == "ko")
