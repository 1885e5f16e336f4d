"""Send an application: once, with a receipt, and a case is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.clock.service import SEOUL
from madang.rules.service import Label
from madang.services.applications.acts.draft_act import Done, DraftAct
from madang.services.applications.answers import complete
from madang.services.applications.asking import asks_for
from madang.services.applications.filing import filing_of
from madang.services.applications.models import Draft
from madang.services.casework.service import open_case
from madang.trust.service import Doing


@dataclass(frozen=True)
class Submit(DraftAct):
    """Gives {case, number}; again, the same."""

    name: ClassVar[str] = "applications.submit"
    purpose: ClassVar[Label] = Label("신청", "Applying")

    def execute(self, doing: Doing, about: Draft) -> Done:
        """StillMissing, AlreadyApplied, NobodyResponsible; the draft stays as it was then."""
        if about.sent_at is not None:
            return {"case": about.case, "number": about.number}
        day = doing.at.astimezone(SEOUL).date()
        complete(asks_for(about.service, about.applicant, day), about.answers)
        filing = filing_of(about.service, about.applicant, day, filed_as=about.filed_as, answers=about.answers)
        doing.tenant = filing.tenant
        case = open_case(doing, filing)
        about.case, about.number, about.sent_at = case.pk, case.number, doing.at
        about.save(update_fields=["case", "number", "sent_at"])
        return {"case": case.pk, "number": case.number}
