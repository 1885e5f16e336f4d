"""A case waits for an agency that is down, slow or wrong: nothing is lost, and the applicant is told."""

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
class Wait(CaseAct):
    """agencies: for whom it waits; outcome: down, slow, wrong or stale."""

    agencies: tuple[str, ...] = ()
    outcome: str = "down"

    name: ClassVar[str] = "casework.wait"
    purpose: ClassVar[Label] = Label("기관 응답 대기", "Waiting for an agency")
    states: ClassVar[frozenset[State]] = frozenset(OPEN)
    law: ClassVar[str] = "전자정부법 §36"

    def execute(self, doing: Doing, about: Case) -> Done:
        """Told once for each thing it waits for."""
        waits = [{"agency": agency, "outcome": self.outcome} for agency in self.agencies]
        if about.waits_for != waits:
            about.waits_for = waits
            step(about, doing, "wait", said={"agencies": list(self.agencies), "outcome": self.outcome})
        return done(about)
