"""Agree that somebody's records are fetched for a purpose: they say so, or an official records that they did."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from django.db import connection

from madang.exchange.mydata.consents.asking import answered
from madang.exchange.mydata.consents.needed import Needed, consents_needed
from madang.exchange.mydata.consents.wording import Text, text_of, until
from madang.exchange.mydata.feeds.owed import owe
from madang.exchange.mydata.models import Consent, ConsentAsk
from madang.exchange.mydata.refusals import AnotherText, NoEvidence, NothingToConsent
from madang.exchange.mydata.whole import on_everybody
from madang.rules.service import Label
from madang.trust import service as trust


@dataclass(frozen=True, slots=True)
class _Found:
    needed: Needed
    text: Text


@dataclass(frozen=True)
class GiveConsent(trust.Act[_Found, int]):
    """Gives the consent's id. digest: of the text that was shown (:func:`text_of`), so that it is what was agreed to.

    channel: online, or counter and paper when an official records it, with evidence (the file's number).
    """

    giver: str
    for_purpose: str
    applicant: str
    day: dt.date
    digest: str
    language: str = "ko"
    application: str = ""
    tenant: str = ""
    channel: str = "online"
    evidence: str = ""

    name: ClassVar[str] = "mydata.give_consent"
    purpose: ClassVar[Label] = Label("자료 이용 동의", "Agreeing that records are fetched")

    def find(self) -> _Found:
        """Raises NothingToConsent, AnotherText and NoEvidence. Two who say it for one person wait for each other."""
        if self.channel != "online" and not self.evidence.strip():
            raise NoEvidence(
                "동의서를 볼 수 있는 문서번호를 적으세요.", "Name the document in which the consent can be seen."
            )
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [0x4D59, f"{self.giver} {self.for_purpose}"]
            )
        needed = [
            one for one in consents_needed(self.for_purpose, self.applicant, self.day) if one.person == self.giver
        ]
        if not needed:
            raise NothingToConsent(
                "이 일에는 그 사람의 동의가 필요한 자료가 없습니다.",
                "Nothing that is read for this needs that person to agree.",
            )
        text = text_of(needed[0], self.language)
        if text.digest != self.digest:
            raise AnotherText(
                "동의 내용이 바뀌었습니다. 다시 읽고 동의해 주세요.",
                "The text has changed; it has to be read and agreed to again.",
            )
        return _Found(needed[0], text)

    def resource(self, about: _Found) -> trust.Resource:
        """The consent to be."""
        said = {
            "tenant": self.tenant, "giver": self.giver, "speakers": sorted(about.needed.speakers),
            "channel": self.channel,
        }  # fmt: skip
        return trust.Resource("MydataConsent", f"{self.for_purpose}:{self.giver}", said)

    def ground(self, about: _Found) -> trust.Ground:
        """개인정보 보호법 §15①1, §22; recorded by an official: 사회보장급여법 §5② (직권신청)."""
        if self.channel == "online":
            return trust.Ground("개인정보 보호법 §15①1, §22", "own")
        return trust.Ground("사회보장급여법 §5②", "duty")

    def execute(self, doing: trust.Doing, about: _Found) -> int:
        """The one before, of the same person for the same, is replaced; what it carries is asked for at once."""
        needed, text = about.needed, about.text
        with on_everybody():
            before = Consent.objects.filter(
                giver=self.giver,
                purpose=self.for_purpose,
                applicant=self.applicant,
                withdrawn_at=None,
                replaced_at=None,
            )
            before.update(replaced_at=doing.at)
            made = Consent.objects.create(
                giver=self.giver, applicant=self.applicant, purpose=self.for_purpose, application=self.application,
                tenant=doing.tenant, information=list(needed.information), facts=list(needed.facts),
                sources=list(needed.sources), law=needed.law[:400], language=self.language, text=text.text,
                text_version=text.version, text_digest=text.digest, channel=self.channel, evidence=self.evidence,
                given_at=doing.at, given_by=doing.principal.actor, until=until(doing.at),
            )  # fmt: skip
            ask = answered(self.giver, self.applicant, self.for_purpose, ConsentAsk.GIVEN, doing.at)
            owe(made, ask.application if ask and not self.application else self.application, doing.at)
        doing.about([self.giver])
        doing.note(consent=made.pk, purpose=self.for_purpose, information=list(needed.information), digest=text.digest,
                   channel=self.channel)  # fmt: skip
        doing.tell("kr.madang.mydata.consent_given", subject=self.giver,
                   data={"consent": made.pk, "purpose": self.for_purpose, "application": self.application})  # fmt: skip
        return int(made.pk)
