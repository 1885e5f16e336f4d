"""Decided without a person: only where a named statute allows it and nothing is left to judge (행정기본법 §20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.acts.deciding import decided, recommended
from madang.services.casework.issuing import issue_decision
from madang.services.casework.models import Case
from madang.services.casework.refusals import AutomaticNotAllowed
from madang.services.casework.states import Outcome, State
from madang.services.casework.steps import step
from madang.services.catalogue.service import procedure_of
from madang.trust.service import Doing, Ground


@dataclass(frozen=True)
class DecideAutomatically(CaseAct):
    """Grants, and nothing else: what is adverse or open is a person's."""

    name: ClassVar[str] = "casework.decide_automatically"
    purpose: ClassVar[Label] = Label("자동적 처분", "Automatic decision")
    states: ClassVar[frozenset[State]] = frozenset({State.received})
    law: ClassVar[str] = "행정기본법 §20"

    def ground(self, about: Case) -> Ground:
        """The statute that allows it. AutomaticNotAllowed without one."""
        automatic = procedure_of(about.service).automatic
        if not automatic.allowed or not automatic.statute:
            raise AutomaticNotAllowed(
                "이 서비스에는 자동적 처분을 허용하는 법률이 없습니다(행정기본법 §20).",
                "No statute allows an automatic decision on this service (행정기본법 §20).",
            )
        return Ground(automatic.statute, "statute")

    def execute(self, doing: Doing, about: Case) -> Done:
        """AutomaticNotAllowed where the answer is not a settled yes."""
        found = recommended(about, "")
        if found.outcome is not Outcome.granted:
            raise AutomaticNotAllowed("판단할 것이 남아 있습니다.", "Something is left to judge.")
        made = decided(about)
        about.decision = made
        step(about, doing, "decide_automatically", State.decided, said={"amount": made.amount, "per": made.per},
             outcome=Outcome.granted)  # fmt: skip
        doing.about(found.worked.persons)
        return done(about, decision=made.pk, letter=issue_decision(about, found.answer, doing, Outcome.granted, ""))
