"""Life events as this room understands them; the register numbers in them go no further than here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

SUBSCRIPTION = "mydata"
CHANNEL = "madang_hub_events"
"""Notified by the hub when an event was accepted."""
BIRTH, JOB_LOSS, MOVE, DEATH = "birth", "job_loss", "move", "death"
KINDS = {f"kr.madang.{kind}": kind for kind in (BIRTH, JOB_LOSS, MOVE, DEATH)}


class Taken(Protocol):
    """An accepted event, as the hub hands it over."""

    @property
    def source(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def event(self) -> Mapping[str, Any]: ...


class Inbox(Protocol):
    """Gives the longest-waiting events and takes them from the inbox, in the caller's transaction."""

    def __call__(self, subscription: str, most: int) -> Sequence[Taken]: ...


def inbox() -> Inbox | None:
    """Whoever keeps the inbox in this installation (settings.MYDATA_INBOX); None where none is connected."""
    return cast(Inbox, import_string(settings.MYDATA_INBOX)) if settings.MYDATA_INBOX else None


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """kind: of KINDS. number: whom it is about; mother: of a birth. on: the day it happened."""

    key: str
    kind: str
    on: dt.date
    number: str = field(repr=False)
    mother: str = field(repr=False, default="")

    @property
    def applicant(self) -> str:
        """Around whom the records are looked at: the mother of a newborn, else the person."""
        return self.mother if self.kind == BIRTH else self.number


def understood(taken: Taken) -> LifeEvent | None:
    """The event, or None for a type or content this room does not know."""
    data = taken.event.get("data")
    kind = KINDS.get(taken.type)
    if kind is None or not isinstance(data, Mapping):
        return None
    number, mother, on = data.get("number"), data.get("mother", ""), data.get("on")
    if not isinstance(number, str) or not number or not isinstance(on, str):
        return None
    if kind == BIRTH and (not isinstance(mother, str) or not mother or mother == number):
        return None
    try:
        day = dt.date.fromisoformat(on)
    except ValueError:
        return None
    return LifeEvent(f"{taken.source}#{taken.id}", kind, day, number, mother if kind == BIRTH else "")
