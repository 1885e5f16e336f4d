"""Reports that a look seems wrong: what waits, one with the entry it is about, the answer the person reads there."""

from __future__ import annotations

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from madang.portal.desk.frame import words_of
from madang.portal.office.frame import OFFICER, office_page, office_view
from madang.portal.office.report_lines import ReportPage, report_page
from madang.portal.views.methods import FORM, READ
from madang.rules.service import Label, Refused
from madang.trust.service import (
    AnswerReport,
    Ground,
    Principal,
    disclose,
    entered,
    look_of,
    perform,
    report_of,
    reports_to,
)

WHY = Label("열람 기록 이의의 확인", "Looking into an objection to a look")
DUTY = Ground("개인정보 보호법 §31③4", "duty")
LARGEST = 2**63 - 1


@office_page(OFFICER, *READ)
def reports(request: HttpRequest, principal: Principal) -> HttpResponse:
    """GET: what waits, the longest first; `answered=1`: what was answered. Numbers and days, nothing of anybody."""
    answered = request.GET.get("answered") == "1"
    with entered(principal):
        waiting = reports_to(principal.tenant)
        shown = reports_to(principal.tenant, answered=True) if answered else waiting
    context = {"reports": shown, "answered": answered, "waiting": len(waiting), "done": request.GET.get("done", "")}
    return office_view(request, "reports", context)


@office_page(OFFICER, *FORM)
def report(request: HttpRequest, principal: Principal, report: int) -> HttpResponse:
    """GET: the report and the entry, disclosed. POST `answer`: answered once; the person reads it beside the look."""
    shown = _shown(principal, report)
    if request.method != "POST":
        return _page(request, shown)
    answer, key = request.POST.get("answer", ""), request.POST.get("key", "")[:64] or str(uuid4())
    try:
        perform(AnswerReport(report, answer), principal, key=f"privacy:{report}:{key}")
    except Refused as refused:
        return _page(request, _shown(principal, report), refused=words_of(refused), answer=answer)
    return redirect(f"{resolve_url('portal:privacy-reports')}?done=1")


def _shown(principal: Principal, number: int) -> ReportPage:
    """Read on record, so that the person knows who looked into it. Raises Http404."""
    found = None
    if number <= LARGEST:
        with entered(principal):
            found = report_of(number)
    if found is None:
        raise Http404
    with disclose(principal, [found.subject], purpose=WHY, ground=DUTY, what=["report"], about=f"report:{number}"):
        look = look_of(found.entry)
    if look is None:
        raise Http404
    return report_page(found, look)


def _page(request: HttpRequest, shown: ReportPage, *, refused: str = "", answer: str = "") -> HttpResponse:
    context = {"shown": shown, "key": str(uuid4()), "refused": refused, "answer": answer}
    return office_view(request, "report", context, 422 if refused else 200)
