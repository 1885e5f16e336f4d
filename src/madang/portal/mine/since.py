"""Whether an open page has something new to show: asked once, answered when there is (docs/decisions/0022)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from madang.entitlements.service import hearing, latest_change
from madang.identity.anyid.service import forget
from madang.portal.mine.frame import signed_in_as
from madang.trust.service import Principal, entered

LONGEST = 25
"""Seconds a question waits at the most: under the half minute after which proxies give up, and a page that was closed
is not waited for longer."""
AGAIN = 2
"""Seconds after which a page asks again where there was no room to wait."""
ASIDE = "madang.aside"
"""Where the server has put how to wait, if requests may (config/turns.py)."""
Aside = Callable[[threading.Event, float], bool | None]


@csrf_exempt
@require_safe
def since(request: HttpRequest) -> HttpResponse:
    """GET: 304 while nothing is newer than `after`, else the id of what one was told last.

    wait: seconds within which something new is answered at once; 304 with Retry-After where there is no room to wait.
    Looking at an open page is no use of the session: it ends when nobody does anything (ASVS 5.0 §7.3.1).
    """
    principal, seconds = _who(request), _seconds(request)
    if principal is None:
        return _signed_out()
    if not seconds:
        return _answer(request, principal)
    aside: Aside | None = request.META.get(ASIDE)
    if aside is None:
        return _later(_answer(request, principal))
    with hearing.of(principal.person) as rung:
        if rung is None:
            return _later(_answer(request, principal))
        return _waited(request, principal, partial(aside, rung), rung, time.monotonic() + seconds)


def _waited(
    request: HttpRequest,
    principal: Principal,
    waits: Callable[[float], bool | None],
    rung: threading.Event,
    until: float,
) -> HttpResponse:
    """While it waits it holds neither a connection nor a turn; who is asking is looked at anew afterwards."""
    while (answer := _answer(request, principal)).status_code == 304:
        if not connection.in_atomic_block:
            connection.close()
        heard = waits(until - time.monotonic())
        if not heard:
            return answer if heard is False else _later(answer)
        rung.clear()
        forget(request)
        found = _who(request)
        if found is None:
            return _signed_out()
        principal = found
    return answer


def _later(answer: HttpResponse) -> HttpResponse:
    """Nothing new, and no room to wait: when to ask again."""
    if answer.status_code == 304:
        answer.headers["Retry-After"] = str(AGAIN)
    return answer


def _who(request: HttpRequest) -> Principal | None:
    principal = signed_in_as(request)
    request.session.accessed = False
    return principal


def _seconds(request: HttpRequest) -> int:
    """What is no number of seconds is no wish to wait."""
    said = request.GET.get("wait", "")
    return min(int(said), LONGEST) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def _answer(request: HttpRequest, principal: Principal) -> HttpResponse:
    with entered(principal):
        latest = latest_change(principal.person)
    tag = f'"{latest}"'
    known = request.GET.get("after", "") == str(latest) or request.headers.get("If-None-Match", "") == tag
    response = HttpResponse(status=304) if known else JsonResponse({"latest": latest})
    response.headers["ETag"] = tag
    return _uncached(response)


def _signed_out() -> HttpResponse:
    return _uncached(JsonResponse({}, status=401))


def _uncached(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
