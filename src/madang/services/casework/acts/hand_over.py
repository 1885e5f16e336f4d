"""Hand a case over to another clerk or unit of the same authority, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.models import Case
from madang.services.casework.states import OPEN, State
from madang.services.casework.steps import step
from madang.services.casework.words import words
from madang.trust.service import Doing


@dataclass(frozen=True)
class HandOver(CaseAct):
    """clerk: an account, or empty for anybody of the unit; unit: where it goes, the same when empty."""

    clerk: str = ""
    unit: str = ""
    reason: str = ""

    name: ClassVar[str] = "casework.hand_over"
    purpose: ClassVar[Label] = Label("담당자 변경", "Handing a case over")
    states: ClassVar[frozenset[State]] = frozenset(OPEN)
    law: ClassVar[str] = "민원 처리에 관한 법률 §16"

    def execute(self, doing: Doing, about: Case) -> Done:
        """From here on it is in the other queue; whoever handed it over may no longer see it there."""
        reason = words(self.reason, what_ko="넘기는 까닭", what_en="the reason for handing it over", most=500)
        before = about.unit
        about.clerk, about.unit = self.clerk, self.unit or about.unit
        said = {"clerk": self.clerk, "from_unit": before, "to_unit": about.unit, "reason": reason}
        step(about, doing, "hand_over", said=said)
        return done(about)
