"""Begin an application, or go on with the one that was begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.db import IntegrityError, transaction

from madang.rules.service import Label
from madang.services.applications.acts.draft_act import Done, application
from madang.services.applications.models import Draft
from madang.services.applications.refusals import NotOffered
from madang.services.catalogue.service import offered
from madang.trust.service import Act, Doing, Ground, Resource


@dataclass(frozen=True)
class Begin(Act[Draft | None, Done]):
    """applicant: whom it is for. Gives {draft}: the one that is open already, where there is one."""

    service: str
    applicant: str
    actor: str

    name: ClassVar[str] = "applications.begin"
    purpose: ClassVar[Label] = Label("신청서 작성", "Preparing an application")

    def find(self) -> Draft | None:
        """The open draft of whoever prepares it. NotOffered."""
        if not offered(self.service):
            raise NotOffered("지금 신청할 수 없는 서비스입니다.", "This service cannot be applied for at present.")
        mine = Draft.objects.filter(service=self.service, applicant=self.applicant, actor=self.actor, sent_at=None)
        return mine.select_for_update().first()

    def resource(self, about: Draft | None) -> Resource:
        """The application for whom it is."""
        return application(self.service, self.applicant)

    def ground(self, about: Draft | None) -> Ground:
        """One's own matter, or that of whom one acts for."""
        return Ground("민원 처리에 관한 법률 §8", "own")

    def execute(self, doing: Doing, about: Draft | None) -> Done:
        """Two tabs at once get the same draft."""
        if about is None:
            about = self._made(doing)
        doing.about([self.applicant])
        doing.note(service=self.service, draft=str(about.pk))
        return {"draft": str(about.pk)}

    def _made(self, doing: Doing) -> Draft:
        filed_as = "own" if doing.principal.person == self.applicant else "delegate"
        try:
            with transaction.atomic():
                return Draft.objects.create(
                    service=self.service, applicant=self.applicant, actor=self.actor, filed_as=filed_as,
                    begun_at=doing.at, changed_at=doing.at,
                )  # fmt: skip
        except IntegrityError:
            return Draft.objects.get(service=self.service, applicant=self.applicant, actor=self.actor, sent_at=None)
