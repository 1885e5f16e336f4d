"""A clerk takes a case: it is theirs, and in progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.models import Case
from madang.services.casework.states import OPEN, State
from madang.services.casework.steps import step
from madang.trust.service import Doing


@dataclass(frozen=True)
class Take(CaseAct):
    """Of somebody else's case too, while it is open: that is a hand-over to oneself, and on record."""

    name: ClassVar[str] = "casework.take"
    purpose: ClassVar[Label] = Label("신청의 처리", "Handling an application")
    states: ClassVar[frozenset[State]] = frozenset(OPEN)
    law: ClassVar[str] = "민원 처리에 관한 법률 §4, §17"

    def execute(self, doing: Doing, about: Case) -> Done:
        """The clerk's name stands on it; what was only received is now in progress."""
        about.clerk = doing.principal.id
        after = State.working if about.state == State.received else None
        step(about, doing, "take", after, said={"clerk": doing.principal.id})
        return done(about)
