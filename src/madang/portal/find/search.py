"""One box over what the rulebook computes and what the portals list."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from madang.portal.find.asked import AskedFor, asked_for
from madang.portal.journey.scope import groups_of_service
from madang.portal.rulebook import rulebook, today
from madang.portal.shown.events import event_lines, event_title
from madang.portal.shown.questions import region_options
from madang.portal.shown.records import record_line
from madang.portal.shown.words import said
from madang.portal.views.methods import READ, takes
from madang.portal.views.page import page, page_view
from madang.services.catalogue.listed.service import PAGE, Records, joined_records, records, services_found

EXAMPLES = {
    "ko": ("월세", "출산지원금", "노령연금", "병원비", "장학금"),
    "en": ("rent", "baby", "pension", "hospital bill"),
}


@dataclass(frozen=True, slots=True)
class ComputedLine:
    """A service of the rulebook. records: (portal, key) under which portals list it too."""

    id: str
    label: str
    summary: str
    agency: str
    events: tuple[str, ...]
    group: str
    apply: str
    records: tuple[tuple[str, str], ...]


@takes(*READ)
@page_view
def find(request: HttpRequest) -> HttpResponse:
    """GET `q` and the filters: what is computed first, then what is listed, a page at a time."""
    asked = asked_for(request.GET)
    computed = _computed(asked) if asked.anything and asked.kind != "likely" else []
    listed = records(asked.sought(), asked.page) if asked.anything and asked.kind != "computed" else Records((), 0)
    pages = -(-listed.total // PAGE)
    context = {
        "asked": asked, "computed": computed if asked.page == 1 else [], "many": len(computed),
        "listed": [record_line(one) for one in listed.found], "total": listed.total, "relaxed": listed.relaxed,
        "pages": pages, "before": asked.at_page(asked.page - 1) if asked.page > 1 else "",
        "after": asked.at_page(asked.page + 1) if asked.page < pages else "",
        "events": event_lines(today(), (asked.about,)), "regions": region_options(today()),
        "examples": EXAMPLES["ko" if _korean(request) else "en"], "page_form": False,
        "here": request.get_full_path(), "section": "find",
    }  # fmt: skip
    return page(request, "find/find", context)


def _computed(asked: AskedFor) -> list[ComputedLine]:
    """Of the rulebook: its services are for the whole country, so that no place leaves any of them out."""
    sought = asked.sought()
    found = services_found(rulebook(), today(), sought.words, sought.agency)
    kept = [id for id in found if not asked.about or asked.about in groups_of_service(id)]
    listed = joined_records() if kept else {}
    return [_line(id, listed.get(id, ())) for id in kept]


def _line(id: str, listed: tuple[tuple[str, str], ...]) -> ComputedLine:
    service, groups = rulebook().pack.services[id], groups_of_service(id)
    return ComputedLine(
        id, said(service.label), said(service.summary), service.agency, tuple(map(event_title, groups)), groups[0],
        said(service.apply), listed,
    )  # fmt: skip


def _korean(request: HttpRequest) -> bool:
    return str(getattr(request, "LANGUAGE_CODE", "ko")).startswith("ko")
