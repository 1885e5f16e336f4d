"""The answer to one question about one person or home, by the fact's type in the vocabulary."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from madang.portal.journey.telling import BIRTH, UNKNOWN, Told
from madang.portal.rulebook import provinces_on
from madang.portal.typed.days import read_age, read_birth_date, read_day
from madang.portal.typed.money import read_money
from madang.portal.typed.refusal import NotRead
from madang.rules.service import FactDefinition

LONGEST_TEXT = 200

_figure = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,4})?)\s*[가-힣a-z]{0,6}")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of one person or home: text, age, and the boxes "none" and "I don't know"."""

    text: str = ""
    age: str = ""
    none: bool = False
    unknown: bool = False

    @property
    def blank(self) -> bool:
        """Nothing was filled in or ticked."""
        return not (self.text or self.age or self.none or self.unknown)


def typed_in(form: Mapping[str, str], number: int) -> Typed:
    """The fields of the nth person or home of a question page."""
    text, age = (form.get(f"{name}-{number}", "").strip()[:500] for name in ("value", "age"))
    return Typed(text, age, bool(form.get(f"none-{number}")), bool(form.get(f"unknown-{number}")))


def read_answer(fact: FactDefinition, typed: Typed, on: dt.date) -> Told:
    """The value told, None for "there is none", or "unknown". NotRead says what to write instead."""
    if typed.unknown or typed.text == UNKNOWN:
        return UNKNOWN
    if typed.none and fact.type == "date" and fact.name != BIRTH:
        return None
    if fact.name == BIRTH and typed.age and not typed.text:
        return read_age(typed.age)
    if not typed.text:
        raise NotRead(_("Answer, or choose “I don’t know”."))
    return _readers[fact.type](fact, typed.text, on)


def _boolean(fact: FactDefinition, text: str, on: dt.date) -> Told:
    if text not in ("yes", "no"):
        raise NotRead(_("Choose one of the answers."))
    return text == "yes"


def _choice(fact: FactDefinition, text: str, on: dt.date) -> Told:
    if text not in {choice.value for choice in fact.choices}:
        raise NotRead(_("Choose one of the answers."))
    return text


def _money(fact: FactDefinition, text: str, on: dt.date) -> Told:
    return read_money(text)


def _number(fact: FactDefinition, text: str, on: dt.date) -> Told:
    found = _figure.fullmatch(unicodedata.normalize("NFKC", text).replace(",", "").lower())
    if found is None:
        raise NotRead(_("Write a number, for example 3."))
    value = Decimal(found[1])
    if fact.low is not None and value < fact.low:
        raise NotRead(_("Write a number of at least %(low)s.") % {"low": fact.low})
    if fact.high is not None and value > fact.high:
        raise NotRead(_("Write a number of at most %(high)s.") % {"high": fact.high})
    return value


def _date(fact: FactDefinition, text: str, on: dt.date) -> Told:
    return read_birth_date(text, on) if fact.name == BIRTH else read_day(text)


def _region(fact: FactDefinition, text: str, on: dt.date) -> Told:
    known = {region.code for _, inner in provinces_on(on) for region in inner}
    if text not in known:
        raise NotRead(_("Choose a region from the list."))
    return text


def _text(fact: FactDefinition, text: str, on: dt.date) -> Told:
    if len(text) > LONGEST_TEXT:
        raise NotRead(_("Please write less than 200 characters."))
    return text


_readers = {
    "boolean": _boolean,
    "choice": _choice,
    "money": _money,
    "number": _number,
    "date": _date,
    "region": _region,
    "text": _text,
}
