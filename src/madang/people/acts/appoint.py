"""Appoint: a role for an account, in a tenant or one of its units, for a time. Nobody appoints themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import IntegrityError
from django.db.models import Q

from madang.people.appointments import units_shared
from madang.people.clock import day_of, now
from madang.people.kinds import ROLES
from madang.people.models import Appointment, Organisation, Unit
from madang.people.organisations.asking import on_day
from madang.people.refusals import AppointedAlready, BadAppointment, NoSuchOrganisation, WorksElsewhere
from madang.people.texts import id_of
from madang.rules.service import Label
from madang.trust import service as trust

LONGEST = dt.timedelta(days=731)
"""A role is looked at again after two years at the latest."""


@dataclass(frozen=True)
class Appoint(trust.Act[None, dict[str, Any]]):
    """Gives {"appointment": id}. unit: "" for the whole tenant. until: aware, at most two years after since."""

    account: str
    tenant: str
    role: str
    until: dt.datetime
    unit: str = ""
    since: dt.datetime | None = None

    name: ClassVar[str] = "people.appoint"
    purpose: ClassVar[Label] = Label("직무 권한의 부여", "Giving somebody a role")

    def find(self) -> None:
        """Raises BadText, BadAppointment and NoSuchOrganisation."""
        id_of(self.account)
        start = self._start()
        if self.role not in ROLES:
            raise BadAppointment(f"'{self.role}'은(는) 모르는 역할입니다.", f"there is no role '{self.role}'")
        if self.until.tzinfo is None or not max(start, now()) < self.until <= start + LONGEST:
            raise BadAppointment(
                "끝나는 때는 앞으로 2년 안이어야 합니다.",
                "It ends within two years of its beginning, and not before now.",
            )
        day = day_of(start)
        if not on_day(Organisation.objects.filter(pk=self.tenant).exclude(kind="firm"), day).exists():
            raise NoSuchOrganisation(
                f"그날 '{self.tenant}'이(가) 없습니다.", f"there is no '{self.tenant}' on that day"
            )
        if self.unit and not on_day(Unit.objects.filter(pk=self.unit, organisation=self.tenant), day).exists():
            raise NoSuchOrganisation(
                f"'{self.tenant}'에 그날 부서 '{self.unit}'이(가) 없습니다.",
                f"'{self.tenant}' has no unit '{self.unit}' on that day",
            )

    def resource(self, about: None) -> trust.Resource:
        """The appointment that will be; an official limited to units gives roles in these units only."""
        return appointment_resource(self.account, self.tenant, self.unit, self.role)

    def ground(self, about: None) -> trust.Ground:
        """Whoever handles personal data is given only what the task needs (개인정보 보호법 §28①)."""
        return trust.Ground("개인정보 보호법 §28①", "duty")

    def execute(self, doing: trust.Doing, about: None) -> dict[str, Any]:
        """The database lets only one of two that overlap through; the roles of an account share at least one unit."""
        row = Appointment(
            account=self.account, organisation_id=self.tenant, unit_id=self.unit or None, role=self.role,
            valid_from=self._start(), valid_to=self.until, granted_by=doing.principal.actor, granted_at=doing.at,
        )  # fmt: skip
        try:
            row.save(force_insert=True)
        except IntegrityError as error:
            raise _refused(error) from None
        self._refuse_apart()
        doing.note(appointment=row.pk, account=self.account, role=self.role, unit=self.unit,
                   until=self.until.isoformat())  # fmt: skip
        doing.tell("kr.madang.people.appointed", data={"appointment": row.pk})
        return {"appointment": row.pk}

    def _start(self) -> dt.datetime:
        start = self.since or now()
        if start.tzinfo is None:
            raise BadAppointment("때에 시간대가 없습니다.", "The time has no time zone.")
        return start

    def _refuse_apart(self) -> None:
        """With the account's turn taken by the database, what is read here stays until this transaction ends."""
        rows = Appointment.objects.filter(
            Q(dismissed_at=None) | Q(dismissed_at__gt=self._start()), account=self.account, valid_from__lt=self.until,
            valid_to__gt=self._start(),
        )  # fmt: skip
        parents = dict(Unit.objects.filter(organisation=self.tenant).values_list("pk", "parent_id"))
        held = ((row.role, None if row.unit_id is None else _with_below(row.unit_id, parents)) for row in rows)
        if units_shared(held) == set():
            raise BadAppointment(
                "한 사람의 모든 역할은 적어도 한 부서에서 겹쳐야 합니다. 계정을 나누어 주세요.",
                "All roles of one account share at least one unit; use another account for this one.",
            )


def appointment_resource(account: str, tenant: str, unit: str, role: str) -> trust.Resource:
    """What the policy is asked about."""
    whom = {"__entity": {"type": "Official", "id": account}}
    return trust.Resource(
        "Appointment", f"{account}/{role}", {"tenant": tenant, "unit": unit, "role": role, "account": whom}
    )


def _with_below(unit: str, parents: Mapping[str, str | None]) -> set[str]:
    found = {unit}
    while more := {id for id, parent in parents.items() if parent in found and id not in found}:
        found |= more
    return found


def _refused(error: IntegrityError) -> Exception:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    if name == "appointment_once":
        return AppointedAlready("이미 그 역할을 맡고 있습니다.", "The account has this role already.")
    if name == "appointment_one_tenant":
        return WorksElsewhere(
            "그동안 다른 기관에서 일하는 계정입니다.", "The account works for another authority during that time."
        )
    return error
