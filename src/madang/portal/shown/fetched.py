"""The facts that came from agencies, person by person, each with its source and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from madang.portal.journey.record import Journey
from madang.portal.rulebook import fact_named
from madang.portal.shown.people import names_of
from madang.portal.shown.sources import source_words
from madang.portal.shown.words import of_fact, said


@dataclass(frozen=True, slots=True)
class FetchedLine:
    """A fact that came from an agency."""

    label: str
    value: str
    source: str
    as_of: dt.date | None


@dataclass(frozen=True, slots=True)
class FetchedGroup:
    """What the agencies told about one person or home."""

    who: str
    lines: tuple[FetchedLine, ...]


def fetched_groups(journey: Journey) -> tuple[FetchedGroup, ...]:
    """Every person and home about whom an agency told something, in the order of the family."""
    names = names_of(journey.told)
    records = (*journey.told["persons"], *journey.told.get("residences", []))
    groups = (FetchedGroup(names.get(record["id"], record["id"]), _lines(record, journey.day)) for record in records)
    return tuple(group for group in groups if group.lines)


def _lines(record: Mapping[str, Any], on: dt.date) -> tuple[FetchedLine, ...]:
    found = []
    for name, held in record.get("facts", {}).items():
        fact = fact_named(name)
        if fact is None or not isinstance(held, dict) or held.get("source") in (None, "ask"):
            continue
        value = held["value"]
        period = max(value) if isinstance(value, dict) and value else ""
        words = of_fact(fact, value[period] if period else value, on)
        shown = _("%(value)s (%(period)s)") % {"value": words, "period": period} if period else words
        found.append(FetchedLine(said(fact.label), shown, source_words(held["source"]), held.get("as_of")))
    return tuple(found)
