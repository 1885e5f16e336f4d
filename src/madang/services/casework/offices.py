"""Who writes a letter: the authority, the unit and how to reach them, from the organisations."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from madang.documents.service import Issuer
from madang.people.service import organisation, units_of
from madang.rules.service import Label
from madang.services.casework.refusals import NoSuchOffice


@dataclass(frozen=True, slots=True)
class Office:
    """An authority and the unit a case lies with. label: of both together."""

    issuer: Issuer
    label: Label


def office_of(tenant: str, unit: str, day: dt.date) -> Office:
    """The office of a case on a day. NoSuchOffice. Two queries."""
    body = organisation(tenant)
    if body is None:
        raise NoSuchOffice(f"기관 '{tenant}'이(가) 없습니다.", f"There is no authority '{tenant}'.")
    part = next((one for one in units_of(tenant, day) if one.id == unit), None) if unit else None
    where = part.label if part else Label("복지 담당", "Welfare desk")
    issuer = Issuer(
        id=tenant, name=body.label, head=Label(f"{body.label.ko}장", f"Head of {body.label.en}"), unit=where,
        phone="110",
    )  # fmt: skip
    return Office(issuer, Label(f"{body.label.ko} {where.ko}", f"{where.en}, {body.label.en}"))
