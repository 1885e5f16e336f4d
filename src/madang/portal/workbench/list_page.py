"""The first page of the workbench: drafts, releases, beginning a draft, bringing one in from an archive."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from madang.portal.desk.frame import words_of
from madang.portal.shown.words import said
from madang.portal.typed.upload import TooLarge, in_memory_only
from madang.portal.views.methods import FORM
from madang.portal.views.page import View
from madang.portal.workbench.frame import key_of, to_draft, workbench_page, workbench_view, writes
from madang.portal.workbench.lines import draft_lines, release_lines
from madang.rulemaking import service as rulemaking
from madang.rules.service import Refused
from madang.trust.service import Principal, entered, perform


@workbench_page(*FORM)
def drafts(request: HttpRequest, principal: Principal) -> HttpResponse:
    """GET: what is written and reviewed (`ended=1`: what was), and what is in force. POST title, reason: begins one."""
    if request.method != "POST":
        return _page(request, principal)
    title, reason = request.POST.get("title", ""), request.POST.get("reason", "")
    try:
        act = rulemaking.Begin(title, reason, settings.MADANG_RULES_KEPT_BY)
        made = perform(act, principal, key=key_of(request, "new", "begin"))
    except Refused as refused:
        return _page(request, principal, refused=words_of(refused), title=title, reason=reason)
    return to_draft(made["draft"], "begun")


@workbench_page(*FORM)
def _imported(request: HttpRequest, principal: Principal) -> HttpResponse:
    """POST with an archive: a draft with its files, examined at once."""
    upload = request.FILES.get("file")
    if request.method != "POST":
        return _page(request, principal)
    if not isinstance(upload, UploadedFile):
        return _page(request, principal, refused=_("Choose a file first."))
    if isinstance(upload, TooLarge):
        return _page(request, principal, refused=_("The file is too large: at most 1 MB."))
    try:
        read = rulemaking.read_archive(upload.read())
        title = read.title or str(upload.name or "")[:100] or "zip"
        reason = read.reason or _("Brought in from a file.")
        act = rulemaking.Begin(title, reason, settings.MADANG_RULES_KEPT_BY, read.files)
        made = perform(act, principal, key=key_of(request, "new", "import"))
    except Refused as refused:
        return _page(request, principal, refused=words_of(refused))
    return to_draft(made["draft"], "imported")


# The handler must be in place before anything reads the form, the token check included.
imported: View = in_memory_only(_imported)


def _page(request: HttpRequest, principal: Principal, **more: str) -> HttpResponse:
    ended = request.GET.get("ended") == "1"
    held = rulemaking.in_force()
    with entered(principal):
        found = rulemaking.drafts(ended=ended)
        lines = draft_lines(found, principal)
        released = release_lines(rulemaking.releases(20), held)
    context = {
        "lines": lines, "ended": ended, "releases": released, "writes": writes(principal), "title": "", "reason": "",
        "number": held.number, "version": held.version.removeprefix("sha256:")[:12],
        "left_out": [(one.number, said(one.why)) for one in held.left_out], **more,
    }  # fmt: skip
    return workbench_view(request, "drafts", context)
