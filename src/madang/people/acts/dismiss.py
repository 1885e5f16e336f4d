"""Dismiss: a role ends now, before its time. Nobody dismisses themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.people.acts.appoint import appointment_resource
from madang.people.clock import now
from madang.people.models import Appointment
from madang.people.refusals import NoSuchAppointment
from madang.people.texts import note_of
from madang.rules.service import Label
from madang.trust import service as trust


@dataclass(frozen=True)
class Dismiss(trust.Act[Appointment, dict[str, int]]):
    """Gives {"appointment": id}. reason: for the log and for whoever asks."""

    appointment: int
    reason: str = ""

    name: ClassVar[str] = "people.dismiss"
    purpose: ClassVar[Label] = Label("직무 권한의 회수", "Taking a role back")

    def find(self) -> Appointment:
        """The row, locked. Raises NoSuchAppointment, also for one that is over."""
        note_of(self.reason)
        row = Appointment.objects.select_for_update().filter(pk=self.appointment).first()
        if row is None or row.dismissed_at is not None or row.valid_to <= now():
            raise NoSuchAppointment(
                "그런 임명이 없거나 이미 끝났습니다.", "There is no such appointment, or it is over."
            )
        return row

    def resource(self, about: Appointment) -> trust.Resource:
        """The appointment."""
        return appointment_resource(about.account, about.organisation_id, about.unit_id or "", about.role)

    def ground(self, about: Appointment) -> trust.Ground:
        """As for an appointment."""
        return trust.Ground("개인정보 보호법 §28①", "duty")

    def execute(self, doing: trust.Doing, about: Appointment) -> dict[str, int]:
        """It ends at this moment."""
        about.dismissed_at, about.dismissed_by, about.reason = doing.at, doing.principal.actor, note_of(self.reason)
        about.save(update_fields=["dismissed_at", "dismissed_by", "reason"])
        doing.note(appointment=about.pk, account=about.account, role=about.role, unit=about.unit_id or "")
        doing.tell("kr.madang.people.dismissed", data={"appointment": about.pk})
        return {"appointment": about.pk}
