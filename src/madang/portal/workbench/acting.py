"""What the buttons of a draft's page do."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from madang.portal.workbench.frame import key_of, number_typed
from madang.rulemaking import service as rulemaking
from madang.trust.service import Act, Principal, entered, perform


class NotDone(Exception):
    """What was posted cannot be read; in the page's language."""


def act(request: HttpRequest, principal: Principal, draft: UUID) -> str:
    """Does what was pressed; returns its name. Raises NotDone, Denied and the room's refusals."""
    do, seen = request.POST.get("do", ""), number_typed(request.POST.get("revision", "")) or 0
    if do == "examine":
        examine(principal, draft)
        return do
    wanted = _act(request, draft, seen, do)
    if wanted is None:
        raise NotDone(_("That button is not known here."))
    perform(wanted, principal, key=key_of(request, draft, do))
    if do in ("go_back", "take_out"):
        examine(principal, draft)
    return do


def examine(principal: Principal, draft: UUID) -> rulemaking.Finding:
    """Examines the latest revision against the rules in force, and keeps what was found."""
    held = rulemaking.in_force()
    with entered(principal):
        found = rulemaking.draft_of(draft)
        return rulemaking.examine(rulemaking.revision(found, found.revision), held)


def _act(request: HttpRequest, draft: UUID, seen: int, do: str) -> Act[rulemaking.Draft, dict[str, object]] | None:
    posted = request.POST
    if do == "submit":
        return rulemaking.Submit(draft, seen)
    if do == "take_back":
        return rulemaking.TakeBack(draft, seen)
    if do == "withdraw":
        return rulemaking.Withdraw(draft, seen)
    if do == "release":
        return rulemaking.ReleaseDraft(draft, seen)
    if do == "send_back":
        return rulemaking.SendBack(draft, seen, posted.get("why", ""))
    if do == "go_back":
        return rulemaking.GoBack(draft, seen, number_typed(posted.get("to", "")) or 0)
    if do == "take_out":
        return rulemaking.Change(draft, seen, {posted.get("path", ""): None})
    return rulemaking.AskEffect(draft, seen, _day(posted.get("on", ""))) if do == "effect" else None


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise NotDone(_("Write the day as 2027-01-15.")) from None
