"""Too much at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from madang.portal.account.frame import said_page


def too_many(request: HttpRequest) -> HttpResponse:
    """429: `handler429` of the house, called by allauth."""
    response = said_page(
        request,
        _("Too many attempts"),
        (_("To keep others from guessing, we wait a minute. Nothing is lost: go back and try again then."),),
        (("account_login", _("To the sign-in page")), ("portal:home", _("To the first page"))),
        status=429,
    )
    response.headers["Retry-After"] = "60"
    return response
