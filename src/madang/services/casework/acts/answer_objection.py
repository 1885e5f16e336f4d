"""Answer an objection: upheld, and the case is open again; or dismissed, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.issuing import issue_objection_answer
from madang.services.casework.models import Case, Objection, Step
from madang.services.casework.refusals import NotNow, SameOfficial
from madang.services.casework.states import State
from madang.services.casework.steps import step
from madang.services.casework.words import words
from madang.trust.service import Doing


@dataclass(frozen=True)
class AnswerObjection(CaseAct):
    """upheld: the decision is taken back and made anew. reasons: for the letter."""

    upheld: bool = False
    reasons: str = ""

    name: ClassVar[str] = "casework.answer_objection"
    purpose: ClassVar[Label] = Label("이의신청의 처리", "Answering an objection")
    states: ClassVar[frozenset[State]] = frozenset({State.decided})
    law: ClassVar[str] = "행정기본법 §36②"

    def execute(self, doing: Doing, about: Case) -> Done:
        """SameOfficial: whoever decided does not judge their own decision; a rule of the house."""
        reasons = words(self.reasons, what_ko="판단한 까닭", what_en="the reasons")
        found = Objection.objects.select_for_update().filter(case=about, decided_at=None).first()
        if found is None:
            raise NotNow("처리할 이의신청이 없습니다.", "There is no open objection.")
        last = Step.objects.filter(case=about, kind__in=["approve", "refuse"]).order_by("-id").first()
        if last is not None and last.actor == doing.principal.actor:
            raise SameOfficial(
                "결정한 사람은 그 결정에 대한 이의신청을 처리할 수 없습니다. 다른 담당자에게 넘겨 주세요.",
                "Whoever made the decision cannot answer the objection to it. Hand it to somebody else.",
            )
        found.decided_at, found.outcome = doing.at, "upheld" if self.upheld else "dismissed"
        found.save(update_fields=["decided_at", "outcome"])
        said = {"outcome": found.outcome, "reasons": reasons}
        if self.upheld:
            about.outcome, about.decided_at, about.decision = "", None, None
            step(about, doing, "answer_objection", State.working, said=said)
        else:
            step(about, doing, "answer_objection", said=said)
        return done(about, outcome=found.outcome, letter=issue_objection_answer(about, doing, found, reasons))
