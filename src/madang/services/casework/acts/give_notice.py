"""Tell the applicant what is intended and why, before anything adverse is decided (행정절차법 §21)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from madang.rules.clock.service import SEOUL
from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.acts.deciding import recommended
from madang.services.casework.issuing import issue_notice
from madang.services.casework.models import Case
from madang.services.casework.refusals import BadInput, NotEntitled
from madang.services.casework.states import WORKABLE, State
from madang.services.casework.steps import step
from madang.services.casework.words import words
from madang.trust.service import Doing

LEAST_DAYS = 10
"""행정절차법 §21③: 의견제출에 필요한 기간을 10일 이상으로 고려하여 정하여야 한다."""


@dataclass(frozen=True)
class GiveNotice(CaseAct):
    """seen: the recommendation that was looked at. until: the last day to answer. remark: for the letter."""

    seen: str = ""
    until: dt.date = dt.date.min
    remark: str = ""

    name: ClassVar[str] = "casework.give_notice"
    purpose: ClassVar[Label] = Label("처분의 사전통지", "Notice before an adverse decision")
    states: ClassVar[frozenset[State]] = WORKABLE
    law: ClassVar[str] = "행정절차법 §21"

    def execute(self, doing: Doing, about: Case) -> Done:
        """NotEntitled where the rules would grant it: then there is nothing adverse to give notice of."""
        remark = words(self.remark, what_ko="덧붙일 말", what_en="a remark", empty=True, most=1_000)
        least = doing.at.astimezone(SEOUL).date() + dt.timedelta(days=LEAST_DAYS)
        if self.until < least:
            raise BadInput(
                f"의견제출 기한은 10일 이상이어야 합니다({least}부터).",
                f"At least ten days are given for an opinion: {least} or later.",
            )
        found = recommended(about, self.seen)
        if found.answer.status == "eligible":
            raise NotEntitled("규칙으로는 받을 수 있는 경우입니다.", "By the rules this is owed.")
        step(about, doing, "give_notice", State.notice, said={"remark": remark}, until=self.until)
        letter = issue_notice(about, found.answer, doing, self.until, remark)
        return done(about, letter=letter)
