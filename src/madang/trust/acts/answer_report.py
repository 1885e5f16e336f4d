"""The privacy officer answers a report; the person reads the answer beside the look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from madang.rules.service import Label
from madang.trust.acts.act import Act, Doing
from madang.trust.acts.plain_words import plain_words
from madang.trust.models import LookReport
from madang.trust.policy.asking import Resource
from madang.trust.principals import Ground
from madang.trust.refusals import NoSuchLook, ReportedAlready

WHAT = Label("답변을", "the answer")


@dataclass(frozen=True)
class AnswerReport(Act[LookReport, dict[str, Any]]):
    """Gives {report}. answer: what was found, and what was done about it."""

    report: int
    answer: str

    name: ClassVar[str] = "trust.answer_report"
    purpose: ClassVar[Label] = Label("열람 기록 이의에 대한 답변", "Answering an objection to a look")

    def find(self) -> LookReport:
        """The report, locked. NoSuchLook, ReportedAlready for one that was answered, BadWords."""
        found = LookReport.objects.select_for_update().filter(pk=self.report).first()
        if found is None:
            raise NoSuchLook("그런 이의가 없거나 볼 수 없습니다.", "There is no such report, or not for you.")
        if found.answered_at is not None:
            raise ReportedAlready("이미 답한 이의입니다.", "This report has been answered.")
        plain_words(self.answer, WHAT)
        return found

    def resource(self, about: LookReport) -> Resource:
        """The report, in its tenant."""
        return Resource("LookReport", f"entry:{about.entry_id}", {"tenant": about.tenant, "subject": about.subject})

    def ground(self, about: LookReport) -> Ground:
        """The officer's duty."""
        return Ground("개인정보 보호법 §31③", "duty")

    def execute(self, doing: Doing, about: LookReport) -> dict[str, Any]:
        """Answered once."""
        about.answer = plain_words(self.answer, WHAT)
        about.answered_by, about.answered_at = doing.principal.actor, doing.at
        about.save(update_fields=["answer", "answered_by", "answered_at"])
        doing.about([about.subject])
        doing.note(entry=about.entry_id, report=about.pk)
        doing.tell("kr.madang.trust.report_answered", subject=about.subject, data={"report": about.pk})
        return {"report": about.pk}
