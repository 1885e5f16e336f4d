"""What waits at the desk, for the start page of an official."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from madang.identity.anyid.service import principal_of
from madang.portal.desk.frame import works_at_desk
from madang.services.casework.service import OPEN, counts
from madang.trust.service import entered

register = template.Library()


@register.inclusion_tag("portal/parts/desk_card.html", takes_context=True)
def desk_card(context: dict[str, Any]) -> dict[str, Any]:
    """Open cases, mine, late and objections; nothing for whoever does not work at a desk. No name is on it."""
    request: HttpRequest = context["request"]
    principal = principal_of(request)
    if principal is None or not works_at_desk(principal):
        return {"waits": None}
    with entered(principal):
        found = counts(principal)
    return {"waits": found | {"open": sum(found[state] for state in OPEN)}}
