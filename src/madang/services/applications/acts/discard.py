"""Throw a draft away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.services.applications.acts.draft_act import Done, DraftAct
from madang.services.applications.models import Draft
from madang.services.applications.refusals import NoSuchDraft
from madang.trust.service import Doing


@dataclass(frozen=True)
class Discard(DraftAct):
    """What was written into it is gone."""

    name: ClassVar[str] = "applications.discard"
    purpose: ClassVar[Label] = Label("작성 중인 신청서 삭제", "Throwing a draft away")

    def execute(self, doing: Doing, about: Draft) -> Done:
        """One that was sent is a case now, to be withdrawn there."""
        if about.sent_at is not None:
            raise NoSuchDraft("이미 보낸 신청서입니다. '내 신청'에서 취하할 수 있습니다.",
                              "This has been sent. Withdraw it under 'My applications'.")  # fmt: skip
        doing.about([about.applicant])
        doing.note(service=about.service)
        about.delete()
        return {}
