"""Who looked at my data: every look, change and refusal about a person, with its ground; a report, and a proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madang.people.service import organisations_named
from madang.portal.mine.frame import LARGEST, Me, mine_page, resident_page, words_of
from madang.portal.mine.look_lines import KINDS, LookLine, line_of
from madang.portal.mine.proofs import proof_of
from madang.portal.mine.sending import key_in, new_key, send
from madang.portal.views.methods import FORM, READ
from madang.rules.service import Refused
from madang.trust.service import Look, Report, ReportLook, entered, look_of, looks, reports_on

PAGE = 20


@resident_page(*READ)
def every_look(request: HttpRequest, me: Me) -> HttpResponse:
    """GET: the latest first, twenty on a page; `kind` narrows it, `before` goes on."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    with entered(me.principal):
        found = looks(me.person, before=_number(request.GET.get("before", "")), kind=kind, most=PAGE + 1)
        shown = found[:PAGE]
        reports = reports_on([one.entry for one in shown])
        offices = organisations_named({one.tenant for one in shown})
    lines = [line_of(one, me, offices, reports.get(one.entry)) for one in shown]
    context = {
        "lines": lines,
        "kind": kind,
        "kinds": [(name, words) for name, words in KINDS.items()],
        "more": shown[-1].entry if len(found) > PAGE else 0,
        "later": bool(request.GET.get("before")),
    }
    return mine_page(request, "looks", context)


@resident_page(*FORM)
def one_look(request: HttpRequest, me: Me, entry: int) -> HttpResponse:
    """GET: one entry with all it says. POST `said`: this looks wrong; it goes to the privacy officer."""
    found = _found(me, entry)
    if found is None:
        return mine_page(request, "nothing_here", {"section": "looks"}, 404)
    if request.method != "POST":
        return _look_page(request, found)
    said = str(request.POST.get("said", ""))
    try:
        send(request, ReportLook(entry, said), me)
    except Refused as refused:
        context = {"problem": words_of(refused), "said": said, "key": key_in(request)}
        return _look_page(request, _found(me, entry) or found, context, 422)
    return redirect("portal:mine-look", entry=entry)


@resident_page(*READ)
def proof(request: HttpRequest, me: Me, entry: int) -> HttpResponse:
    """GET: the proof of one's own entry as a file; it is checked without us (`madang audit verify`)."""
    text = ""
    with entered(me.principal):
        if look_of(entry) is not None:
            text = proof_of(entry)
    if not text:
        return mine_page(request, "nothing_here", {"section": "looks"}, 404)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="madang-proof-{entry}.json"'
    return response


def _found(me: Me, entry: int) -> tuple[Look, LookLine, Report | None] | None:
    if entry > LARGEST:
        return None
    with entered(me.principal):
        look = look_of(entry)
        if look is None:
            return None
        report = reports_on([entry]).get(entry)
        offices = organisations_named({look.tenant})
    return look, line_of(look, me, offices, report), report


def _look_page(
    request: HttpRequest, found: tuple[Look, LookLine, Report | None], more: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    _look, line, report = found
    context = {"line": line, "report": report, "said": "", "key": new_key(), "section": "looks", **(more or {})}
    return mine_page(request, "look", context, status)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
