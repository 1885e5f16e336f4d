"""Next year's figures of a service: each with the value before it, filled in and written into the draft's files."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from madang.portal.desk.frame import words_of
from madang.portal.views.methods import FORM
from madang.portal.workbench.acting import examine
from madang.portal.workbench.frame import key_of, number_typed, to_draft, workbench_page, workbench_view, writes
from madang.portal.workbench.year_lines import YearForm, choices, form_of, in_regional_pack, posted
from madang.rulemaking import service as rulemaking
from madang.rules.service import ProblemsFound, Refused, Rulebook
from madang.trust.service import Principal, entered, perform


@workbench_page(*FORM)
def year(request: HttpRequest, principal: Principal, rules_draft: UUID) -> HttpResponse:
    """GET `service`, `year`: the form; without: choose. POST: the figures that were filled in, as a revision."""
    with entered(principal):
        draft = rulemaking.draft_of(rules_draft)
        current = rulemaking.revision(draft, draft.revision)
    if draft.state not in rulemaking.EDITABLE or not writes(principal):
        raise Http404
    held = rulemaking.in_force()
    try:
        files = rulemaking.laid(held.files, current.files)
        rulebook = rulemaking.drafted(held, files)
    except (ProblemsFound, rulemaking.Collides):
        return _page(request, draft, held.rulebook, None, _("Mend the faults of the draft first; then figures can be "
                                                            "put into it here."))  # fmt: skip
    asked = request.POST if request.method == "POST" else request.GET
    if in_regional_pack(rulebook, asked.get("service", "")):
        why = _("The figures of this service stand in the pack of a province or a city. A draft changes national rules "
                "only.")  # fmt: skip
        return _page(request, draft, rulebook, None, why, 404)
    form = form_of(rulebook, asked)
    if request.method != "POST" or form is None:
        return _page(request, draft, rulebook, form)
    figures, form = posted(form, request.POST)
    if form.errors:
        return _page(request, draft, rulebook, form, _("Look at the figures that are marked."))
    seen = request.POST.get("revision", "")
    note = _("%(service)s, figures of %(year)s") % {"service": form.label, "year": form.year}
    try:
        changed = rulemaking.with_figures_of_year(rulebook, files, form.service, form.year, figures)
        act = rulemaking.Change(rules_draft, number_typed(seen) or 0, dict(changed), note)
        perform(act, principal, key=key_of(request, rules_draft, "year"))
    except Refused as refused:
        return _page(request, draft, rulebook, form, words_of(refused))
    examine(principal, rules_draft)
    return to_draft(rules_draft, "saved")


def _page(
    request: HttpRequest,
    draft: rulemaking.Draft,
    rulebook: Rulebook,
    form: YearForm | None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    services, years = choices(rulebook)
    chosen = {"service": form.service if form else request.GET.get("service", ""),
              "year": form.year if form else next(iter(years[1:]), 0)}  # fmt: skip
    context = {"draft": draft, "form": form, "services": services, "years": years, "chosen": chosen,
               "refused": refused}  # fmt: skip
    return workbench_view(request, "year", context, status)
