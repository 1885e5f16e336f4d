"""From a signed-in account to the principal that acts and policies know."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from madang.identity.anyid.assurance import assurance_of
from madang.identity.anyid.models import Account
from madang.identity.anyid.roles import Roles
from madang.trust.service import Principal

_KEPT = "_madang_principal"
WORKS = "works"
"""In the session: whether the account was an official's when its roles were asked for last."""


RolesOf = Callable[[Account], Roles]


def principal_of(request: HttpRequest) -> Principal | None:
    """Who acts in this request; None when nobody is signed in.

    Roles come from the setting MADANG_ROLES_OF, a dotted path to a function account → Roles; asked once a request.
    """
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _principal(request))
    found: Principal | None = getattr(request, _KEPT)
    return found


def seems_official(request: HttpRequest) -> bool:
    """Whether pages offer an official's ways: as it was when this session asked for roles last, so it asks once.

    Nothing is allowed by it: what somebody may do is asked where they do it (:func:`principal_of`).
    """
    noted = request.session.get(WORKS)
    if noted is None:
        found = principal_of(request)
        return found is not None and found.kind == "official"
    return bool(noted)


def _roles_of(account: Account) -> Roles:
    path: str = settings.MADANG_ROLES_OF
    found: Roles = import_string(path)(account) if path else Roles()
    return found


def _principal(request: HttpRequest) -> Principal | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    account, sure = request.user, assurance_of(request)
    if not isinstance(account, Account) or sure is None:
        return None
    held = _roles_of(account)
    if request.session.get(WORKS) != bool(held.tenant):
        request.session[WORKS] = bool(held.tenant)
    return Principal(
        kind="official" if held.tenant else "resident",
        id=str(account.id),
        person=account.person or "",
        tenant=held.tenant,
        units=held.units,
        roles=held.roles,
        acts_for=held.acts_for,
        assurance=sure.method,
    )
