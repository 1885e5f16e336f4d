"""A request's names into numbers before it is forwarded, an answer's numbers into names before it is signed.

What does not name persons is as it was. A number or a name anywhere else ends the exchange: neither passes unseen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_plus

from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.pseudonyms.keys import NAME, PartyKeys
from madang.exchange.hub.pseudonyms.places import Places, Spot, Unreadable, read, way_of, written
from madang.exchange.hub.registry.entries import Persons

_NOT_A_NAME = "a person is named otherwise than by a name that the hub gave to you, or where the service has no place"
_ANCHOR = re.compile(r"(?<![\\\[])\^|(?<!\\)\$|\\[AZz]")
_NO_NUMBERS = ("", "p-abcdefghijklmnopqrstuvwxyz")
PASS = ("content-type", "content-language", "cache-control", "retry-after")
"""Fields of an answer that say nothing of its content: a digest or an entity tag would tell of the numbers in it."""


@dataclass(frozen=True, slots=True)
class Translation:
    """Of one service. asked, answered: where persons are named; number: what a register number looks like."""

    asked: Places
    answered: Places
    number: re.Pattern[str]
    either: re.Pattern[str]


@lru_cache(maxsize=1024)
def translation_of(persons: Persons) -> Translation:
    """Compiled once. ValueError for what cannot be used."""
    try:
        number = re.compile(persons.number)
    except re.error as error:
        raise ValueError(f"number: {error}") from None
    if _ANCHOR.search(persons.number) or any(number.search(one) for one in _NO_NUMBERS):
        raise ValueError("number: what register numbers look like, wherever they stand (no ^, no $), and nothing else")
    asked = Places(tuple(way_of(one) for one in persons.asked))
    answered = Places(tuple(way_of(one) for one in persons.answered))
    return Translation(asked, answered, number, re.compile(f"(?:{persons.number})|{NAME.pattern}"))


def names_somebody(told: Translation, text: str) -> bool:
    """Whether a number or a name stands in a text, encoded up to twice."""
    once = unquote_plus(text)
    return any(told.either.search(one) for one in (text, once, unquote_plus(once)))


def names_nobody(told: Translation, texts: Sequence[str]) -> None:
    """Path, query and header fields of a request name nobody. Fault."""
    if any(names_somebody(told, text) for text in texts):
        raise Fault(Error.UNKNOWN_PSEUDONYM, _NOT_A_NAME)


@dataclass(slots=True)
class AskedByName:
    """A request's body, read. names: the party's, as they stand at its spots."""

    value: Any
    spots: list[Spot]
    names: list[str]

    def with_numbers(self, numbers: Mapping[str, str]) -> bytes:
        """The body for the provider; by name. Fault for a name the hub never gave to the party."""
        for (one, key), name in zip(self.spots, self.names, strict=True):
            number = numbers.get(name)
            if number is None:
                raise Fault(Error.UNKNOWN_PSEUDONYM, _NOT_A_NAME)
            one[key] = number
        return written(self.value)


def asked_by_name(body: bytes, told: Translation) -> AskedByName:
    """The request, whose persons are named at their places and nowhere else. Fault."""
    try:
        value = read(body)
        spots = told.asked.spots(value)
        names = [one[key] for one, key in spots]
        _blank(spots)
        rest = written(value).decode()
    except Unreadable as why:
        raise Fault(Error.BAD_REQUEST, f"the request names persons: {why}") from None
    known = all(isinstance(name, str) and NAME.fullmatch(name) for name in names)
    if not known or told.either.search(rest):
        raise Fault(Error.UNKNOWN_PSEUDONYM, _NOT_A_NAME)
    return AskedByName(value, spots, names)


def answered_by_name(body: bytes, told: Translation, keys: PartyKeys) -> tuple[bytes, dict[str, str]]:
    """(the answer with the party's names, number by name). Fault where it names somebody elsewhere."""
    try:
        value = read(body)
        spots = [(one, key) for one, key in told.answered.spots(value) if one[key] is not None]
        numbers = [one[key] for one, key in spots]
        _blank(spots)
        rest = written(value).decode()
    except Unreadable as why:
        raise Fault(Error.OFF_CONTRACT, f"the answer names persons: {why}") from None
    if not all(isinstance(number, str) and told.number.fullmatch(number) for number in numbers):
        raise Fault(Error.OFF_CONTRACT, "the answer has something else where its entry says that persons are named")
    if told.number.search(rest):
        raise Fault(Error.OFF_CONTRACT, "the answer names persons where its entry does not say so")
    names = {number: keys.name(number) for number in numbers}
    for (one, key), number in zip(spots, numbers, strict=True):
        one[key] = names[number]
    return written(value), {name: number for number, name in names.items()}


def _blank(spots: Sequence[Spot]) -> None:
    for one, key in spots:
        one[key] = ""
