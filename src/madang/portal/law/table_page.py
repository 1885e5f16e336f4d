"""A decision table of a spreadsheet: every mistake by its cell, or the definition it makes, to take away as YAML."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from madang.portal.law.frame import book, law_view
from madang.portal.shown.problems import problem_lines
from madang.portal.typed.upload import TooLarge, in_memory_only
from madang.portal.views.methods import FORM, takes
from madang.portal.views.page import View, page_view
from madang.rules.service import Problem, ProblemsFound
from madang.rules.sheets.service import CellPlace, Made, cell_contents, definition_text, read_definition, read_sheet

MOST_DEFINITION = 300_000
MOST_CONTENT = 200


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, in which cell, and what stands there."""

    cell: str
    content: str
    words: str


def _table(request: HttpRequest) -> HttpResponse:
    """GET: the form. POST with a file: its mistakes (422), or its definition."""
    if request.method != "POST":
        return law_view(request, "table", {"made": None, "mistakes": [], "problems": []})
    upload = request.FILES.get("table")
    if isinstance(upload, TooLarge):
        return _refused(request, [_("The file is too large: at most 1 MB.")])
    if not isinstance(upload, UploadedFile):
        return _refused(request, [_("Choose a file first.")])
    data, name = upload.read(), (upload.name or "table")[-100:]
    try:
        made = read_sheet(data, name, book())
    except ProblemsFound as found:
        return _refused(request, [], mistakes_of(found.problems, data, name), name)
    return law_view(request, "table", {"made": made, "text": definition_text(made.plain), "file": name,
                                       "rows": _rows(made), "mistakes": [], "problems": []})  # fmt: skip


def mistakes_of(problems: tuple[Problem, ...], data: bytes, file: str) -> list[Mistake]:
    """Each problem with its cell's address and content; of the file as a whole where it has no cell."""
    contents = cell_contents(data, file)
    found = []
    for problem in problems:
        place, cell, content = problem.place, "", ""
        if isinstance(place, CellPlace):
            cell = str(place).removeprefix(place.file).strip()
            content = contents.get((place.sheet, place.line, place.column), "")
            content = content if len(content) <= MOST_CONTENT else content[: MOST_CONTENT - 1] + "…"
        found.append(Mistake(cell, content, *problem_lines([problem])))
    return found


@takes("POST", otherwise="law/only_by_table")
@page_view
def definition(request: HttpRequest) -> HttpResponse:
    """POST of a definition this page made: the same as a file. Anything else is refused (422)."""
    text = request.POST.get("definition", "")[:MOST_DEFINITION].replace("\r\n", "\n")
    try:
        service = read_definition(text.encode("utf-8"), "service.yaml")
    except ProblemsFound as found:
        return _refused(request, problem_lines(found.problems, with_line=True))
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{service.id}.yaml"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _rows(made: Made) -> int:
    return len(made.service.clauses) + len(made.service.components)


def _refused(
    request: HttpRequest, problems: list[str], mistakes: list[Mistake] | None = None, file: str = ""
) -> HttpResponse:
    context = {"made": None, "problems": problems, "mistakes": mistakes or [], "file": file}
    return law_view(request, "table", context, status=422)


# The handler must be in place before anything reads the form, the token check included.
table: View = in_memory_only(takes(*FORM)(page_view(_table)))
