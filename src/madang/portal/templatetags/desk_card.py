"""The way to the desk, and what waits there, for officials who work at one."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from madang.identity.anyid.service import principal_of, seems_official
from madang.portal.desk.frame import works_at_desk
from madang.portal.office.frame import OFFICER, OPERATOR, has_role
from madang.portal.workbench.frame import at_workbench
from madang.services.casework.service import OPEN, counts
from madang.trust.service import entered

register = template.Library()


@register.inclusion_tag("portal/parts/desk_card.html", takes_context=True)
def desk_card(context: dict[str, Any]) -> dict[str, Any]:
    """Open cases, mine, late and objections; nothing for whoever does not work at a desk. No name is on it."""
    request: HttpRequest = context["request"]
    principal = principal_of(request) if seems_official(request) else None
    if principal is None or not works_at_desk(principal):
        return {"waits": None}
    with entered(principal):
        found = counts(principal)
    return {"waits": found | {"open": sum(found[state] for state in OPEN)}}


@register.inclusion_tag("portal/parts/desk_nav.html", takes_context=True)
def desk_nav(context: dict[str, Any]) -> dict[str, Any]:
    """An official's pages in the header, by role; nothing for whoever has none of these roles."""
    principal = principal_of(context["request"])
    found = {
        "at_desk": works_at_desk(principal), "operates": has_role(principal, OPERATOR),
        "guards": has_role(principal, OFFICER), "keeps_rules": at_workbench(principal),
    }  # fmt: skip
    return {**found, "any": any(found.values()), "desk": context.get("desk", "")}
