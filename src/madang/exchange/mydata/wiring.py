"""What this room needs of others, as it needs it; settings.MYDATA_PERSONS names who gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Persons(Protocol):
    """Register numbers and the ids the house knows people by. Called inside a transaction that sees everybody."""

    def ids_of(self, numbers: Sequence[str]) -> dict[str, str]:
        """number → person, for those that are known."""

    def numbers_of(self, persons: Sequence[str]) -> dict[str, str]:
        """person → number, for those that are known; each opening is on record where numbers are sealed."""

    def enrol(self, names: Mapping[str, str], source: str) -> dict[str, str]:
        """number → person for numbers that were not known, with the name the register writes (or "")."""

    def died(self, person: str, on: dt.date, source: str) -> None:
        """A register told of a death: what the person was entrusted with, and entrusted, ends with that day."""


def persons() -> Persons:
    """Whoever keeps persons in this installation."""
    return cast(Persons, import_string(settings.MYDATA_PERSONS)())
