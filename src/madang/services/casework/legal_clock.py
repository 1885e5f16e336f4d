"""When a case is due: the period of its service, counted over the case's own steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from madang.rules.clock.service import SEOUL, Due, Extension, Pause
from madang.rules.procedures.service import TermDue
from madang.rules.procedures.service import due_of as due_of_term
from madang.services.casework.models import Case, Step
from madang.services.catalogue.service import clock, procedure_of

PAUSES = {"ask_supplement": "supplement", "give_notice": "hearing"}
ENDS = {"supply": "supplement", "answer_notice": "hearing", "notice_ran_out": "hearing"}


def due_of(case: Case, steps: Iterable[Step]) -> TermDue:
    """The end of the period with every step of the reckoning; open while the case waits for the applicant."""
    told = list(steps)
    term = procedure_of(case.service).decision
    return due_of_term(term, case.filed_at, clock().calendar, _pauses(told), _extensions(told))


def moment_of(found: Due) -> dt.datetime | None:
    """The last moment: that of office hours, else the end of the day (민법 §159). None while it stands still."""
    if found.moment is not None or found.day is None:
        return found.moment
    return dt.datetime.combine(found.day, dt.time(23, 59, 59), SEOUL)


def _pauses(steps: list[Step]) -> list[Pause]:
    """Days that are not counted; the same day twice is one pause."""
    found: list[Pause] = []
    begun: dict[str, dt.date] = {}
    for step in steps:
        day = step.at.astimezone(SEOUL).date()
        if step.kind in PAUSES:
            begun.setdefault(PAUSES[step.kind], day)
        elif step.kind in ENDS and ENDS[step.kind] in begun:
            found.append(clock().pause(ENDS[step.kind], begun.pop(ENDS[step.kind]), day))
    found += [clock().pause(ground, day) for ground, day in begun.items()]
    return _apart(sorted(found, key=lambda pause: pause.first))


def _apart(pauses: list[Pause]) -> list[Pause]:
    """Two that share a day become ones that do not: a day is left out once."""
    apart: list[Pause] = []
    for pause in pauses:
        if apart and apart[-1].last is not None and pause.first <= apart[-1].last:
            first = apart[-1].last + dt.timedelta(days=1)
            if pause.last is not None and pause.last < first:
                continue
            pause = Pause(first, pause.last, pause.ground)
        apart.append(pause)
    return apart


def _extensions(steps: list[Step]) -> list[Extension]:
    return [
        Extension(step.said["amount"], step.at.astimezone(SEOUL).date(), step.said["reason"], step.said["consent"])
        for step in steps
        if step.kind == "extend"
    ]
