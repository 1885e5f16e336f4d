"""The simulated people of a demonstration, and their facts as the agencies tell them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from madang.exchange.mydata.service import UnknownResident, collect_and_wait
from madang.portal.journey.record import Demo, Journey, begin
from madang.rules.service import Label

AGENCIES = ("moi", "court", "nts", "nhis", "ei", "welfare")


class NoSuchPerson(LookupError):
    """Nobody of that kind is offered, or no register knows them any more."""


class Simulated(Protocol):
    """Somebody to choose: `kind` names them on the pages, `resident` is the number the agencies know."""

    @property
    def kind(self) -> str: ...

    @property
    def resident(self) -> str: ...

    @property
    def ko(self) -> str: ...

    @property
    def en(self) -> str: ...


def people_offered() -> Iterable[Simulated]:
    """The people of the setting MADANG_DEMO_PEOPLE, a dotted path to a function; nobody without it."""
    path: str = getattr(settings, "MADANG_DEMO_PEOPLE", "")
    found: Iterable[Simulated] = import_string(path)() if path else ()
    return found


def label_of(person: Simulated) -> Label:
    """The person's one line in both languages."""
    return Label(person.ko, person.en)


def collected_for(kind: str, on: dt.date) -> Journey | tuple[tuple[str, str], ...]:
    """The journey of a person as the agencies know them, or how the agencies answered when no register did.

    The person's number stays here: pages know them by kind, and their family by ids that say nothing. NoSuchPerson.
    """
    person = next((one for one in people_offered() if one.kind == kind), None)
    if person is None:
        raise NoSuchPerson(kind)
    try:
        collected = collect_and_wait(person.resident, on)
    except UnknownResident:
        raise NoSuchPerson(kind) from None
    failed = {lack.agency: lack.why for lack in collected.not_had}
    outcomes = tuple((agency, failed.get(agency, "ok")) for agency in AGENCIES)
    if collected.family is None:
        return outcomes
    return begin(collected.family, demo=Demo(kind, outcomes))
