"""The day a check is about: today unless the visitor names another one, such as next year's beginning."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from madang.portal.rulebook import rulebook, today
from madang.portal.typed.days import read_day
from madang.portal.typed.refusal import NotRead


@dataclass(frozen=True, slots=True)
class AsOf:
    """typed: as it stands in the field. day: what is meant, today where it cannot be read. error: why it cannot."""

    typed: str
    day: dt.date
    error: str = ""


def as_of(request: HttpRequest) -> AsOf:
    """The field `as_of` of the people form; years whose law nobody holds are refused."""
    typed = request.POST.get("as_of", "").strip()[:40]
    if not typed:
        return AsOf("", today())
    try:
        day = read_day(typed)
    except NotRead as refused:
        return AsOf(typed, today(), str(refused.message))
    first, last = years_held()
    if not first <= day.year <= last:
        words = _("The rules held here are those of %(first)s to %(last)s.") % {"first": first, "last": last}
        return AsOf(typed, today(), words)
    return AsOf(typed, day)


def years_held() -> tuple[int, int]:
    """The first and last year for which some service's figures are held."""
    pack = rulebook().pack
    spans = [one.years for one in pack.services.values() if one.years] + ([pack.years] if pack.years else [])
    this = today().year
    return min([first for first, _last in spans], default=this), max([last for _first, last in spans], default=this)
