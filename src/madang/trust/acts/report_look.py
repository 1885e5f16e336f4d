"""A person says that a look at their data seems wrong: it goes to the privacy officer of the authority concerned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from madang.rules.service import Label
from madang.trust.acts.act import Act, Doing
from madang.trust.acts.plain_words import plain_words
from madang.trust.models import Entry, LookReport
from madang.trust.policy.asking import Resource
from madang.trust.principals import Ground
from madang.trust.refusals import NoSuchLook, ReportedAlready

WHAT = Label("무엇이 이상한지", "what seems wrong")


@dataclass(frozen=True)
class ReportLook(Act[Entry, dict[str, Any]]):
    """Gives {report}. entry: the id of the look (:func:`madang.trust.service.looks`); words: what seems wrong."""

    entry: int
    words: str

    name: ClassVar[str] = "trust.report_look"
    purpose: ClassVar[Label] = Label("열람 기록에 대한 이의", "Objecting to a look at one's data")

    def find(self) -> Entry:
        """The entry, locked, so that two who press at once make one report. NoSuchLook, ReportedAlready, BadWords."""
        found = Entry.objects.select_for_update().filter(pk=self.entry).exclude(subject="").first()
        if found is None:
            raise NoSuchLook("그런 기록이 없습니다.", "There is no such entry.")
        if LookReport.objects.filter(entry=found).exists():
            raise ReportedAlready(
                "이미 알린 기록입니다. 답이 오면 이 페이지에 나옵니다.",
                "This has been reported. The answer will stand on its page.",
            )
        plain_words(self.words, WHAT)
        return found

    def resource(self, about: Entry) -> Resource:
        """The report, in the log of the tenant whose entry it is."""
        return Resource("LookReport", f"entry:{about.pk}", {"tenant": about.tenant, "subject": about.subject})

    def ground(self, about: Entry) -> Ground:
        """개인정보 보호법 §31③4: the privacy officer handles complaints; §4: the rights of whom data is about."""
        return Ground("개인정보 보호법 §4, §31③", "own")

    def execute(self, doing: Doing, about: Entry) -> dict[str, Any]:
        """It waits for the privacy officer."""
        words = plain_words(self.words, WHAT)
        made = LookReport.objects.create(
            entry=about, tenant=about.tenant, subject=about.subject, words=words, said_by=doing.principal.actor,
            said_at=doing.at,
        )  # fmt: skip
        doing.about([about.subject])
        doing.note(entry=about.pk, report=made.pk)
        doing.tell("kr.madang.trust.look_reported", subject=about.subject, data={"report": made.pk, "entry": about.pk})
        return {"report": made.pk}
