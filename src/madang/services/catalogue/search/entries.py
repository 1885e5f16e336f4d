"""What is looked through of a listed service: its words, whom it is for, under which life events it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any

from madang.rules.loading.service import LifeEvents, Problems, read_life_events
from madang.rules.service import KOREA
from madang.services.catalogue.models import Listed, SearchEntry
from madang.services.catalogue.open_data.service import NO_AGE_LIMIT
from madang.services.catalogue.search.words import grams_of, initials_of, squeezed

READER = 1
"""Raised whenever the same record gives another entry: every entry is then written anew with the next import."""
MOST_SAID = 300
BATCH = 500
OLD_AGE = 60
WRITTEN = ["reader", "name", "text", "initials", "grams", "groups", "age_from", "age_to", "asks", "until", "left_out"]


@cache
def life_events() -> LifeEvents:
    """Of the Korean pack; without binding a rule, which an import does not need."""
    problems = Problems()
    found = read_life_events(KOREA, problems)
    problems.check()
    return found


def entry_of(listed: Listed, events: LifeEvents) -> SearchEntry:
    """The entry of a record as it was last read."""
    said = listed.said
    topics = [topic for found in said.get("topics", {}).values() for topic in found]
    words = said.get("words", {})
    long = [words.get(name, "")[:MOST_SAID] for name in ("purpose", "target")]
    name = squeezed(listed.name)
    text = "\n".join(squeezed(part) for part in (listed.name, listed.agency, " ".join(topics), *long))
    asks = said.get("conditions")
    return SearchEntry(
        listed=listed, reader=READER, name=name[:500], text=text, initials=initials_of(listed.name)[:500],
        grams=sorted(gram for part in text.split("\n") for gram in grams_of(part)),
        groups=_groups(topics, asks or {}, events),
        age_from=_bound(asks, "age_from", 0), age_to=_bound(asks, "age_to", NO_AGE_LIMIT),
        asks=[codes for _, codes in (asks or {}).get("asks", [])],
        until=_until(said), left_out=_left_out(said),
    )  # fmt: skip


def write_entries(rows: Iterable[Listed]) -> None:
    """Writes the entries of some records, in place of former ones."""
    SearchEntry.objects.bulk_create(
        [entry_of(row, life_events()) for row in rows],
        batch_size=BATCH, update_conflicts=True, unique_fields=["listed"], update_fields=WRITTEN,
    )  # fmt: skip


def write_missing() -> int:
    """Entries of records that have none, or one of another reader; how many. A batch at a time."""
    count = 0
    while rows := list(Listed.objects.exclude(entry__reader=READER)[:BATCH]):
        write_entries(rows)
        count += len(rows)
    return count


def _groups(topics: list[str], asks: dict[str, Any], events: LifeEvents) -> list[str]:
    """By the portal's own topics and by the circumstances it asks for; the old by their age."""
    said = {*topics, *(code for _, codes in asks.get("asks", []) for code in codes)}
    found = [group.id for group in events.groups.values() if said.intersection(group.topics)]
    if (asks.get("age_from") or 0) >= OLD_AGE and "ageing" in events.groups:
        found.append("ageing")
    return list(dict.fromkeys(found))


def _bound(asks: dict[str, Any] | None, name: str, otherwise: int) -> int:
    found = (asks or {}).get(name)
    return otherwise if found is None else int(found)


def _until(said: dict[str, Any]) -> dt.date | None:
    days = [dt.date.fromisoformat(day) for day in (said["deadline"].get("end"), said.get("ends")) if day]
    return min(days) if days else None


def _left_out(said: dict[str, Any]) -> str:
    """Why nobody is told that it is likely (LEFT_OUT of open_data), but for its end; "" where somebody may be."""
    asks, place = said.get("conditions"), said["place"]
    if asks is None:
        return "no_conditions"
    if asks.get("unknown"):
        return "unknown_code"
    if place["state"] == "unclear":
        return "place_unclear"
    return "place_of_a_gu" if place["state"] == "region" and place.get("level") == "gu" else ""
