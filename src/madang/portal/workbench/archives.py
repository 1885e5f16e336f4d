"""A draft or release as a file to keep, to send, to bring in elsewhere."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from madang.portal.views.methods import READ
from madang.portal.workbench.frame import workbench_page
from madang.rulemaking import service as rulemaking
from madang.trust.service import Principal, entered


@workbench_page(*READ)
def of_draft(request: HttpRequest, principal: Principal, rules_draft: UUID) -> HttpResponse:
    """GET: the files of the latest revision as a zip."""
    with entered(principal):
        draft = rulemaking.draft_of(rules_draft)
        files = rulemaking.revision(draft, draft.revision).files
    about = {"title": draft.title, "reason": draft.reason, "draft": str(draft.pk), "revision": draft.revision,
             "base": draft.base, "state": draft.state}  # fmt: skip
    return _zip(files, about, f"draft-{str(draft.pk)[:8]}-{draft.revision}")


@workbench_page(*READ)
def of_release(request: HttpRequest, principal: Principal, rules_release: int) -> HttpResponse:
    """GET: the files of a release as a zip."""
    one = rulemaking.release_of(rules_release)
    about = {"title": one.title, "reason": one.reason, "release": one.number, "version": one.version,
             "at": one.at.isoformat(), "services": one.services}  # fmt: skip
    return _zip(one.files, about, f"release-{one.number}")


def _zip(files: dict[str, dict[str, str]], about: dict[str, object], name: str) -> HttpResponse:
    data = rulemaking.archive({path: pair["text"] for path, pair in files.items()}, about)
    response = HttpResponse(data, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="madang-rules-{name}.zip"'
    return response
