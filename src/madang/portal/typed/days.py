"""Days and ages as people write them: 1958-03-01 · 19580301 · 1958.3.1 · 1958년 3월 1일."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from madang.portal.typed.refusal import NotRead

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
OLDEST = 130

_spaced = re.compile(r"([0-9]{4})\s*[-./년,\s]\s*([0-9]{1,2})\s*[-./월,\s]\s*([0-9]{1,2})\s*[일.]?")
_solid = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_age = re.compile(r"(?:만\s*)?([0-9]{1,3})\s*(?:세|살|years?|years? old)?", re.IGNORECASE)

_unclear = _("Write the date with the year in four digits, for example 1958-03-01.")
_no_such_day = _("There is no such day. Please check year, month and day.")
_not_yet = _("This day is still to come. Please check the year.")
_too_old = _("Please check the year: nobody is that old.")
_year_out_of_reach = _("Write a year from 1900 to 2100.")
_nobody_that_old = _("Please check the age: nobody is that old.")
_age_unclear = _("Write the age in whole years, for example 67.")


def read_day(typed: str) -> dt.date:
    """A day from 1900 to 2100. NotRead."""
    text = unicodedata.normalize("NFKC", typed[:40]).strip()
    found = _spaced.fullmatch(text) or _solid.fullmatch(text)
    if found is None:
        raise NotRead(_unclear)
    year, month, day = (int(part) for part in found.groups())
    try:
        read = dt.date(year, month, day)
    except ValueError:
        raise NotRead(_no_such_day) from None
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise NotRead(_year_out_of_reach)
    return read


def read_birth_date(typed: str, on: dt.date) -> dt.date:
    """A birth date on or before the reference date. NotRead."""
    born = read_day(typed)
    if born > on:
        raise NotRead(_not_yet)
    if on.year - born.year > OLDEST - 1:
        raise NotRead(_too_old)
    return born


def read_age(typed: str) -> Decimal:
    """Whole years of age (만 나이), 0 to 129. NotRead."""
    found = _age.fullmatch(unicodedata.normalize("NFKC", typed[:40]).strip())
    if found is None:
        raise NotRead(_age_unclear)
    if int(found[1]) >= OLDEST:
        raise NotRead(_nobody_that_old)
    return Decimal(int(found[1]))
