"""The listed services that words, life events, an agency and a place leave, in a stated order.

Order: the name is what was written; it begins with it; it holds all of it; the rest. Among equals the nearer place
comes first (one's own 시군구, then its 시도, then the country), then the name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower, Replace

from madang.rules.service import Label
from madang.services.catalogue.listed.joined import joined
from madang.services.catalogue.models import Listed, SearchEntry
from madang.services.catalogue.open_data.service import conditions_said
from madang.services.catalogue.search.words import Word, grams_of

PAGE = 20
MOST_PAGES = 500


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for. groups: of life events, any of them. agency: squeezed. district, province: codes of
    where somebody lives; then only what is offered there, or everywhere."""

    words: tuple[Word, ...] = ()
    groups: tuple[str, ...] = ()
    agency: str = ""
    district: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A listed service for a list. place: nation, region or unclear. purpose: its own words; conditions: in words."""

    id: int
    source: str
    key: str
    name: str
    agency: str
    place: str
    region: str
    deadline: dict[str, Any]
    until: dt.date | None
    purpose: str
    apply_at: str
    link: str
    conditions: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """One page of them. relaxed: nothing had all the words, so these have some."""

    found: tuple[Record, ...]
    total: int
    relaxed: bool = False


def records(sought: Sought, page: int = 1) -> Records:
    """The page of what is listed now; what the rulebook computes is not among it. At most three queries."""
    found = _matching(sought, every=True)
    total = found.count()
    relaxed = not total and len(sought.words) > 1
    if relaxed:
        found = _matching(sought, every=False)
        total = found.count()
    start = (min(max(page, 1), MOST_PAGES) - 1) * PAGE
    ids = list(_ordered(found, sought).values_list("pk", flat=True)[start : start + PAGE]) if total else []
    return Records(records_by_id(ids), total, relaxed and bool(total))


def records_by_id(ids: Sequence[int]) -> tuple[Record, ...]:
    """Records in the order of their ids; one query."""
    if not ids:
        return ()
    rows = {row.pk: row for row in Listed.objects.filter(pk__in=ids).select_related("entry")}
    return tuple(_record(rows[id]) for id in ids if id in rows)


def current() -> QuerySet[SearchEntry]:
    """Entries of everything that is listed now and not computed by the rulebook."""
    computed = Q()
    for source, key in joined():
        computed |= Q(listed__source=source, listed__key=key)
    return SearchEntry.objects.filter(listed__withdrawn=None).exclude(computed) if joined() else (
        SearchEntry.objects.filter(listed__withdrawn=None)
    )  # fmt: skip


def in_text(words: Sequence[Word], *, every: bool = True) -> Q:
    """Entries in whose text the words are, all of them or some."""
    found = Q()
    for word in words:
        found = found & _has(word) if every else found | _has(word)
    return found


def _matching(sought: Sought, *, every: bool) -> QuerySet[SearchEntry]:
    found = current().filter(in_text(sought.words, every=every))
    if sought.groups:
        found = found.filter(groups__overlap=list(sought.groups))
    if sought.agency:
        said = Lower(Replace(F("listed__agency"), Value(" "), Value("")))
        found = found.annotate(said_agency=said).filter(said_agency__contains=sought.agency)
    if sought.province:
        codes = [code for code in (sought.district, sought.province) if code]
        found = found.filter(Q(listed__place="nation") | Q(listed__region__in=codes))
    return found


def _has(word: Word) -> Q:
    if word.initials:
        return Q(initials__contains=word.said)
    found = Q()
    for way in word.ways:
        parts = Q()
        for part in way:
            grams = sorted(grams_of(part)) if len(part) > 1 else []
            parts &= Q(text__contains=part, **({"grams__contains": grams} if grams else {}))
        found |= parts
    return found


def _ordered(found: QuerySet[SearchEntry], sought: Sought) -> QuerySet[SearchEntry]:
    rank: Any = Value(0)
    if sought.words:
        joined_words = "".join(word.said for word in sought.words)
        in_name = Q()
        for word in sought.words:
            ways = Q()
            for way in word.ways:
                ways |= Q(*(Q(name__contains=part) for part in way))
            in_name &= ways
        rank = Case(
            When(name=joined_words, then=0), When(name__startswith=joined_words, then=1), When(in_name, then=2),
            default=3, output_field=IntegerField(),
        )  # fmt: skip
    near = Case(
        When(listed__region=sought.district or "-", then=0), When(listed__region=sought.province or "-", then=1),
        When(listed__place="nation", then=2), default=3, output_field=IntegerField(),
    )  # fmt: skip
    return found.annotate(rank=rank, near=near).order_by("rank", "near", F("name"), "pk")


def _record(row: Listed) -> Record:
    said = row.said
    return Record(
        row.pk, row.source, row.key, row.name, row.agency, row.place, row.region, said["deadline"], row.entry.until,
        said.get("words", {}).get("purpose", ""), said.get("apply_at", ""), said.get("link", ""),
        conditions_said(said),
    )  # fmt: skip
