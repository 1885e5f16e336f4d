"""An inner note on a case: for clerks, not for the applicant; on record all the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.models import Case
from madang.services.casework.states import State
from madang.services.casework.steps import step
from madang.services.casework.words import words
from madang.trust.service import Doing


@dataclass(frozen=True)
class Note(CaseAct):
    """text: what the next clerk should know."""

    text: str = ""

    name: ClassVar[str] = "casework.note"
    purpose: ClassVar[Label] = Label("처리 메모", "A note on a case")
    states: ClassVar[frozenset[State]] = frozenset(set(State) - {State.withdrawn, State.decided})
    law: ClassVar[str] = "공공기록물 관리에 관한 법률 §17"

    def execute(self, doing: Doing, about: Case) -> Done:
        """Nothing moves."""
        step(about, doing, "note", said={"text": words(self.text, what_ko="메모", what_en="a note")}, inner=True)
        return done(about)
