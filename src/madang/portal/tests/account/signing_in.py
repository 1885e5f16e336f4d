"""Accounts of tests, made and used by the pages alone."""

from __future__ import annotations

from typing import Any

from django.test import Client

from madang.portal.tests.account.person import PASSWORD, code_from_mail

EMAIL = "sora@example.org"
ENGLISH = {"Accept-Language": "en"}


def sign_up(client: Client, email: str = EMAIL, **query: str) -> Any:
    """With a password; signed in afterwards."""
    client.post("/account/sign-up/password/", {"email": email, "password1": PASSWORD, **query})
    return client.post("/account/email/code/", {"code": code_from_mail(email), "action": "verify"})


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **query: str) -> Any:
    """Posts the form."""
    return client.post("/account/sign-in/", {"login": email, "password": password, **query}, headers=ENGLISH)
