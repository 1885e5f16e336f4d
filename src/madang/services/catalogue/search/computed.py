"""The services of the rulebook that the same words leave: by name, by what people call them, by what they say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from madang.rules.service import Rulebook, ServiceDefinition, services_on
from madang.services.catalogue.search.synonyms import events_meant, synonyms
from madang.services.catalogue.search.words import Word, initials_of, squeezed, stems_of

SAME, CALLED, IN_NAME, MEANT, IN_TEXT, EVENT, BESIDE, NOWHERE = range(8)


def services_found(rulebook: Rulebook, on: dt.date, words: Sequence[Word], agency: str = "") -> list[str]:
    """Ids, in this order: the name is what was written, people call it so, the name holds it, the name holds what is
    meant, it is in the text, its life event is meant; among equals in the order of the pack. Only where there is none:
    services whose life events stand beside the one that is meant, then those that some of the words find.
    """
    services = [one for one in services_on(rulebook, on) if agency in squeezed(one.agency)]
    asked = [_Asked.of(word, rulebook) for word in words]
    ranked = [(max((_rank(one, word, rulebook) for word in asked), default=SAME), one.id) for one in services]
    best = [(rank, id) for rank, id in ranked if rank < BESIDE] or [one for one in ranked if one[0] < NOWHERE]
    if not best and len(words) > 1:
        some = ((min(_rank(one, word, rulebook) for word in asked), one.id) for one in services)
        best = [(rank, id) for rank, id in some if rank < NOWHERE]
    whole = "".join(word.said for word in words)
    named = {one.id for one in services if whole and whole in (squeezed(one.label.ko), squeezed(one.label.en))}
    return [id for _, id in sorted(best, key=lambda found: SAME if found[1] in named else found[0])]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word with the services that people call so and the life events that they mean by it."""

    word: Word
    called: frozenset[str]
    events: frozenset[str]

    @classmethod
    def of(cls, word: Word, rulebook: Rulebook) -> _Asked:
        known = synonyms().services
        called = frozenset(id for stem in stems_of(word.said) for id in known.get(stem, ()))
        return cls(word, called, events_meant(word.said, rulebook))


def _rank(service: ServiceDefinition, asked: _Asked, rulebook: Rulebook) -> int:
    word = asked.word
    names = (service.label.ko, service.label.en)
    if word.initials:
        return IN_NAME if word.said in initials_of(service.label.ko) else NOWHERE
    if service.id in asked.called:
        return CALLED
    own = [way for way in word.ways if any(part in word.said for part in way)]
    if any(_has(name, way) for way in own for name in names):
        return IN_NAME
    if any(_has(name, way) for way in word.ways for name in names):
        return MEANT
    summary = (service.summary.ko, service.summary.en) if service.summary else ()
    if any(_has("\n".join((service.agency, service.law, *summary)), way) for way in word.ways):
        return IN_TEXT
    life, meant = rulebook.pack.life_events, asked.events
    if meant.intersection(service.life_events):
        return EVENT
    return BESIDE if set(life.groups_of(meant)).intersection(life.groups_of(service.life_events)) else NOWHERE


def _has(text: str, way: Sequence[str]) -> bool:
    """Whether all parts are in a text: Korean ones whatever the spaces, others from the beginning of a word (a parent
    pays no rent)."""
    return all(
        re.search(rf"\b{part}", text.lower()) is not None if part.isascii() else part in squeezed(text) for part in way
    )
