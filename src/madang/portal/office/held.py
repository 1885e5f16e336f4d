"""Held back until a person has looked: feeds of agencies, events that could not be accepted; let go with a reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from madang.exchange.hub.service import DiscardEvent, Held, ReleaseEvent, fields_named, quarantined
from madang.exchange.mydata.service import HeldFeed, ReleaseFeed, feeds_in_hold
from madang.portal.desk.frame import words_of
from madang.portal.office.frame import OPERATOR, office_page, office_view
from madang.portal.shown.words import said
from madang.portal.views.methods import FORM, READ
from madang.rules.service import Refused
from madang.trust.service import Principal, perform

HUB = "hub"


@dataclass(frozen=True, slots=True)
class HeldLine:
    """Something held back. name: whose; words: why; fields: where it is off its contract; waiting: how many wait."""

    id: str
    name: str
    reason: str
    words: str
    fields: tuple[str, ...]
    since: dt.datetime
    waiting: int


@office_page(OPERATOR, *READ)
def held(request: HttpRequest, principal: Principal) -> HttpResponse:
    """GET: everything that waits for somebody to look, the longest first."""
    events = [_event(one) for one in events_for(principal)]
    context = {
        "feeds": [_feed(one) for one in feeds_in_hold()], "events": events, "ours": principal.tenant == HUB,
        "done": request.GET.get("done", ""),
    }  # fmt: skip
    return office_view(request, "held", context)


@office_page(OPERATOR, *FORM)
def feed(request: HttpRequest, principal: Principal, agency: str) -> HttpResponse:
    """GET: one feed. POST `why`: it goes on; what waited for it is due at once."""
    line = next((_feed(one) for one in feeds_in_hold() if one.agency == agency), None)
    if request.method != "POST":
        return _page(request, line, ("release",))
    why = request.POST.get("why", "")
    try:
        perform(ReleaseFeed(agency, why), principal, key=_key(request, f"feed:{agency}"))
    except Refused as refused:
        return _page(request, line, ("release",), refused=words_of(refused), why=why)
    return redirect(f"{resolve_url('portal:operator-held')}?done=release")


@office_page(OPERATOR, *FORM)
def event(request: HttpRequest, principal: Principal, held: int) -> HttpResponse:
    """GET: one message, without what it says. POST `why`, `do` = release or discard."""
    line = next((_event(one) for one in events_for(principal) if one.id == held), None)
    if request.method != "POST":
        return _page(request, line, ("release", "discard"))
    why, do = request.POST.get("why", ""), request.POST.get("do", "")
    act = DiscardEvent(held, why) if do == "discard" else ReleaseEvent(held, why)
    try:
        perform(act, principal, key=_key(request, f"event:{held}:{do}"))
    except Refused as refused:
        return _page(request, line, ("release", "discard"), refused=words_of(refused), why=why)
    return redirect(f"{resolve_url('portal:operator-held')}?done={'discard' if do == 'discard' else 'release'}")


def _page(request: HttpRequest, line: HeldLine | None, ways: tuple[str, ...], **more: str) -> HttpResponse:
    """Raises Http404 where it is held back no longer."""
    if line is None:
        raise Http404
    context = {"one": line, "ways": ways, "key": str(uuid4()), "why": "", **more}
    return office_view(request, "held_one", context, 422 if more.get("refused") else 200)


def _key(request: HttpRequest, what: str) -> str:
    return f"operator:{what}:{request.POST.get('key', '')[:64] or uuid4()}"


def events_for(principal: Principal) -> list[Held]:
    """Messages are the hub's business: an operator of an authority sees none."""
    return quarantined() if principal.tenant == HUB else []


def _feed(one: HeldFeed) -> HeldLine:
    reasons = {"off_contract": _("off its contract"), "implausible": _("cannot be")}
    return HeldLine(one.agency, said(one.label), reasons.get(one.reason, one.reason), said(one.words), one.fields,
                    one.since, one.waiting)  # fmt: skip


def _event(one: Held) -> HeldLine:
    reasons = {
        "malformed": _("no event at all"), "unknown_type": _("of an unknown kind"),
        "foreign_source": _("not theirs to say"), "off_contract": _("off its contract"),
        "reused_id": _("an id used twice"),
    }  # fmt: skip
    return HeldLine(str(one.id), one.publisher, reasons.get(one.reason, one.reason), said(one.label),
                    fields_named(one.label.en), one.at, 1)  # fmt: skip
