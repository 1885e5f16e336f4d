"""What people call things: `packs/korea/synonyms.yaml` and the words of life events, read once for the process."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from madang.rules.loading.service import Fields, Problems, read_file
from madang.rules.service import KOREA, ProblemsFound, Rulebook
from madang.services.catalogue.search.words import Word, said_words, squeezed, stems_of, word_of

FILE = "synonyms.yaml"
MOST_TOGETHER = 4
"""Words that are known together: earned income tax credit."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """By squeezed word: means, words to look for instead; services of the rulebook."""

    means: dict[str, tuple[str, ...]] = field(default_factory=dict)
    services: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_synonyms(folder: Path) -> Synonyms:
    """Of a pack's folder. ProblemsFound naming the line."""
    problems = Problems(most=200)
    item = read_file(folder, folder / FILE, problems)
    found = Synonyms()
    if item is not None:
        fields = Fields(item, problems)
        for one in fields.each("synonyms", required=True):
            words, means, services = (
                tuple(said.text for said in one.items(key, required=key == "words"))
                for key in ("words", "means", "services")
            )
            for word in map(squeezed, words):
                found.means[word] = (*found.means.get(word, ()), *means)
                found.services[word] = (*found.services.get(word, ()), *services)
        fields.close()
    if problems.found:
        raise ProblemsFound(problems.found)
    return found


@cache
def synonyms() -> Synonyms:
    """Of the Korean pack."""
    return read_synonyms(KOREA)


def events_meant(word: str, rulebook: Rulebook) -> frozenset[str]:
    """Life events that people mean by a word."""
    wanted = set(stems_of(word))
    return frozenset(
        event.id
        for event in rulebook.pack.life_events.events.values()
        if wanted & {squeezed(said) for said in (event.label.ko, event.label.en, *event.ko, *event.en)}
    )


def words_of(said: list[str], rulebook: Rulebook) -> list[Word]:
    """Written words with what they mean. Words of several (월세 지원, old age) are known together too; an English word
    is looked for in Korean by what it means, for portals write Korean."""
    known, found, at = synonyms(), list[Word](), 0
    while at < len(said):
        many = min(MOST_TOGETHER, len(said) - at)
        count = next((n for n in range(many, 1, -1) if _together(said[at : at + n], rulebook)), 1)
        word = "".join(said[at : at + count])
        means = [meant for stem in stems_of(word) for meant in known.means.get(stem, ())]
        if word.isascii():
            events = rulebook.pack.life_events.events
            means += [meant for event in sorted(events_meant(word, rulebook)) for meant in events[event].ko]
        found.append(word_of(word, tuple(dict.fromkeys(means))))
        at += count
    return found


def _together(said: list[str], rulebook: Rulebook) -> bool:
    word = "".join(said)
    if any(stem in synonyms().means for stem in stems_of(word)):
        return True
    return word.isascii() and bool(events_meant(word, rulebook))


def words_in(query: str, rulebook: Rulebook) -> list[Word]:
    """What somebody wrote into a search box, with what it means."""
    return words_of(said_words(query), rulebook)
