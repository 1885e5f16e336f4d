"""What somebody's application asks of the resident: who, for what, which items; yes or no, each by the person alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from madang.exchange.mydata.service import ConsentAsk, GiveConsent, RefuseConsent, ask_of
from madang.portal.mine.asked_lines import asked_page
from madang.portal.mine.frame import LARGEST, Me, mine_page, resident_page, words_of
from madang.portal.mine.sending import key_in, new_key, send
from madang.portal.rulebook import today
from madang.portal.views.methods import FORM
from madang.rules.service import Refused
from madang.trust.service import Act, entered


@resident_page(*FORM)
def asked(request: HttpRequest, me: Me, ask: int) -> HttpResponse:
    """GET: what is asked, item by item. POST `do` = agree (with `digest`, `shown_in` of the text seen) or refuse."""
    found = _found(me, ask)
    if found is None:
        return mine_page(request, "nothing_here", {"section": "consents"}, 404)
    act = _act(request, found)
    if act is None:
        return _page(request, me, found)
    try:
        send(request, act, me, by=me.beside(found.giver))
    except Refused as refused:
        more = {"problem": words_of(refused), "key": key_in(request)}
        return _page(request, me, _found(me, ask) or found, more, 422)
    return redirect(f"{resolve_url('portal:mine-consents')}?answered={ask}#asked")


def _found(me: Me, ask: int) -> ConsentAsk | None:
    """What is asked of the resident, or of a child they answer for."""
    if ask > LARGEST:
        return None
    with entered(me.beside(*me.acts_for)):
        found = ask_of(ask)
    if found is None or me.person not in found.speakers or found.giver not in (me.person, *me.acts_for):
        return None
    return found


def _act(request: HttpRequest, ask: ConsentAsk) -> Act[Any, Any] | None:
    do = request.POST.get("do", "") if request.method == "POST" else ""
    if do == "refuse":
        return RefuseConsent(ask.pk)
    if do == "agree":
        return GiveConsent(
            giver=ask.giver, for_purpose=ask.purpose, applicant=ask.applicant, day=today(),
            digest=str(request.POST.get("digest", ""))[:80], application=ask.application, tenant=ask.tenant,
            language="en" if request.POST.get("shown_in") == "en" else "ko",
        )  # fmt: skip
    return None


def _page(
    request: HttpRequest, me: Me, ask: ConsentAsk, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = {"shown": asked_page(ask, me), "key": new_key(), "section": "consents", **(more or {})}
    return mine_page(request, "asked", context, status)
