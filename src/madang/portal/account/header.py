"""What the header says about who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from madang.identity.anyid.service import Account, parts, seems_official
from madang.portal.shown.words import said
from madang.rules.service import Label


@dataclass(frozen=True)
class SignedIn:
    """`name` to call them by; `demo` when they are played in a demonstration. official, resident: whose pages the
    navigation offers; neither for an account that is linked to no person."""

    name: str
    demo: bool
    official: bool
    resident: bool


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `signed_in`, false for a visitor. Without a session cookie nothing is read."""
    return {"signed_in": SimpleLazyObject(lambda: who(request))}


def who(request: HttpRequest) -> SignedIn | None:
    """Who is signed in. The page about a broken database asks too, and must not break over it."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "user"):
        return None
    try:
        account = request.user
        if not isinstance(account, Account):
            return None
        official = seems_official(request)
    except DatabaseError:
        return None
    played = next((one for one in parts() if one.part == account.part), None) if account.part else None
    return SignedIn(
        said(Label(played.ko, played.en)) if played else account.called, bool(account.part), official,
        bool(account.person) and not official,
    )  # fmt: skip
