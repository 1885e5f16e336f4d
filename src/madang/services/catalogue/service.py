"""The door of the catalogue: the rulebook, the clock and the procedures of today, read once for the process."""

from __future__ import annotations

import datetime as dt
from functools import cache

from madang.rules.clock.service import Clock, load_clock
from madang.rules.procedures.service import CertificateDefinition, Papers, Procedure, Procedures, load_procedures
from madang.rules.service import KOREA, Label, Rulebook, installed_rulebook, services_on, while_installed
from madang.services.catalogue.refusals import NoSuchService

__all__ = [
    "NoSuchService",
    "certificate_definition",
    "clock",
    "label_of",
    "offered",
    "papers_of",
    "procedure_of",
    "procedures",
    "rulebook",
    "services_offered",
]


def rulebook() -> Rulebook:
    """The one in force."""
    return installed_rulebook()


@cache
def clock() -> Clock:
    """Its clock."""
    return load_clock(KOREA)


@while_installed
def procedures() -> Procedures:
    """Its procedures and certificates. ProblemsFound where a paper is neither covered nor justified."""
    return load_procedures(KOREA, rulebook(), clock())


def procedure_of(service: str) -> Procedure:
    """How a service is applied for and decided. NoSuchService."""
    found = procedures().procedures.get(service)
    if found is None:
        raise NoSuchService(f"'{service[:40]}' 서비스가 없습니다.", f"There is no service '{service[:40]}'.")
    return found


def certificate_definition(service: str) -> CertificateDefinition | None:
    """What a certificate shows; None for a service that is none."""
    return procedures().certificates.get(service)


def services_offered(day: dt.date) -> list[Procedure]:
    """The services with a procedure that are in force on a day, by label."""
    in_force = {service.id for service in services_on(rulebook(), day)} | set(procedures().certificates)
    return sorted((one for one in procedures().procedures.values() if one.service in in_force), key=_by_label)


def offered(service: str, day: dt.date | None = None) -> bool:
    """Whether it can be applied for here on a day (today)."""
    today = day or dt.datetime.now(dt.UTC).date()
    return any(one.service == service for one in services_offered(today))


def papers_of(service: str, applicant: str = "self") -> Papers:
    """The counter of its page: official papers, those the state has itself, those still asked."""
    return procedures().papers(service, applicant)


def label_of(service: str) -> Label:
    """Its name: of the procedure, else of the rulebook. NoSuchService."""
    known = rulebook().pack.services.get(service)
    return known.label if known is not None and service not in procedures().procedures else procedure_of(service).label


def _by_label(procedure: Procedure) -> str:
    return procedure.label.ko
