"""One release: who wrote it, who released it, what it changed, which answers rest on it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from madang.portal.views.methods import READ
from madang.portal.workbench.changes import file_diffs
from madang.portal.workbench.frame import workbench_page, workbench_view
from madang.portal.workbench.lines import release_lines
from madang.rulemaking import service as rulemaking
from madang.trust.service import Principal

LARGEST = 2**31 - 1


@workbench_page(*READ)
def release(request: HttpRequest, principal: Principal, rules_release: int) -> HttpResponse:
    """GET: the release."""
    if rules_release > LARGEST:
        raise Http404
    one, held = rulemaking.release_of(rules_release), rulemaking.in_force()
    (line,) = release_lines([one], held)
    context = {"release": one, "line": line, "files": file_diffs(None, one.files)}
    return workbench_view(request, "release", context)
