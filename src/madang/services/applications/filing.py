"""From an application to a filing: who decides it, whose data it rests on, and that it is not filed twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

from madang.entitlements.service import work_out
from madang.people.service import persons
from madang.services.applications.refusals import AlreadyApplied
from madang.services.applications.where import responsible_for
from madang.services.casework.service import Filing, open_case_of
from madang.services.catalogue.service import certificate_definition, rulebook
from madang.trust.service import entered, system


def filing_of(service: str, applicant: str, day: dt.date, *, filed_as: str, answers: dict[str, Any]) -> Filing:
    """Everything a case is opened with. AlreadyApplied, NobodyResponsible; ProblemsFound where facts contradict."""
    before = open_case_of(applicant, service)
    if before is not None:
        raise AlreadyApplied(before.number)
    benefit = certificate_definition(service) is None
    concerned = work_out(rulebook(), service, applicant, day).persons if benefit else (applicant,)
    where = responsible_for(applicant, day)
    with entered(system("applications", tenants=(), subjects=(applicant,))):
        known = persons([applicant])
    return Filing(
        service=service, applicant=applicant, name=known[applicant].name if applicant in known else applicant,
        tenant=where.tenant, unit=where.unit, day=day, filed_as=filed_as,
        persons=concerned, answers=answers,
    )  # fmt: skip
