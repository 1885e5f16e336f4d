"""One case: who, what the rules say and why, the evidence, what happened, and what can be done now."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse

from madang.portal.desk.case_context import Shown, shown_of
from madang.portal.desk.frame import desk_page, desk_view
from madang.portal.desk.possible import possible
from madang.portal.desk.since import since_decided
from madang.portal.rulebook import rulebook
from madang.portal.views.methods import READ
from madang.rules.service import Label, ProblemsFound, names_read
from madang.services.casework.service import (
    AskSupplement,
    Case,
    GiveNotice,
    Recommendation,
    Withdraw,
    case_of,
    recommend,
)
from madang.services.catalogue.service import certificate_definition, procedure_of
from madang.trust.service import Ground, Principal, disclose, entered

WHY = Label("신청의 심사", "Examining an application")
FIELDS = {
    "approve": ("remark",), "give_notice": ("until", "remark"), "refuse": ("considered",),
    "answer_objection": ("upheld", "reasons"), "supply": ("answer",), "answer_notice": ("opinion",),
    "ask_supplement": ("what", "until"), "extend": ("amount", "reason", "told"), "note": ("text",),
    "hand_over": ("unit", "reason"),
}  # fmt: skip
"""What is typed into each form."""
LAWS = {"give_notice": GiveNotice.law, "ask_supplement": AskSupplement.law, "withdraw": Withdraw.law}


@desk_page(*READ)
def case_page(request: HttpRequest, principal: Principal, number: int) -> HttpResponse:
    """GET: the case, disclosed with everybody whose data it rests on. 404 where it is not there for this clerk."""
    return show_case(request, principal, number)


def show_case(
    request: HttpRequest,
    principal: Principal,
    number: int,
    *,
    refused: str = "",
    verb: str = "",
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page. refused: why `verb` could not be done; its form is open with what was typed. Raises Http404."""
    case = case_for(principal, number)
    benefit = certificate_definition(case.service) is None
    found, problem = _recommended(case) if benefit else (None, "")
    concerned = sorted({*case.subjects, *(found.worked.persons if found else ())})
    names = sorted(names_read(rulebook(), case.service)) if benefit else ["register"]
    ground = Ground(procedure_of(case.service).law, "duty")
    with disclose(principal, concerned, purpose=WHY, ground=ground, what=names, unit=case.unit,
                  about=f"case:{case.pk}"):  # fmt: skip
        shown = shown_of(case, principal, concerned, found)
        since = since_decided(case)
        ways = possible(case, principal, shown.steps, shown.outcome, shown.objection)
    context = _context(case, shown, problem) | {
        "since": since, "can": ways, "laws": LAWS, "refused": refused, "verb": verb, "typed": _typed(verb, typed or {}),
        "key": str(uuid4()), "done": request.GET.get("done", "")[:32],
    }  # fmt: skip
    if refused:
        context["here"] = request.path.rpartition(f"{verb}/")[0]
    return desk_view(request, "case", context, status=409 if refused else 200)


def case_for(principal: Principal, number: int) -> Case:
    """The case if it is there for this official. Raises Http404."""
    if number >= 2**63:
        raise Http404
    with entered(principal):
        case = case_of(number)
    if case is None:
        raise Http404
    return case


def _context(case: Case, shown: Shown, problem: str) -> dict[str, object]:
    return {"case": case, "shown": shown, "problem": problem, "seen": shown.seen}


def _typed(verb: str, given: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {form: {name: given.get(name, "") if form == verb else "" for name in names}
            for form, names in FIELDS.items()}  # fmt: skip


def _recommended(case: Case) -> tuple[Recommendation | None, str]:
    """Worked out by the house; nothing of it is shown before it is disclosed."""
    try:
        return recommend(rulebook(), case), ""
    except ProblemsFound as problems:
        return None, problems.text("ko")
