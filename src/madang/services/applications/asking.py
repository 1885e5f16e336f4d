"""What is asked of an applicant: nothing that is known, and nothing that would not matter."""

from __future__ import annotations

import datetime as dt

from madang.entitlements.service import work_out
from madang.rules.procedures.service import Ask
from madang.services.applications.answers import asked_of
from madang.services.catalogue.service import certificate_definition, procedure_of, rulebook


def asks_for(service: str, applicant: str, day: dt.date) -> tuple[Ask, ...]:
    """The questions of an application for a person on a day. NoSuchService; ProblemsFound where facts contradict.

    Four queries, none for a certificate, which has no conditions.
    """
    procedure = procedure_of(service)
    if not procedure.asks or certificate_definition(service) is not None:
        return procedure.asks
    worked = work_out(rulebook(), service, applicant, day)
    return asked_of(procedure, {name for name, _entity in worked.answer.missing})
