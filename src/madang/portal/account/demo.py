"""The demonstration's parts: sign in as somebody. 404 wherever somebody real could be."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from madang.identity.anyid.service import NotInADemonstration, parts, real_people_here, sign_in_as
from madang.portal.account.frame import account_page, safe_next
from madang.portal.shown.words import said
from madang.rules.service import Label


@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """GET: whom one can be. POST: `part` is who; goes on to `next`, else to my page."""
    if not settings.MADANG_DEMO or settings.MADANG_REAL_PEOPLE:
        raise Http404
    if request.method == "POST":
        try:
            sign_in_as(request, request.POST.get("part", "")[:40])
        except NotInADemonstration:
            raise Http404 from None
        return redirect(safe_next(request) or "mfa_index")
    shown = [(one.part, said(Label(one.ko, one.en)), one.official) for one in parts()] if not real_people_here() else []
    return account_page(request, "demo", {"parts": shown, "demo": True})
