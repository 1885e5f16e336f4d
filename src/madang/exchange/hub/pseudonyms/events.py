"""A life event as a subscriber without a statute is told of it: persons by the subscriber's own names."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from madang.exchange.hub.pseudonyms.keys import PartyKeys
from madang.exchange.hub.pseudonyms.places import Places, way_of
from madang.exchange.hub.registry.entries import EventTypeEntry

SURE = 6
"""A number of so many characters is taken out of longer texts, too; a shorter one where it stands alone."""


@lru_cache(maxsize=1024)
def places_of(subject_field: str, persons: tuple[str, ...]) -> Places:
    """Where the data of a type name persons. ValueError."""
    ways = [way_of(one) for one in persons]
    return Places(tuple(dict.fromkeys([*([(subject_field,)] if subject_field else []), *ways])))


def event_for(event: dict[str, Any], kind: EventTypeEntry, keys: PartyKeys) -> dict[str, str]:
    """Puts names into a CloudEvent (JSON format); gives number by name.

    At a person's place nothing else stays: what is no number there becomes null. A number of one of these persons goes
    elsewhere, too (subject, id). Binary data cannot be read and are left out.
    """
    places = places_of(kind.subject_field, kind.persons)
    if not places.ways:
        return {}
    event.pop("data_base64", None)
    names: dict[str, str] = {}
    for one, key in places.spots(event.get("data")):
        said = one[key]
        number = str(said) if isinstance(said, str | int) and not isinstance(said, bool) else ""
        one[key] = names.setdefault(number, keys.name(number)) if number else None
    _nowhere_else(event, names)
    return {name: number for number, name in names.items()}


def _nowhere_else(event: dict[str, Any], names: dict[str, str]) -> None:
    waiting: list[Any] = [event]
    while waiting:
        one = waiting.pop()
        for key, inner in list(one.items() if isinstance(one, dict) else enumerate(one)):
            if isinstance(inner, dict | list):
                waiting.append(inner)
            elif isinstance(inner, str | int) and not isinstance(inner, bool):
                one[key] = _hidden(inner, names)
            if isinstance(key, str) and (hidden := _hidden(key, names)) != key:
                one[hidden] = one.pop(key)


def _hidden(said: str | int, names: dict[str, str]) -> str | int:
    text = str(said)
    for number, name in names.items():
        if text == number:
            return name
        if isinstance(said, str) and len(number) >= SURE and number in text:
            said = text = text.replace(number, name)
    return said
