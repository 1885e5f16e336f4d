"""Approve a case: the law gives it, and the decision says so with all it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.acts.deciding import decided, recommended
from madang.services.casework.issuing import issue_decision
from madang.services.casework.models import Case
from madang.services.casework.refusals import NotEntitled
from madang.services.casework.states import Outcome, State
from madang.services.casework.steps import step
from madang.trust.service import Doing


@dataclass(frozen=True)
class Approve(CaseAct):
    """seen: the recommendation that was looked at. remark: a sentence of the clerk's for the letter."""

    seen: str = ""
    remark: str = ""

    name: ClassVar[str] = "casework.approve"
    purpose: ClassVar[Label] = Label("지급 결정", "Approving an application")
    states: ClassVar[frozenset[State]] = frozenset({State.received, State.working, State.notice})
    law: ClassVar[str] = "사회보장급여의 이용·제공 및 수급권자 발굴에 관한 법률 §9"

    def execute(self, doing: Doing, about: Case) -> Done:
        """NotEntitled where the rules give another answer, NotSettled where something is open."""
        found = recommended(about, self.seen)
        if found.answer.status == "ineligible":
            raise NotEntitled(
                "규칙으로는 받을 수 없는 경우입니다. 사실이 틀렸다면 먼저 고치고, 아니면 사전통지를 하세요.",
                "By the rules this is not owed. If a fact is wrong, correct it first; otherwise give notice.",
            )
        made = decided(about)
        about.decision, about.subjects = made, sorted({*about.subjects, *found.worked.persons})
        step(about, doing, "approve", State.decided, said={"amount": made.amount, "per": made.per},
             outcome=Outcome.granted)  # fmt: skip
        doing.about(found.worked.persons)
        letter = issue_decision(about, found.answer, doing, Outcome.granted, self.remark)
        return done(about, decision=made.pk, letter=letter)
