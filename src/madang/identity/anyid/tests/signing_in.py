"""Accounts of tests, and signing in by the page."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client

from madang.identity.anyid.models import Account

PASSWORD = "garden lamp river seven"


def account(email: str = "sora@example.org", **fields: Any) -> Account:
    """An account with a password and a confirmed address, synthetic like everything in a demonstration."""
    made = Account.objects.create_user(email, PASSWORD, **{"synthetic": True, **fields})
    EmailAddress.objects.create(user=made, email=email, primary=True, verified=True)
    return made


def sign_in(client: Client, who: Account, password: str = PASSWORD, **query: str) -> Any:
    """Posts the form."""
    return client.post("/account/sign-in/", {"login": who.email or "", "password": password, **query})
