"""The rulebook the pages answer from, and what the pages look up in it."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.utils import timezone

from madang.rules.service import FactDefinition, Region, Rulebook, installed_rulebook

MOST_DAYS = 64
"""Days of which the provinces are remembered; a visitor may ask about any."""


def rulebook() -> Rulebook:
    """The rulebook in force; frozen, so threads share it. Another one may be there at the next asking."""
    return installed_rulebook()


def today() -> dt.date:
    """The day in Seoul, where the law counts days."""
    return timezone.localdate()


def fact_named(name: str) -> FactDefinition | None:
    """The definition of a fact, or None: the name may come from a form."""
    return rulebook().pack.facts.get(name)


@lru_cache(maxsize=MOST_DAYS)
def provinces_on(day: dt.date) -> tuple[tuple[Region, tuple[Region, ...]], ...]:
    """Every sido with its sigungu on a day, in the order of the codes; a sido without any stands for itself."""
    valid = [row for row in rulebook().regions.rows if row.valid_on(day)]
    found = []
    for sido in valid:
        if sido.level == "sido":
            inner = tuple(row for row in valid if row.level == "sigungu" and row.parent == sido.code)
            found.append((sido, inner or (sido,)))
    return tuple(found)


def region_name(code: str, day: dt.date) -> str:
    """The region's name on a day, or the code itself when the day knows none."""
    rows = [row for row in rulebook().regions.rows if row.code == code]
    named = [row for row in rows if row.valid_on(day)] or rows
    return named[-1].name if named else code
