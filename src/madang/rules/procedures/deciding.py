"""When a decision is due, in every reading of the law that is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from madang.rules.clock.service import Calendar, Due, Extension, Pause, due
from madang.rules.model import Label
from madang.rules.procedures.records import Term


@dataclass(frozen=True, slots=True)
class OtherDue:
    """The end in another reading, and why that reading is not the one used."""

    due: Due
    why: Label


@dataclass(frozen=True, slots=True)
class TermDue:
    """The end that is used, and those in the readings that are open."""

    due: Due
    others: tuple[OtherDue, ...]


def due_of(
    term: Term,
    start: dt.datetime,
    calendar: Calendar,
    suspensions: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
) -> TermDue:
    """When a term that begins at `start` ends. Refused as :func:`madang.rules.clock.service.due`.

    Extensions hold for the reading that is used: another reading may not know them, and is given without.
    """
    used = due(start, term.period, calendar, suspensions, extensions)
    others = (OtherDue(due(start, one.period, calendar, suspensions), one.why) for one in term.readings)
    return TermDue(used, tuple(others))
