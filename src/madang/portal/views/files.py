"""Keeps a journey as a file on the visitor's own device, and goes on from one."""

from __future__ import annotations

from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from madang.portal.journey import record
from madang.portal.journey.asking import told_pages
from madang.portal.journey.refusal import JourneyRefused
from madang.portal.journey.scope import groups_in
from madang.portal.rulebook import rulebook, today
from madang.portal.shown.problems import problem_lines, refusal_words
from madang.portal.typed.upload import TooLarge, in_memory_only
from madang.portal.views.methods import FORM, takes
from madang.portal.views.page import View, page, page_view
from madang.portal.views.refused import answers_refusal
from madang.portal.views.show import show_next
from madang.rules.service import ProblemsFound, dump_family, read_family

MOST_SENT = 300_000
ABOUT = "about: "
"""Begins the comment that says which life events the check is about."""


@takes("POST")
@page_view
@answers_refusal
def save(request: HttpRequest) -> HttpResponse:
    """POST: the family as YAML, which `madang check` and `resume` read."""
    journey = record.read(request.POST.get("state", ""))
    about: tuple[str, ...] = (
        _("Madang: what you told on the page “What am I owed?”. Keep this file to yourself."),
        _("Reference date %(day)s. To go on, choose this file on the first page.") % {"day": journey.day.isoformat()},
        "madang check " + _file_name(journey),
    )
    if journey.about:
        about += (f"{ABOUT}{' '.join(journey.about)}",)
    text = "".join(f"# {line}\n" for line in about) + dump_family(journey.family, "yaml")
    return _attachment(text, "application/yaml", _file_name(journey))


@takes("POST")
@page_view
@answers_refusal
def sent(request: HttpRequest) -> HttpResponse:
    """POST: hands back, as a file, text that could not be used."""
    return _attachment(request.POST.get("sent", "")[:MOST_SENT], "text/plain", "madang-sent.txt")


def _resume(request: HttpRequest) -> HttpResponse:
    """POST with a file: goes on where it was saved, or says line by line what is wrong with it."""
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return _not_read(request, [_("Choose a file first.")])
    if isinstance(upload, TooLarge):
        return _not_read(request, [_("The file is too large: at most 1 MB. A saved file has a few kilobytes.")])
    try:
        data = upload.read()
        family = read_family(data, rulebook(), default_date=today(), filename=upload.name or "file")
        journey = record.continued(family, about=_about(data))
    except ProblemsFound as found:
        return _not_read(request, problem_lines(found.problems, with_line=True))
    except JourneyRefused as refused:
        return _not_read(request, [refusal_words(refused.reason), *problem_lines(refused.problems)])
    return show_next(request, replace(journey, asked=told_pages(journey.told)))


def _about(data: bytes) -> tuple[str, ...]:
    """The groups that the comment of a saved file names."""
    lines = (line.removeprefix("# ") for line in data[:2_000].decode(errors="replace").splitlines())
    said = next((line.removeprefix(ABOUT) for line in lines if line.startswith(ABOUT)), "")
    return groups_in(said.split())


def _not_read(request: HttpRequest, problems: list[str]) -> HttpResponse:
    return page(request, "file_refused", {"problems": problems, "page_form": False, "failed": True}, status=422)


def _file_name(journey: record.Journey) -> str:
    return f"madang-{journey.day.isoformat()}.yaml"


def _attachment(text: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


# The handler must be in place before anything reads the form, the token check included.
resume: View = in_memory_only(takes(*FORM)(page_view(answers_refusal(_resume))))
