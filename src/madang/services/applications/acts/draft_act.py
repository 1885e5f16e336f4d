"""What acts on a draft have in common: find and lock it, while it has not been sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from madang.services.applications.models import Draft
from madang.services.applications.refusals import NoSuchDraft
from madang.trust.service import Act, Ground, Resource

Done = dict[str, Any]


@dataclass(frozen=True)
class DraftAct(Act[Draft, Done]):
    """draft: its id."""

    draft: UUID

    law: ClassVar[str] = "민원 처리에 관한 법률 §8"

    def find(self) -> Draft:
        """The draft, locked. NoSuchDraft."""
        found = Draft.objects.select_for_update().filter(pk=self.draft).first()
        if found is None:
            raise NoSuchDraft(
                "그런 신청서가 없거나 이미 지워졌습니다. 처음부터 다시 시작해 주세요.",
                "There is no such draft, or it has been thrown away. Please begin again.",
            )
        return found

    def resource(self, about: Draft) -> Resource:
        """The application for whom it is."""
        return application(about.service, about.applicant)

    def ground(self, about: Draft) -> Ground:
        """One's own matter, or that of whom one acts for."""
        return Ground(self.law, "own", consent=about.applicant if about.filed_as == "delegate" else "")


def application(service: str, applicant: str, tenant: str = "", unit: str = "") -> Resource:
    """An application for the policy."""
    attributes = {"tenant": tenant, "unit": unit, "subject": applicant, "service": service}
    return Resource("Application", f"{service}:{applicant}", attributes)
