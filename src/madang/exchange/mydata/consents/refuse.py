"""Say no to being fetched for: nothing is fetched, and whoever asked learns that, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.exchange.mydata.models import ConsentAsk
from madang.exchange.mydata.refusals import ConsentEnded, NoSuchConsent
from madang.exchange.mydata.whole import on_everybody
from madang.rules.service import Label
from madang.trust import service as trust


@dataclass(frozen=True)
class RefuseConsent(trust.Act[ConsentAsk, int]):
    """Gives the ask's id. They may still agree as long as the application is open."""

    ask: int

    name: ClassVar[str] = "mydata.refuse_consent"
    purpose: ClassVar[Label] = Label("자료 이용에 동의하지 않음", "Not agreeing that records are fetched")

    def find(self) -> ConsentAsk:
        """What is asked, locked. NoSuchConsent; ConsentEnded where it was answered or is over."""
        row = ConsentAsk.objects.select_for_update().filter(pk=self.ask).first()
        if row is None:
            raise NoSuchConsent("그런 부탁이 없습니다.", "Nothing of that kind is asked.")
        if row.state != ConsentAsk.ASKED:
            raise ConsentEnded("이미 답했거나 끝난 부탁입니다.", "This was answered before, or is over.")
        return row

    def resource(self, about: ConsentAsk) -> trust.Resource:
        """What is asked, with who may speak for the person."""
        said = {"tenant": about.tenant, "applicant": about.applicant, "giver": about.giver, "speakers": about.speakers}
        return trust.Resource("MydataAsk", str(about.pk), said)

    def ground(self, about: ConsentAsk) -> trust.Ground:
        """개인정보 보호법 §4 2호: to decide on one's consent; §22: a consent that may be withheld."""
        return trust.Ground("개인정보 보호법 §4 2호, §22", "own")

    def execute(self, doing: trust.Doing, about: ConsentAsk) -> int:
        """Marked."""
        with on_everybody():
            ConsentAsk.objects.filter(pk=about.pk).update(state=ConsentAsk.REFUSED, answered_at=doing.at)
        doing.about([about.giver])
        doing.note(ask=about.pk, purpose=about.purpose)
        doing.tell("kr.madang.mydata.consent_refused", subject=about.giver, data={"ask": about.pk})
        return int(about.pk)
