"""Finds services by what people type: Korean with particles, words that mean the same, English, ids and laws."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from madang.rules.installed import KOREA
from madang.rules.loading.service import Fields, Problems, read_file
from madang.rules.model import ServiceDefinition

MOST_LETTERS, MOST_WORDS = 100, 8
NAME, SUMMARY, REST = 4, 2, 1
ITSELF = 8
"""How much a word found in the name, in the summary, or elsewhere counts."""
_particles = re.compile(
    r"(?<=[가-힣]{2})(?:에서는|에게는|으로는|이라는|에서|에게|한테|까지|부터|으로|이나|라는|라도|처럼|보다|마다|조차|밖에|"
    r"은|는|이|가|을|를|와|과|의|에|로|도|만|나|랑)$"
)
_word = re.compile(r"[0-9A-Za-z_가-힣]+")


def services_found(
    services: Iterable[ServiceDefinition], typed: str, folder: Path = KOREA
) -> tuple[ServiceDefinition, ...]:
    """The services in which every word is found, the best first; all of them, in their order, for an empty search."""
    words = words_of(typed)
    if not words:
        return tuple(services)
    meanings = [(_plain_forms(word), forms_of(word, folder)) for word in words]
    scored = [(_score(service, meanings), service) for service in services]
    return tuple(service for score, service in sorted(scored, key=lambda pair: -pair[0]) if score)


def words_of(typed: str) -> list[str]:
    """The words of a search, in small letters: at most eight of its first hundred letters."""
    plain = unicodedata.normalize("NFKC", typed[:MOST_LETTERS]).lower()
    return _word.findall(plain)[:MOST_WORDS]


def forms_of(word: str, folder: Path = KOREA) -> frozenset[str]:
    """The word, without its particle (기초연금을 → 기초연금) or plural too, and whatever means the same."""
    plain = _plain_forms(word)
    same = {other for group in _synonyms(folder) if any(_begins(form, group) for form in plain) for other in group}
    return frozenset(plain | same)


def _plain_forms(word: str) -> frozenset[str]:
    plain = {word, _particles.sub("", word)}
    if word.isascii() and len(word) > 3 and word.endswith("s"):
        plain.add(word[:-1])
    return frozenset(plain)


def _begins(form: str, group: frozenset[str]) -> bool:
    """Whether a word is one of the group or, in Korean, one with an ending: 태어나면 of 태어."""
    return form in group or any(len(word) > 1 and form.startswith(word) for word in group if not word.isascii())


def _score(service: ServiceDefinition, meanings: list[tuple[frozenset[str], frozenset[str]]]) -> int:
    """0 where some word is nowhere in it. The word itself counts for more than what only means the same."""
    texts = list(_texts(service))
    scores = [
        max((weight * (ITSELF if _in(plain, text) else 1) for weight, text in texts if _in(forms, text)), default=0)
        for plain, forms in meanings
    ]
    return sum(scores) if all(scores) else 0


def _in(forms: frozenset[str], text: str) -> bool:
    """Korean words anywhere in the text; an English one as the beginning of a word, so that `age` is not in `wage`."""
    return any(re.search(rf"\b{re.escape(form)}", text) if form.isascii() else form in text for form in forms)


def _texts(service: ServiceDefinition) -> Iterator[tuple[int, str]]:
    yield NAME, f"{service.label.ko} {service.label.ko.replace(' ', '')} {service.label.en} {service.id}".lower()
    if service.summary is not None:
        yield SUMMARY, f"{service.summary.ko} {service.summary.en}".lower()
    yield SUMMARY, f"{service.law} {service.agency} {' '.join(service.life_events)}".lower()
    for clause in service.clauses:
        yield REST, f"{clause.label.ko} {clause.label.en} {clause.law}".lower()


def _synonyms(folder: Path) -> tuple[frozenset[str], ...]:
    path = folder / "rule_words.yaml"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else ()


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> tuple[frozenset[str], ...]:
    problems = Problems()
    item = read_file(path.parent, path, problems)
    problems.check()
    assert item is not None
    fields = Fields(item, problems)
    groups = tuple(frozenset(word.text.lower() for word in group.value) for group in fields.items("synonyms")
                   if isinstance(group.value, list))  # fmt: skip
    fields.close()
    problems.check()
    return groups
