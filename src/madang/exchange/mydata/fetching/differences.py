"""What is told against what is known: only what differs is written, and a correction names what it corrects."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from madang.exchange.mydata.fetching.telling import Told
from madang.facts.service import KnownFact, NewFact

FIRST, LAST = dt.date.min, dt.date.max
Span = tuple[dt.date, dt.date]


def differing(told: Iterable[Told], held: Iterable[KnownFact], ranks: Mapping[tuple[str, str], int]) -> list[NewFact]:
    """Facts to record. held: all that is known now of the same persons and homes, not only of some days.

    ranks: (fact, agency) → place among the vocabulary's sources; what a better source says stays. Before the day of the
    event that made the agency say something else, what was known stays.
    """
    by_key: dict[tuple[str, str, str], list[KnownFact]] = {}
    by_days: dict[tuple[str, str, str, dt.date | None, dt.date | None], KnownFact] = {}
    count: Counter[int] = Counter()
    for before in held:
        key = _key(before.subject, before.name, before.object)
        by_key.setdefault(key, []).append(before)
        by_days[*key, before.valid_from, before.valid_to] = before
        count[before.id] += 1
    found: list[NewFact] = []
    superseded: set[int] = set()
    for one in told:
        key = _key(one.fact.subject, one.fact.name, one.fact.object)
        whole = by_days.get((*key, one.fact.valid_from, one.fact.valid_to))
        if whole is not None and whole.object == one.fact.object and same(whole.value, one.fact.value):
            continue  # known of exactly these days
        known = by_key.get(key, [])
        for fact in _against(one, known, ranks):
            corrected = _corrected(fact, known, count)
            if corrected is not None and corrected not in superseded:
                superseded.add(corrected)
                found.append(fact._replace(supersedes=corrected))
            else:
                found.append(fact)
    return found


def _key(subject: str, name: str, other: str) -> tuple[str, str, str]:
    return subject, name, other if name.startswith("relation.") else ""


def _against(one: Told, known: Sequence[KnownFact], ranks: Mapping[tuple[str, str], int]) -> Iterator[NewFact]:
    fact = one.fact
    left = [(fact.valid_from or FIRST, fact.valid_to or LAST)]
    for held in known:
        better = ranks.get((fact.name, held.source), 99) < one.rank
        newer = (
            held.source == fact.source and held.as_of is not None and fact.as_of is not None and held.as_of > fact.as_of
        )
        if better or newer or (same(held.value, fact.value) and held.object == fact.object):
            left = [rest for span in left for rest in _beside(span, (held.valid_from or FIRST, held.valid_to or LAST))]
    for first, last in left:
        begin = _begin(one, known, first, last)
        if begin < last:
            yield fact._replace(valid_from=None if begin == FIRST else begin, valid_to=None if last == LAST else last)


def _begin(one: Told, known: Sequence[KnownFact], first: dt.date, last: dt.date) -> dt.date:
    """From when on a changed state holds: since the event, or since the agency's later day; else it is a correction."""
    if one.time != "instant" or first != FIRST:
        return first
    before = [held for held in known if (held.valid_from or FIRST) < last and first < (held.valid_to or LAST)]
    if not before:
        return first
    if one.since is not None:
        return one.since
    days = [held.as_of for held in before if held.as_of is not None and held.source == one.fact.source]
    if one.fact.as_of is not None and days and max(days) < one.fact.as_of:
        return one.fact.as_of
    return first


def _beside(span: Span, over: Span) -> Iterator[Span]:
    if over[1] <= span[0] or span[1] <= over[0]:
        yield span
        return
    if span[0] < over[0]:
        yield span[0], over[0]
    if over[1] < span[1]:
        yield over[1], span[1]


def _corrected(fact: NewFact, known: Sequence[KnownFact], count: Mapping[int, int]) -> int | None:
    """What the same source said of exactly these days, where that is all it still says."""
    for held in known:
        same_days = (held.valid_from, held.valid_to) == (fact.valid_from, fact.valid_to)
        if same_days and held.source == fact.source and count[held.id] == 1:
            return held.id
    return None


def same(known: object, told: object) -> bool:
    """A known value (dates as text) and one to record."""
    return known == (told.isoformat() if isinstance(told, dt.date) else told) and isinstance(known, bool) == isinstance(
        told, bool
    )
