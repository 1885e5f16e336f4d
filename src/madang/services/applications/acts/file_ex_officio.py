"""An official files for somebody, with their recorded consent (사회보장급여법 §5②, 직권신청)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar

from madang.rules.clock.service import SEOUL
from madang.rules.service import Label
from madang.services.applications.acts.draft_act import Done, application
from madang.services.applications.answers import checked
from madang.services.applications.filing import filing_of
from madang.services.casework.service import Filing, open_case
from madang.services.catalogue.service import procedure_of
from madang.trust.service import Act, Doing, Ground, Resource


@dataclass(frozen=True)
class FileExOfficio(Act[Filing, Done]):
    """consent: how it was given and where it is kept, in words; without it the policy refuses."""

    service: str
    applicant: str
    consent: str
    answers: dict[str, str] = field(default_factory=dict)

    name: ClassVar[str] = "applications.file_ex_officio"
    purpose: ClassVar[Label] = Label("직권신청", "Filing ex officio")

    def find(self) -> Filing:
        """What is filed; the wall and the policy settle whether it is this official's business."""
        day = dt.datetime.now(SEOUL).date()
        answers = checked(procedure_of(self.service), self.answers)
        return filing_of(self.service, self.applicant, day, filed_as="ex_officio", answers=answers)

    def resource(self, about: Filing) -> Resource:
        """The application with the authority that is responsible."""
        return application(self.service, self.applicant, about.tenant, about.unit)

    def ground(self, about: Filing) -> Ground:
        """사회보장급여법 §5②: 동의를 받아 직권으로 신청할 수 있고, 그 동의는 신청으로 본다."""
        return Ground("사회보장급여의 이용·제공 및 수급권자 발굴에 관한 법률 §5②", "statute", consent=self.consent)

    def execute(self, doing: Doing, about: Filing) -> Done:
        """The case is open, with the consent on record."""
        doing.note(consent=self.consent)
        case = open_case(doing, about)
        return {"case": case.pk, "number": case.number}
