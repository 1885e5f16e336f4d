"""The applicant takes the application back, before it is decided (민원처리법 §22②)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.models import Case
from madang.services.casework.states import OPEN, Outcome, State
from madang.services.casework.steps import step
from madang.trust.service import Doing, Ground


@dataclass(frozen=True)
class Withdraw(CaseAct):
    """Nothing more to say: nobody has to give a reason."""

    name: ClassVar[str] = "casework.withdraw"
    purpose: ClassVar[Label] = Label("신청 취하", "Taking an application back")
    states: ClassVar[frozenset[State]] = frozenset(OPEN)
    law: ClassVar[str] = "민원 처리에 관한 법률 §22②"

    def ground(self, about: Case) -> Ground:
        """One's own matter."""
        return Ground(self.law, "own")

    def execute(self, doing: Doing, about: Case) -> Done:
        """It ends; applying again is another case."""
        step(about, doing, "withdraw", State.withdrawn, outcome=Outcome.withdrawn)
        return done(about)
