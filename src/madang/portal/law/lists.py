"""Pages over all services: what changed between years, figures to be checked, texts that disagree."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse

from madang.portal.law.frame import EARLIEST, LATEST, book, law_view, years_in
from madang.portal.views.methods import READ, takes
from madang.portal.views.page import page_view
from madang.rules.book.service import (
    CERTAINTIES,
    certainties,
    certainties_by_service,
    contradictions_of,
    definition_changes,
    figure_changes,
    figure_conflicts,
    unsure_figures,
    unsure_regions,
    users_of,
)


@takes(*READ)
@page_view
def changes(request: HttpRequest) -> HttpResponse:
    """GET ?from=2025&to=2026: figures old and new, definitions that began or ended, from year's end to year's end."""
    rulebook = book()
    first, last, error = years_in(request, 2025, 2026)
    days = dt.date(first, 12, 31), dt.date(last, 12, 31)
    users = users_of(rulebook)
    found = figure_changes(rulebook, *days)
    context = {
        "first": first, "last": last, "error": error, "choices": range(EARLIEST, LATEST + 1),
        "figures": [(one, users[one.parameter.name]) for one in found],
        "definitions": definition_changes(rulebook, *days),
    }  # fmt: skip
    return law_view(request, "changes", context)


@takes(*READ)
@page_view
def figures(request: HttpRequest) -> HttpResponse:
    """GET ?sure=to_be_checked|secondary: figures that are not from an official text, where used, and counts."""
    rulebook = book()
    asked = request.GET.get("sure", "")
    sure = asked if asked in CERTAINTIES and asked != "official" else "to_be_checked"
    services = rulebook.pack.services
    context = {
        "sure": sure, "counts": list(certainties(rulebook).items()),
        "figures": unsure_figures(rulebook, sure), "regions": unsure_regions(rulebook, sure),
        "by_service": [(services[id], list(counts.items())) for id, counts in certainties_by_service(rulebook).items()],
    }  # fmt: skip
    return law_view(request, "figures", context)


@takes(*READ)
@page_view
def contradictions(request: HttpRequest) -> HttpResponse:
    """GET: official texts that disagree, which governs and why; then figures with another value elsewhere."""
    rulebook = book()
    told = contradictions_of()
    services, users = rulebook.pack.services.values(), users_of(rulebook)
    context = {
        "told": [(one, [service for service in services if one.concerns(service)]) for one in told],
        "conflicts": [(one, users[one.parameter.name]) for one in figure_conflicts(rulebook, told)],
    }
    return law_view(request, "contradictions", context)
