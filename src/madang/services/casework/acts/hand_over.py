"""Hand a case over to another clerk or unit of the same authority, with the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from madang.people.service import units_of
from madang.rules.clock.service import SEOUL
from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.models import Case
from madang.services.casework.refusals import BadInput
from madang.services.casework.states import OPEN, State
from madang.services.casework.steps import step
from madang.services.casework.words import words
from madang.trust.service import Doing, entered


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
        """From here on it is in the other queue; whoever handed it over may no longer see it there. BadInput for a unit
        that the authority does not have: the case would lie in nobody's queue."""
        reason = words(self.reason, what_ko="넘기는 까닭", what_en="the reason for handing it over", most=500)
        day = doing.at.astimezone(SEOUL).date()
        if self.unit and self.unit not in {one.id for one in units_of(about.tenant, day)}:
            raise BadInput("기관에 없는 부서입니다.", "The authority has no such unit.")
        before = about.unit
        about.clerk, about.unit = self.clerk, self.unit or about.unit
        said = {"clerk": self.clerk, "from_unit": before, "to_unit": about.unit, "reason": reason}
        # The row leaves the units of a clerk who is limited to some: only the authority's own wall stands here.
        with entered(replace(doing.principal, units=())):
            step(about, doing, "hand_over", said=said)
        return done(about)
