"""Listed services that are likely for a family: those whose published conditions hold, and those that may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import Error
from django.http import HttpRequest, HttpResponse

from madang.portal.journey import record
from madang.portal.rulebook import rulebook
from madang.portal.shown.records import RecordLine, record_line
from madang.portal.views.methods import FORM, takes
from madang.portal.views.page import page, page_view
from madang.portal.views.refused import answers_refusal
from madang.rules.service import Family
from madang.services.catalogue.listed.service import PAGE, LikelyOne, likely_for, records_by_id, words_in

FIRST = 5
"""So many stand on the page of the answers; the rest have one of their own."""
MOST_LETTERS = 100
PARTS = ("holds", "perhaps")


@dataclass(frozen=True, slots=True)
class LikelyPage:
    """lines: a page of `part`. holds, perhaps: how many there are. placed: it is known where somebody lives."""

    lines: tuple[RecordLine, ...]
    holds: int
    perhaps: int
    placed: bool
    part: str = "holds"
    text: str = ""
    number: int = 1
    pages: int = 1

    @property
    def any(self) -> bool:
        """Whether something is there to look at."""
        return bool(self.holds or self.perhaps)

    @property
    def of_part(self) -> int:
        """How many there are of the part that is shown."""
        return self.holds if self.part == "holds" else self.perhaps


def first_likely(family: Family, groups: Sequence[str] = ()) -> LikelyPage | None:
    """What stands beside the answers; None without a database: the check goes on without it. Two queries."""
    try:
        found = likely_for(rulebook(), family, groups=groups)
        lines = _lines(found.holds[:FIRST], sure=True)
    except Error:
        return None
    return LikelyPage(lines, len(found.holds), len(found.perhaps), found.placed)


def likely_page(family: Family, groups: Sequence[str], text: str, part: str, number: str) -> LikelyPage:
    """A page of all of them, by what was typed or pressed. Two queries."""
    text, part = text.strip()[:MOST_LETTERS], part if part in PARTS else "holds"
    found = likely_for(rulebook(), family, words_in(text, rulebook()), groups)
    rows = found.holds if part == "holds" else found.perhaps
    pages = max(1, -(-len(rows) // PAGE))
    at = min(int(number), pages) if number.isascii() and number.isdecimal() and 0 < len(number) < 5 else 1
    at = max(at, 1)
    lines = _lines(rows[(at - 1) * PAGE : at * PAGE], sure=part == "holds")
    return LikelyPage(lines, len(found.holds), len(found.perhaps), found.placed, part, text, at, pages)


@takes(*FORM)
@page_view
@answers_refusal
def likely(request: HttpRequest) -> HttpResponse:
    """POST of the result: all of them, with search; `q`, `part`, `page`."""
    journey = record.read(request.POST.get("state", ""))
    sent = request.POST.get
    found = likely_page(journey.family, journey.about, sent("q", ""), sent("part", ""), sent("page", ""))
    context = {"state": record.write(journey), "likely": found, "demo": journey.demo, "default_button": "seek"}
    return page(request, "find/likely", context)


def _lines(rows: Sequence[LikelyOne], *, sure: bool) -> tuple[RecordLine, ...]:
    waits = {one.id: one.waits for one in rows}
    return tuple(record_line(one, waits[one.id], sure=sure) for one in records_by_id([one.id for one in rows]))
