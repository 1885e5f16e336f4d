"""Accounts and sessions of residents, made as the demonstration's sign-in makes them; only beside made-up people."""

from __future__ import annotations

from collections.abc import Mapping

SIGNED_IN = "benchmark"


def cookies_of(residents: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Number → the cookie of a session of that person. residents: number → person. RuntimeError beside real people."""
    from allauth.account.internal.flows.login import record_authentication
    from django.conf import settings
    from django.contrib.auth import login
    from django.contrib.auth.hashers import make_password
    from django.http import HttpRequest

    from madang.identity.anyid.demo import BACKEND
    from madang.identity.anyid.service import DEMO, Account, real_people_here
    from madang.identity.anyid.sessions import SessionStore

    if not settings.MADANG_DEMO or settings.MADANG_REAL_PEOPLE or real_people_here():
        raise RuntimeError("the benchmark signs in as residents of a demonstration only")
    found = {}
    for number, person in residents.items():
        account = Account.objects.filter(person=person).first()
        if account is None:
            account = Account.objects.create(
                person=person, synthetic=True, name=f"{SIGNED_IN} {number}", password=make_password(None)
            )
        request = HttpRequest()
        request.session, request.user = SessionStore(), account
        record_authentication(request, account, DEMO)
        login(request, account, BACKEND)
        request.session.save()
        found[number] = {settings.SESSION_COOKIE_NAME: str(request.session.session_key)}
    return found
