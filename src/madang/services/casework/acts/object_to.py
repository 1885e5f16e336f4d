"""Object to a decision, within the time the service's own law gives (이의신청)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.clock.service import SEOUL
from madang.rules.procedures.service import due_of as due_of_term
from madang.rules.service import Label
from madang.services.casework.acts.case_act import CaseAct, Done, done
from madang.services.casework.legal_clock import moment_of
from madang.services.casework.models import Case, Objection
from madang.services.casework.refusals import NotNow, TooLate
from madang.services.casework.states import State
from madang.services.casework.steps import step
from madang.services.casework.words import words
from madang.services.catalogue.service import clock, procedure_of
from madang.trust.service import Doing, Ground


@dataclass(frozen=True)
class ObjectTo(CaseAct):
    """why: in words. excuse: why it comes late, where the law lets a good excuse count."""

    why: str = ""
    excuse: str = ""

    name: ClassVar[str] = "casework.object_to"
    purpose: ClassVar[Label] = Label("이의신청", "Objecting to a decision")
    states: ClassVar[frozenset[State]] = frozenset({State.decided})
    law: ClassVar[str] = "행정기본법 §36"

    def ground(self, about: Case) -> Ground:
        """The service's own article on objections, else the general one."""
        appeal = next((one for one in procedure_of(about.service).appeals if one.id == "objection"), None)
        return Ground(appeal.term.basis.law if appeal else self.law, "own")

    def execute(self, doing: Doing, about: Case) -> Done:
        """TooLate after the term without an excuse; NotNow while another objection is open, or where there is none."""
        appeal = next((one for one in procedure_of(about.service).appeals if one.id == "objection"), None)
        if appeal is None or Objection.objects.filter(case=about, decided_at=None).exists():
            raise NotNow("이의신청이 이미 접수되어 있거나 할 수 없는 결정입니다.",
                         "An objection is open already, or there is none to this decision.")  # fmt: skip
        why = words(self.why, what_ko="이의신청의 까닭", what_en="why you object")
        excuse = words(self.excuse, what_ko="늦은 사유", what_en="why it comes late", empty=True, most=1_000)
        assert about.decided_at is not None
        last = due_of_term(appeal.term, about.decided_at, clock().calendar).due.day
        if last is not None and doing.at.astimezone(SEOUL).date() > last and not (excuse and appeal.late):
            raise TooLate(
                f"이의신청 기간이 {last}에 끝났습니다. 정당한 사유가 있었다면 적어 주세요. 행정심판도 할 수 있습니다.",
                f"The time to object ended on {last}. If you had a good excuse, state it; or appeal to the commission.",
            )
        answer = due_of_term(appeal.answer, doing.at, clock().calendar).due if appeal.answer else None
        made = Objection.objects.create(
            case=about, filed_at=doing.at, filed_by=doing.principal.actor, why=why, excuse=excuse,
            due_at=moment_of(answer) if answer else None,
        )  # fmt: skip
        step(about, doing, "object_to", said={"why": why, "excuse": excuse})
        return done(about, objection=made.pk)
