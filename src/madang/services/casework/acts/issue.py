"""Issue a certificate: the register says so, nothing is left to judge, a statute provides for it (행정기본법 §20)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from madang.rules.procedures.service import Certificate
from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.certificate_letter import letter_of_certificate
from madang.services.casework.issuing import keep
from madang.services.casework.models import Case
from madang.services.casework.offices import office_of
from madang.services.casework.refusals import AutomaticNotAllowed
from madang.services.casework.states import Outcome, State
from madang.services.casework.steps import step
from madang.services.catalogue.service import procedure_of
from madang.trust.service import Doing, Ground


@dataclass(frozen=True)
class Issue(CaseAct):
    """said: what the register said of the applicant's household; not kept beyond the letter."""

    said: Certificate | None = field(default=None, repr=False)

    name: ClassVar[str] = "casework.issue"
    purpose: ClassVar[Label] = Label("증명서 발급", "Issuing a certificate")
    states: ClassVar[frozenset[State]] = frozenset({State.received})
    law: ClassVar[str] = "주민등록법 §29"

    def ground(self, about: Case) -> Ground:
        """The statute that provides for it."""
        automatic = procedure_of(about.service).automatic
        if not automatic.allowed or not automatic.statute:
            raise AutomaticNotAllowed("자동으로 발급할 수 없는 증명입니다.", "This is not issued automatically.")
        return Ground(automatic.statute, "statute")

    def execute(self, doing: Doing, about: Case) -> Done:
        """The letter carries what the register said, and the step that it did."""
        assert self.said is not None
        office = office_of(about.tenant, about.unit, about.day)
        letter = letter_of_certificate(about, office, self.said, doing.at)
        about.waits_for = []
        step(about, doing, "issue", State.decided, outcome=Outcome.issued)
        return done(about, letter=keep(about, doing, letter, office))
