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


RolesOf = Callable[[Account], Roles]


def principal_of(request: HttpRequest) -> Principal | None:
    """Who acts in this request; None when nobody is signed in.

    Roles come from the setting MADANG_ROLES_OF, a dotted path to a function account → Roles; asked once a request.
    """
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _principal(request))
    found: Principal | None = getattr(request, _KEPT)
    return found


def _principal(request: HttpRequest) -> Principal | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    account, sure = request.user, assurance_of(request)
    if not isinstance(account, Account) or sure is None:
        return None
    path: str = settings.MADANG_ROLES_OF
    held: Roles = import_string(path)(account) if path else Roles()
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
