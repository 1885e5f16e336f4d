"""One service: law, conditions and figures of a day side by side, and the same on another day beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from madang.portal.law.frame import book, day_in, law_view, service_named
from madang.portal.law.reading import Reads, Tree
from madang.portal.views.methods import READ, takes
from madang.portal.views.page import page_view
from madang.rules.book.service import (
    YEARS,
    Clause,
    Component,
    Covered,
    cases_of,
    compared,
    contradictions_of,
    covering,
    figure_conflicts,
    service_on,
    years_of,
)
from madang.rules.service import Rulebook, ServiceDefinition
from madang.services.catalogue.service import procedures

MOST_CASES = 6


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A condition with what it reads and the cases that show it."""

    number: int
    clause: Clause
    reads: Reads
    covered: Covered


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the amount with what it reads."""

    part: Component
    reads: Reads


@takes(*READ)
@page_view
def service(request: HttpRequest, service: str) -> HttpResponse:
    """GET ?on=2026-03-20: the service on that day."""
    rulebook = book()
    found, on = service_named(rulebook, service), day_in(request, "on")
    shown = service_on(rulebook, found, on.day)
    tree, cases = Tree(shown), cases_of(service, rulebook.regional)
    covered = covering(found, cases)
    context = {
        "service": found, "on": on, "shown": shown, "most": MOST_CASES,
        "clauses": [ClauseRow(number, one, tree.of(used), covered[one.id])
                    for number, (one, used) in enumerate(shown.clauses, 1)],
        "amount": tree.of(shown.amount),
        "parts": [PartRow(one, tree.of(used)) for one, used in shown.components],
        "years": years_of(rulebook, found), "days": _days(on.day), "before": _year_before(on.day),
        "cases": len(cases), "procedure": service in procedures().procedures,
        **_disagreements(rulebook, found),
    }  # fmt: skip
    return law_view(request, "service", context)


@takes(*READ)
@page_view
def compare(request: HttpRequest, service: str) -> HttpResponse:
    """GET ?before=…&after=…: what differs between two days, the earlier first."""
    rulebook = book()
    found, after = service_named(rulebook, service), day_in(request, "after")
    before = day_in(request, "before", _year_before(after.day))
    if before.day > after.day:
        before, after = after, before
    context = {"service": found, "before": before, "after": after,
               "found": compared(rulebook, found, before.day, after.day)}  # fmt: skip
    return law_view(request, "compare", context)


@takes(*READ)
@page_view
def cases(request: HttpRequest, service: str) -> HttpResponse:
    """GET: every worked case of the service, with its derivation."""
    rulebook = book()
    found = service_named(rulebook, service)
    return law_view(request, "cases", {"service": found, "cases": cases_of(service, rulebook.regional)})


def _disagreements(rulebook: Rulebook, service: ServiceDefinition) -> dict[str, object]:
    told = contradictions_of()
    reach = rulebook.reach_of_service(service).parameters
    return {
        "contradictions": [one for one in told if one.concerns(service)],
        "conflicts": [one for one in figure_conflicts(rulebook, told) if one.parameter.name in reach],
    }


def _days(on: dt.date) -> list[tuple[int, str]]:
    """The same day of each year, for one press."""
    return [(year, _in_year(on, year).isoformat()) for year in YEARS]


def _year_before(on: dt.date) -> dt.date:
    return _in_year(on, on.year - 1)


def _in_year(on: dt.date, year: int) -> dt.date:
    """The day in another year; 29 February is the 28th of a common one."""
    return on.replace(year=year, day=28) if (on.month, on.day) == (2, 29) else on.replace(year=year)
