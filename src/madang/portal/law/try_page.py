"""A family tried on one service: the answer, and every condition taken apart with its values."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from madang.portal.law.frame import book, law_view, service_named
from madang.portal.rulebook import today
from madang.portal.shown.answers import ServiceLine, service_line
from madang.portal.shown.problems import problem_lines
from madang.portal.typed.upload import TooLarge, in_memory_only
from madang.portal.views.methods import FORM, takes
from madang.portal.views.page import View, page_view
from madang.rules.book.service import Walk, cases_of, walks
from madang.rules.service import (
    Case,
    Family,
    ProblemsFound,
    Rulebook,
    ServiceDefinition,
    check,
    dump_family,
    family_from,
    read_family,
)

MOST_TYPED = 200_000
"""Letters of a family that may be typed; a file may have as much as `madang check` reads."""
EXAMPLE = """\
date: 2026-03-20
applicant: a
persons:
  - {id: a, birth_date: 1958-03-01, sex: female}
  - {id: b, birth_date: 1960-07-07, sex: male}
relations: [{from: a, to: b, kind: spouse}]
residences: [{persons: [a, b], region: 서울특별시 종로구}]
"""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it. answer: None where the service is not in force on the family's day."""

    family: Family
    answer: ServiceLine | None
    walks: tuple[Walk, ...]
    names: dict[str, str]


def _try(request: HttpRequest, service: str) -> HttpResponse:
    """GET, or GET ?case=id: the form, filled with a worked case and its answer. POST: a file, or what was typed."""
    rulebook = book()
    found = service_named(rulebook, service)
    if request.method != "POST":
        return _from_case(request, rulebook, found)
    upload = request.FILES.get("file")
    if isinstance(upload, TooLarge):
        return _shown(request, found, "", None, [_("The file is too large: at most 1 MB.")])
    typed = request.POST.get("family", "")
    data = upload.read() if isinstance(upload, UploadedFile) else typed.encode("utf-8")
    text = data.decode("utf-8", errors="replace")[:MOST_TYPED]
    if not data.strip():
        return _shown(request, found, EXAMPLE, None, [_("Choose a file or write a family first.")])
    if len(typed) > MOST_TYPED:
        return _shown(request, found, text, None, [_("What was typed is too long. Choose it as a file.")])
    try:
        family = read_family(data, rulebook, default_date=today(), filename="family.yaml")
    except ProblemsFound as wrong:
        return _shown(request, found, text, None, problem_lines(wrong.problems, with_line=True))
    return _shown(request, found, text, tried(rulebook, found, family), [])


def tried(rulebook: Rulebook, service: ServiceDefinition, family: Family) -> Tried:
    """The answer of one service for a family, with its steps."""
    names = {**{id: id for id in family.persons}, **{home.id: home.id for home in family.residences}}
    answers = check(rulebook, family, [service.id])
    taken = walks(rulebook, family, service) if answers and answers[0].clauses else ()
    return Tried(family, service_line(answers[0], names) if answers else None, taken, names)


def _from_case(request: HttpRequest, rulebook: Rulebook, service: ServiceDefinition) -> HttpResponse:
    asked = request.GET.get("case", "")
    if not asked:
        return _shown(request, service, EXAMPLE, None, [])
    case = next((one for one in cases_of(service.id, rulebook.regional) if one.id == asked), None)
    if case is None:
        raise Http404
    try:
        family = family_from(case.family, rulebook, default_date=today())
    except ProblemsFound as wrong:  # of a pack that was put into the home without being checked
        return _shown(request, service, EXAMPLE, None, problem_lines(wrong.problems))
    return _shown(request, service, dump_family(family, "yaml"), tried(rulebook, service, family), [], case)


def _shown(
    request: HttpRequest,
    service: ServiceDefinition,
    text: str,
    found: Tried | None,
    problems: list[str],
    case: Case | None = None,
) -> HttpResponse:
    context = {"service": service, "text": text, "tried": found, "problems": problems, "case": case,
               "cases": cases_of(service.id, book().regional), "default_button": "try"}  # fmt: skip
    return law_view(request, "try", context, status=422 if problems else 200, form=True)


# The handler must be in place before anything reads the form, the token check included.
try_family: View = in_memory_only(takes(*FORM)(page_view(_try)))
