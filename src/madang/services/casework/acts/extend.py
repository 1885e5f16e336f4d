"""More time, with a reason the law knows, told to the applicant (민원처리법 시행령 §21)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.legal_clock import due_of
from madang.services.casework.models import Case
from madang.services.casework.states import WORKABLE, State
from madang.services.casework.steps import step
from madang.services.casework.words import words
from madang.trust.service import Doing


@dataclass(frozen=True)
class Extend(CaseAct):
    """amount: in the unit of the service's period. reason: an id where the law lists reasons, else words.

    words: what is told to the applicant. consent: they agreed, which a second time needs. ClockRefused where the law
    does not allow so much, so often or for that reason.
    """

    amount: int = 0
    reason: str = ""
    told: str = ""
    consent: bool = False

    name: ClassVar[str] = "casework.extend"
    purpose: ClassVar[Label] = Label("처리기간 연장", "Extending the time")
    states: ClassVar[frozenset[State]] = WORKABLE
    law: ClassVar[str] = "민원 처리에 관한 법률 시행령 §21"

    def execute(self, doing: Doing, about: Case) -> Done:
        """The clock itself refuses what the law does not allow: nothing is written then."""
        told = words(self.told, what_ko="연장 사유", what_en="the reason for needing more time", most=1_000)
        said = {"amount": self.amount, "reason": self.reason, "consent": self.consent, "told": told}
        step(about, doing, "extend", said=said)
        end = due_of(about, about.steps.order_by("id")).due.day
        return done(about, until=end.isoformat() if end else None)
