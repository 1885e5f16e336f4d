"""What a draft changes against the rules it was based on, or between two of its revisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from madang.portal.views.methods import READ
from madang.portal.workbench.differing import DiffLine, differing
from madang.portal.workbench.frame import number_typed, workbench_page, workbench_view
from madang.rulemaking import service as rulemaking
from madang.trust.service import Principal, entered

Files = Mapping[str, Mapping[str, str | None]]


@dataclass(frozen=True, slots=True)
class FileDiff:
    """One file that differs."""

    path: str
    lines: list[DiffLine]


@workbench_page(*READ)
def changes(request: HttpRequest, principal: Principal, rules_draft: UUID) -> HttpResponse:
    """GET `from`, `to`: revisions; without `from` against the rules that were in force."""
    with entered(principal):
        draft = rulemaking.draft_of(rules_draft)
        end = rulemaking.revision(draft, _number(request.GET.get("to", ""), draft.revision))
        begin = _number(request.GET.get("from", ""), 0)
        start = rulemaking.revision(draft, begin) if begin else None
        revisions = rulemaking.revisions_of(draft)
    context = {
        "draft": draft, "files": file_diffs(start.files if start else None, end.files), "begin": begin,
        "end": end.number, "numbers": [one.number for one in revisions],
    }  # fmt: skip
    return workbench_view(request, "changes", context)


def file_diffs(before: Files | None, after: Files) -> list[FileDiff]:
    """before None: what the files were based on."""
    found = []
    for path in sorted({*(before or {}), *after}):
        pair = after.get(path) or (before or {})[path]
        old = pair["base"] if before is None or path not in before else before[path]["text"]
        new = after[path]["text"] if path in after else pair["base"]
        lines = differing(old or "", new or "")
        if lines:
            found.append(FileDiff(path, lines))
    return found


def _number(text: str, otherwise: int) -> int:
    """Raises Http404."""
    if not text:
        return otherwise
    number = number_typed(text)
    if number is None:
        raise Http404
    return number
