"""The receipt of an application."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from madang.portal.shown.words import said
from madang.services.casework.service import Case, Step, due_of
from madang.services.catalogue.service import certificate_definition, label_of, procedure_of


@dataclass(frozen=True, slots=True)
class Receipt:
    """due: the last day by the clock; None while it stands still."""

    case: int
    number: str
    label: str
    filed_at: dt.datetime
    due: dt.date | None
    receives: str
    automatic: bool
    certificate: bool


def receipt_of_case(case: Case, steps: Iterable[Step]) -> Receipt:
    """As it was filed."""
    procedure = procedure_of(case.service)
    return Receipt(
        case.pk, case.number, said(label_of(case.service)), case.filed_at, due_of(case, steps).due.day,
        said(procedure.receives), procedure.automatic.allowed, certificate_definition(case.service) is not None,
    )  # fmt: skip
