"""The applicant gives what was asked for; the clock goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.models import Case
from madang.services.casework.states import State
from madang.services.casework.steps import step
from madang.services.casework.words import words
from madang.trust.service import Doing, Ground


@dataclass(frozen=True)
class Supply(CaseAct):
    """answer: in words. answers: by name of what only they can say, JSON."""

    answer: str = ""
    answers: dict[str, Any] = field(default_factory=dict)

    name: ClassVar[str] = "casework.supply"
    purpose: ClassVar[Label] = Label("보완 제출", "Supplying what was asked")
    states: ClassVar[frozenset[State]] = frozenset({State.supplement})
    law: ClassVar[str] = "민원 처리에 관한 법률 §22"

    def ground(self, about: Case) -> Ground:
        """One's own matter."""
        return Ground(self.law, "own")

    def execute(self, doing: Doing, about: Case) -> Done:
        """Back to whoever works on it."""
        said = {"answer": words(self.answer, what_ko="답", what_en="an answer")}
        about.answers = {**about.answers, **self.answers}
        step(about, doing, "supply", State.working, said=said)
        return done(about)
