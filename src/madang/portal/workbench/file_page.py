"""One file of the rules as text, with what is wrong by line; saved as the draft's next revision."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from madang.portal.desk.frame import words_of
from madang.portal.views.methods import FORM
from madang.portal.workbench.acting import examine
from madang.portal.workbench.draft_lines import problem_lines
from madang.portal.workbench.frame import key_of, number_typed, to_draft, workbench_page, workbench_view, writes
from madang.rulemaking import service as rulemaking
from madang.rules.drafting.service import path_of
from madang.rules.service import Refused
from madang.trust.service import Principal, entered, perform


@workbench_page(*FORM)
def file(request: HttpRequest, principal: Principal, rules_draft: UUID) -> HttpResponse:
    """GET `path`: the file as the draft has it, else as it is in force; without: choose one. POST text: saved."""
    with entered(principal):
        draft = rulemaking.draft_of(rules_draft)
        current = rulemaking.revision(draft, draft.revision)
    path = request.POST.get("path", "") or request.GET.get("path", "")
    if request.method != "POST":
        return _page(request, principal, draft, current, path)
    typed, seen = request.POST.get("text", ""), request.POST.get("revision", "")
    try:
        act = rulemaking.Change(rules_draft, number_typed(seen) or 0, {path: typed}, request.POST.get("note", ""))
        saved = perform(act, principal, key=key_of(request, rules_draft, "file"))
    except Refused as refused:
        return _page(request, principal, draft, current, path, refused=words_of(refused), text=typed)
    examine(principal, rules_draft)
    if request.POST.get("do") == "stay":
        with entered(principal):
            current = rulemaking.revision(draft, saved["revision"])
        draft.revision = saved["revision"]
        return _page(request, principal, draft, current, path, done=_("Saved and examined."))
    return to_draft(rules_draft, "saved")


def _page(
    request: HttpRequest, principal: Principal, draft: rulemaking.Draft, current: rulemaking.Revision, path: str,
    **more: str,
) -> HttpResponse:  # fmt: skip
    held, finding = rulemaking.in_force(), rulemaking.finding_of(current)
    folders: dict[str, list[str]] = {}
    for one in sorted({*held.files, *current.files}):
        folders.setdefault(one.partition("/")[0], []).append(one)
    refused = more.pop("refused", "")
    if path and not refused:
        try:
            path_of(path)
        except Refused as wrong:
            refused, path = words_of(wrong), ""
    kept = current.files[path]["text"] if path in current.files else held.files.get(path, "")
    problems = [one for one in problem_lines(current.files, finding.found if finding else {}) if one.file == path]
    text = more.pop("text", None)
    shown = kept if text is None else text
    context = {
        "draft": draft, "path": path, "folders": list(folders.items()), "text": shown, "problems": problems,
        "numbered": list(enumerate(shown.split("\n"), 1)) if problems else [], "wrong": {one.line for one in problems},
        "may_edit": draft.state in rulemaking.EDITABLE and writes(principal), "refused": refused,
        "new": bool(path) and path not in held.files, "note": request.POST.get("note", ""), "done": "", **more,
    }  # fmt: skip
    return workbench_view(request, "file", context)
