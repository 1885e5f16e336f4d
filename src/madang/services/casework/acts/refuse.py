"""Refuse a case: after notice, with reasons, and how to object (행정절차법 §21–23, §26)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.clock.service import SEOUL
from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.acts.deciding import decided, recommended
from madang.services.casework.issuing import issue_decision
from madang.services.casework.models import Case, Step
from madang.services.casework.refusals import NotEntitled, NotHeard
from madang.services.casework.states import Outcome, State
from madang.services.casework.steps import step
from madang.services.casework.words import words
from madang.trust.service import Doing


@dataclass(frozen=True)
class Refuse(CaseAct):
    """seen: the recommendation that was looked at. considered: what became of the opinion, for the letter."""

    seen: str = ""
    considered: str = ""

    name: ClassVar[str] = "casework.refuse"
    purpose: ClassVar[Label] = Label("거부 결정", "Refusing an application")
    states: ClassVar[frozenset[State]] = frozenset({State.working, State.notice})
    law: ClassVar[str] = "행정절차법 §22, §23"

    def execute(self, doing: Doing, about: Case) -> Done:
        """NotHeard before the opinion is there or its time is over; NotEntitled where the rules would grant it."""
        considered = words(
            self.considered, what_ko="의견을 검토한 결과", what_en="what became of the opinion", empty=True
        )
        _heard(about, doing, considered)
        found = recommended(about, self.seen)
        if found.answer.status == "eligible":
            raise NotEntitled(
                "규칙으로는 받을 수 있는 경우라 거부할 수 없습니다.", "By the rules this is owed; it cannot be refused."
            )
        if about.state == State.notice:
            step(about, doing, "notice_ran_out", State.working)
        about.decision = decided(about)
        step(about, doing, "refuse", State.decided, said={"considered": considered}, outcome=Outcome.refused)
        letter = issue_decision(about, found.answer, doing, Outcome.refused, considered)
        return done(about, decision=about.decision.pk, letter=letter)


def _heard(case: Case, doing: Doing, considered: str) -> None:
    """After the last notice there is an opinion, which was considered, or its last day is over."""
    told = list(Step.objects.filter(case=case, kind__in=["give_notice", "answer_notice"]).order_by("id"))
    if not told or told[0].kind != "give_notice":
        raise NotHeard("먼저 사전통지를 해야 합니다.", "Give notice first.")
    last = told[-1]
    if last.kind == "answer_notice":
        if not considered:
            raise NotHeard("제출된 의견을 검토한 결과를 적어 주세요.", "Write what became of the opinion.")
    elif last.until is not None and doing.at.astimezone(SEOUL).date() <= last.until:
        raise NotHeard(f"{last.until}까지 의견을 기다립니다.", f"An opinion may still come until {last.until}.")
