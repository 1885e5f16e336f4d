"""Everything the page of a case shows, within its disclosure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from madang.exchange.mydata.service import asks_for, role_label
from madang.portal.desk.evidence import EvidenceGroup, evidence_of
from madang.portal.desk.lines import CaseLine, StepLine, case_line, step_lines
from madang.portal.desk.naming import names_for
from madang.portal.shown.answers import ServiceLine, service_line
from madang.portal.shown.words import korean, said
from madang.services.casework.service import (
    Case,
    IssuedLetter,
    Objection,
    Outcome,
    Recommendation,
    Step,
    due_of,
    letters_of,
    objections_of,
    steps_of,
)
from madang.services.catalogue.service import procedure_of
from madang.trust.service import Principal


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A sentence of how the due day came about, with its article."""

    words: str
    law: str


@dataclass(frozen=True, slots=True)
class OtherReading:
    """When it is due in another reading of the law, and why that one is not used."""

    day: dt.date | None
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A case in words. answer: what the rules say; outcome: what follows from it, None while something is open.

    agreements: (whose records, state) of what the application asks others to agree to.
    """

    line: CaseLine
    law: str
    answer: ServiceLine | None
    outcome: Outcome | None
    seen: str
    evidence: tuple[EvidenceGroup, ...]
    asks: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    happened: tuple[StepLine, ...]
    term: str
    term_law: str
    reckoning: tuple[Reckoned, ...]
    others: tuple[OtherReading, ...]
    letters: tuple[IssuedLetter, ...]
    objection: Objection | None
    waits: tuple[str, ...]
    agreements: tuple[tuple[str, str], ...]


def shown_of(case: Case, principal: Principal, concerned: Sequence[str], found: Recommendation | None) -> Shown:
    """Inside the disclosure of `concerned`: the persons the case rests on."""
    procedure = procedure_of(case.service)
    steps = steps_of(case, for_applicant=False)
    names = names_for(case, concerned, found.worked.known.family if found else None)
    clock = due_of(case, steps)
    language = "ko" if korean() else "en"
    return Shown(
        line=case_line(case, timezone.now(), principal),
        law=procedure.law,
        answer=service_line(found.answer, names) if found else None,
        outcome=found.outcome if found else None,
        seen=found.seen if found else "",
        evidence=evidence_of(found.worked.known, names, case, concerned) if found else (),
        asks=tuple((said(ask.label), case.answers.get(ask.id) or "–") for ask in procedure.asks),
        steps=tuple(steps),
        happened=tuple(step_lines(steps)),
        term=said(clock.due.period.label),
        term_law=procedure.decision.basis.law,
        reckoning=tuple(Reckoned(step.text(language), step.law) for step in clock.due.steps),
        others=tuple(OtherReading(one.due.day, said(one.why)) for one in clock.others),
        letters=tuple(letters_of(case)),
        objection=next((one for one in objections_of(case) if one.decided_at is None), None),
        waits=tuple(str(one.get("agency", "")) for one in case.waits_for),
        agreements=tuple((said(role_label(one.role)), one.state) for one in asks_for(case.number)),
    )
