"""What these pages share: the rulebook as it is now, a service by its id, days and years of an address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from madang.portal.rulebook import today
from madang.portal.typed.days import read_day
from madang.portal.typed.refusal import NotRead
from madang.portal.views.page import page
from madang.rules.service import Rulebook, ServiceDefinition, installed_rulebook

EARLIEST, LATEST = 2023, 2030


def book() -> Rulebook:
    """The rulebook in force: asked for anew by each page."""
    return installed_rulebook()


def service_named(rulebook: Rulebook, service: str) -> ServiceDefinition:
    """A service by its id. Http404."""
    found = rulebook.pack.services.get(service)
    if found is None:
        raise Http404
    return found


def law_view(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, status: int = 200, form: bool = False
) -> HttpResponse:
    """The page `law/<name>.html`. form: the page's own form carries the buttons of language and text size."""
    here = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    frame = {"page_form": form, "here": here, "law": name, "failed": status == 422}
    return page(request, f"law/{name}", {**frame, **context}, status=status)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of an address: as it was typed, and what is wrong with it."""

    day: dt.date
    typed: str
    error: str = ""


def day_in(request: HttpRequest, name: str, default: dt.date | None = None) -> Day:
    """The day of a field of the address; the default (today in Seoul) where there is none, or none that can be."""
    usual = default or today()
    typed = request.GET.get(name, "").strip()[:40]
    if not typed:
        return Day(usual, usual.isoformat())
    try:
        return Day(read_day(typed), typed)
    except NotRead as wrong:
        return Day(usual, typed, str(wrong.message))


def years_in(request: HttpRequest, first: int, last: int) -> tuple[int, int, str]:
    """(from, to, what is wrong): two years of the address, the earlier first; the usual ones where they cannot be."""
    typed = [request.GET.get(name, "").strip() for name in ("from", "to")]
    if not any(typed):
        return first, last, ""
    years = [int(text) for text in typed if text.isascii() and text.isdigit() and len(text) == 4]
    if len(years) != 2 or not all(EARLIEST <= year <= LATEST for year in years) or years[0] == years[1]:
        return first, last, _("Choose two different years from %(first)s to %(last)s.") % {
            "first": EARLIEST, "last": LATEST}  # fmt: skip
    return min(years), max(years), ""
