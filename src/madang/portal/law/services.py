"""All services with their years: exact, partial or blocked, and why; found by what people type."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from madang.portal.law.frame import book, law_view
from madang.portal.views.methods import READ, takes
from madang.portal.views.page import page_view
from madang.rules.book.service import (
    STATES,
    YearStanding,
    all_years,
    certainties,
    counts_of,
    services_found,
)
from madang.rules.service import ServiceDefinition

MOST_TYPED = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A service with its years. reasons: those of years that are not exact, grouped where they are the same."""

    service: ServiceDefinition
    years: tuple[YearStanding, ...]

    @property
    def reasons(self) -> tuple[YearStanding, ...]:
        """The years with something to say."""
        return tuple(one for one in self.years if one.why)


@takes(*READ)
@page_view
def services(request: HttpRequest) -> HttpResponse:
    """GET ?q=…&event=…: the services that fit, the best first, and how many are exact, partial and blocked."""
    rulebook = book()
    typed, event = request.GET.get("q", "")[:MOST_TYPED], request.GET.get("event", "")[:MOST_TYPED]
    every = rulebook.pack.services.values()
    standings = all_years(rulebook)
    found = [one for one in services_found(every, typed) if not event or event in one.life_events]
    context = {
        "rows": [Row(one, standings[one.id]) for one in found],
        "typed": typed,
        "event": event,
        "events": sorted({one for service in every for one in service.life_events}),
        "counts": [(year, [(state, counts[state]) for state in STATES])
                   for year, counts in counts_of(standings.values()).items()],
        "all": len(standings),
        "certainties": certainties(rulebook).items(),
    }  # fmt: skip
    return law_view(request, "services", context)
