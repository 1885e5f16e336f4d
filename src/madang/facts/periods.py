"""A fact's segments as the value a family file gives: of the day, or a series of months or years up to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from madang.facts.folding import FIRST, LAST, Segment
from madang.facts.models import Fact
from madang.facts.values import exact

YEARS_BACK = 3
"""How far back rules look at a flow, in whole years before that of the day."""

Said = tuple[dict[str, Any], tuple[Fact, ...]]


def said_on(segments: list[Segment], time: str, on: dt.date) -> Said | None:
    """({value, source, as_of, proven}, the facts it rests on) for one name of one subject; None: nothing is known.

    time: of the vocabulary. A flow that one fact tells for all time is one value; otherwise each month (year) up to
    the day has the fact that holds on its first day, and the others are not known.
    """
    if time in ("month", "year") and not (
        len(segments) == 1 and (segments[0].first, segments[0].last) == (FIRST, LAST)
    ):
        return _series(segments, time, on)
    found = next((segment.fact for segment in segments if segment.holds_on(on)), None)
    return None if found is None else (_with_evidence(exact(found.value), (found,)), (found,))


def _series(segments: list[Segment], time: str, on: dt.date) -> Said | None:
    values: dict[str, Any] = {}
    used: dict[int, Fact] = {}
    for day in _first_days(time, on):
        fact = next((segment.fact for segment in segments if segment.holds_on(day)), None)
        if fact is not None and fact.value is not None:
            values[f"{day.year:04d}-{day.month:02d}" if time == "month" else f"{day.year:04d}"] = exact(fact.value)
            used[fact.pk] = fact
    facts = tuple(used[id] for id in sorted(used))
    return (_with_evidence(values, facts), facts) if values else None


def _first_days(time: str, on: dt.date) -> list[dt.date]:
    years = range(on.year - YEARS_BACK, on.year + 1)
    months = range(1, 13) if time == "month" else (1,)
    return [day for year in years for month in months if (day := dt.date(year, month, 1)) <= on]


def _with_evidence(value: Any, facts: tuple[Fact, ...]) -> dict[str, Any]:
    """The evidence of what was recorded last speaks for a series; it is proven when all of it is."""
    latest = max(facts, key=lambda fact: (fact.recorded_at, fact.batch_id, fact.line))
    found = {"value": value, "source": latest.source, "proven": all(fact.proven for fact in facts)}
    days = [fact.as_of for fact in facts if fact.as_of is not None]
    return found | ({"as_of": max(days)} if days else {})
