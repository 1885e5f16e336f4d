"""The applicant's opinion on what is intended (행정절차법 §27)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.models import Case
from madang.services.casework.states import State
from madang.services.casework.steps import step
from madang.services.casework.words import words
from madang.trust.service import Doing, Ground


@dataclass(frozen=True)
class AnswerNotice(CaseAct):
    """opinion: in words; "none" is an opinion too, and ends the waiting."""

    opinion: str = ""

    name: ClassVar[str] = "casework.answer_notice"
    purpose: ClassVar[Label] = Label("의견 제출", "Giving an opinion")
    states: ClassVar[frozenset[State]] = frozenset({State.notice})
    law: ClassVar[str] = "행정절차법 §27"

    def ground(self, about: Case) -> Ground:
        """One's own matter."""
        return Ground(self.law, "own")

    def execute(self, doing: Doing, about: Case) -> Done:
        """Back to the clerk, who has to consider it (행정절차법 §27의2)."""
        opinion = words(self.opinion, what_ko="의견", what_en="your opinion")
        step(about, doing, "answer_notice", State.working, said={"opinion": opinion})
        return done(about)
