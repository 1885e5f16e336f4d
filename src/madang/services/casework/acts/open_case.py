"""A case is opened within the act that files the application: number, receipt and clock are there with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from madang.exchange.mydata.service import ask_consents
from madang.rules.clock.service import SEOUL
from madang.services.casework.models import Case
from madang.services.casework.states import State
from madang.services.casework.steps import step
from madang.trust.service import Doing


@dataclass(frozen=True, slots=True)
class Filing:
    """What is filed. filed_as: own, delegate or ex_officio. persons: all whose data it rests on. answers: JSON."""

    service: str
    applicant: str
    name: str
    tenant: str
    unit: str
    day: dt.date
    filed_as: str
    persons: tuple[str, ...]
    answers: dict[str, Any]


def open_case(doing: Doing, filing: Filing) -> Case:
    """The case, received, with its number and its clock; whoever has to agree is asked. Inside the caller's act."""
    case = Case(
        number=f"new-{doing.act}", tenant=filing.tenant, unit=filing.unit, service=filing.service,
        applicant=filing.applicant, name=filing.name, filed_by=doing.principal.actor, filed_as=filing.filed_as,
        filed_at=doing.at, day=filing.day, state=State.received, subjects=sorted({filing.applicant, *filing.persons}),
        answers=filing.answers, version=0,
    )  # fmt: skip
    case.save(force_insert=True)
    # The number is the row's own: two that are opened at once cannot collide, and nobody waits for a counter.
    case.number = f"{doing.at.astimezone(SEOUL):%Y}-{case.tenant}-{case.pk:07d}"
    step(case, doing, "receive", said={"filed_as": filing.filed_as})
    ask_consents(
        doing.principal, case.service, case.applicant, case.day, name=case.name, application=case.number,
        tenant=case.tenant,
    )  # fmt: skip
    return case
