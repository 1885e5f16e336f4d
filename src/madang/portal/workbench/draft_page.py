"""A draft: what it changes, what was found, what it would do; and everything that can be done with it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from madang.portal.desk.frame import words_of
from madang.portal.views.methods import FORM
from madang.portal.workbench.acting import NotDone, act
from madang.portal.workbench.draft_lines import draft_context
from madang.portal.workbench.frame import to_draft, workbench_page, workbench_view
from madang.rulemaking import service as rulemaking
from madang.rules.service import Refused
from madang.trust.service import Denied, Principal, entered


@workbench_page(*FORM)
def draft(request: HttpRequest, principal: Principal, rules_draft: UUID) -> HttpResponse:
    """GET: the draft (`done`: what was just done). POST `do`: an act on the revision that was looked at."""
    if request.method != "POST":
        return _page(request, principal, rules_draft)
    try:
        done = act(request, principal, rules_draft)
    except NotDone as wrong:
        return _page(request, principal, rules_draft, refused=str(wrong))
    except Denied as denied:
        return _page(request, principal, rules_draft, refused=words_of(denied))
    except rulemaking.NoSuchDraft:
        raise
    except Refused as refused:
        return _page(request, principal, rules_draft, refused=words_of(refused), why=request.POST.get("why", ""))
    return to_draft(rules_draft, done)


def _page(request: HttpRequest, principal: Principal, id: UUID, **more: str) -> HttpResponse:
    """An examination that is missing, or of other rules than are in force now, is asked for by a button."""
    with entered(principal):
        found = rulemaking.draft_of(id)
        context = draft_context(found, principal)
    return workbench_view(request, "draft", {**context, "done": request.GET.get("done", ""), "why": "", **more})
