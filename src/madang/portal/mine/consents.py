"""Consents: what others ask of one, what one has agreed to, taking it back, and what a statute still allows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madang.exchange.mydata.service import WithdrawConsent, asked_of, consents_of
from madang.portal.mine.asked_lines import ask_lines
from madang.portal.mine.consent_lines import consent_lines
from madang.portal.mine.frame import Me, mine_page, resident_page
from madang.portal.mine.sending import new_key, send
from madang.portal.rulebook import today
from madang.portal.views.methods import FORM, READ
from madang.trust.service import entered


@resident_page(*READ)
def consents(request: HttpRequest, me: Me) -> HttpResponse:
    """GET: what others' applications ask of one, then all one gave, what holds first. `answered`: just now."""
    with entered(me.beside(*me.acts_for)):
        asked = ask_lines(asked_of([me.person, *me.acts_for]), me)
        given = consent_lines(consents_of(me.person))
    answered = [one for one in asked if str(one.id) == request.GET.get("answered", "")]
    return mine_page(request, "consents", {"given": given, "asked": asked, "answered": answered})


@resident_page(*FORM)
def withdraw(request: HttpRequest, me: Me, consent: int) -> HttpResponse:
    """GET: what it means to take it back. POST: done, at once."""
    with entered(me.principal):
        found = [one for one in consent_lines(consents_of(me.person)) if one.id == consent]
    if not found:
        return mine_page(request, "nothing_here", {"section": "consents"}, 404)
    if request.method == "POST":
        send(request, WithdrawConsent(consent, today()), me)
        return redirect("portal:mine-consents")
    return mine_page(request, "withdraw_consent", {"one": found[0], "key": new_key(), "section": "consents"})
