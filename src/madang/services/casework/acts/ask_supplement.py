"""Ask the applicant for what is missing; the clock stands still meanwhile (민원처리법 §22, 시행령 §20)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from madang.rules.clock.service import SEOUL
from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.models import Case
from madang.services.casework.refusals import BadInput
from madang.services.casework.states import WORKABLE, State
from madang.services.casework.steps import step
from madang.services.casework.words import words
from madang.trust.service import Doing


@dataclass(frozen=True)
class AskSupplement(CaseAct):
    """what: what is missing and how to give it. until: the day by which it is awaited."""

    what: str = ""
    until: dt.date = dt.date.min

    name: ClassVar[str] = "casework.ask_supplement"
    purpose: ClassVar[Label] = Label("보완 요청", "Asking for more information")
    states: ClassVar[frozenset[State]] = WORKABLE
    law: ClassVar[str] = "민원 처리에 관한 법률 §22①"

    def execute(self, doing: Doing, about: Case) -> Done:
        """Asked at once and together (민원처리법 시행령 §24②): a second request needs the first to be answered."""
        what = words(self.what, what_ko="보완할 내용", what_en="what is to be supplied")
        if self.until <= doing.at.astimezone(SEOUL).date():
            raise BadInput("보완 기한은 내일이나 그 뒤여야 합니다.", "The day to answer by has to be a later day.")
        step(about, doing, "ask_supplement", State.supplement, said={"what": what}, until=self.until)
        return done(about)
