"""A fact as somebody who asks gets it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from madang.facts.folding import FIRST, LAST, Segment
from madang.facts.models import Fact
from madang.facts.values import exact


class KnownFact(NamedTuple):
    """A fact and the days for which it was the one that held (half-open, None = open).

    value: Decimal for numbers and whole won, bool, text, None; a date as ISO text. object: the other person of a
    relation, the home of `person.residence`.
    """

    id: int
    subject: str
    name: str
    object: str
    value: Any
    valid_from: dt.date | None
    valid_to: dt.date | None
    recorded_at: dt.datetime
    source: str
    as_of: dt.date | None
    proven: bool
    evidence: str | None
    superseded: Superseded | None = None


@dataclass(frozen=True, slots=True)
class Superseded:
    """What became of a fact. by: the id of the row that says so; retracted: withdrawn rather than corrected."""

    by: int
    recorded_at: dt.datetime
    retracted: bool
    value: Any
    source: str


def known_fact(fact: Fact, first: dt.date | None, last: dt.date | None, after: Fact | None = None) -> KnownFact:
    """The fact for these days; `after` is the row that superseded it."""
    return KnownFact(
        fact.pk, fact.subject, fact.name, fact.object, exact(fact.value), first, last, fact.recorded_at, fact.source,
        fact.as_of, fact.proven, fact.evidence,
        None if after is None else _superseded(after),
    )  # fmt: skip


def _superseded(after: Fact) -> Superseded:
    return Superseded(after.pk, after.recorded_at, after.retracts, exact(after.value), after.source)


def of_segment(segment: Segment) -> KnownFact:
    """A fact of a folded log."""
    first = None if segment.first == FIRST else segment.first
    return known_fact(segment.fact, first, None if segment.last == LAST else segment.last)


def by_subject(segments: list[Segment]) -> dict[str, list[Segment]]:
    """The segments of each person and home."""
    found: dict[str, list[Segment]] = {}
    for segment in segments:
        found.setdefault(segment.fact.subject, []).append(segment)
    return found
