"""Keep what the applicant has said so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from madang.rules.service import Label
from madang.services.applications.acts.draft_act import Done, DraftAct
from madang.services.applications.answers import checked
from madang.services.applications.models import Draft
from madang.services.applications.refusals import NoSuchDraft
from madang.services.catalogue.service import procedure_of
from madang.trust.service import Doing


@dataclass(frozen=True)
class Answer(DraftAct):
    """answers: by the id of the question; those left out stay as they are."""

    answers: dict[str, str] = field(default_factory=dict)

    name: ClassVar[str] = "applications.answer"
    purpose: ClassVar[Label] = Label("신청서 작성", "Preparing an application")

    def execute(self, doing: Doing, about: Draft) -> Done:
        """BadAnswer; nothing of this sending is kept then."""
        if about.sent_at is not None:
            raise NoSuchDraft("이미 보낸 신청서입니다.", "This application has been sent already.")
        about.answers = {**about.answers, **checked(procedure_of(about.service), self.answers)}
        about.changed_at = doing.at
        about.save(update_fields=["answers", "changed_at"])
        doing.about([about.applicant])
        doing.note(service=about.service, answered=sorted(self.answers))
        return {"draft": str(about.pk)}
