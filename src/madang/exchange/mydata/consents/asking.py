"""Asking the people around an applicant to agree: each is asked for themself, and the application knows who is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from madang.exchange.mydata.consents.needed import WHY, Needed, consents_needed
from madang.exchange.mydata.models import ConsentAsk
from madang.exchange.mydata.refusals import NothingToConsent
from madang.exchange.mydata.whole import on_everybody
from madang.rules.grounds.service import grounds
from madang.rules.service import Label
from madang.trust import service as trust


@dataclass(frozen=True)
class AskConsents(trust.Act[list[Needed], list[int]]):
    """Gives the ids of what is asked now. name_shown: the applicant's, as those who are asked read it.

    Whoever files was shown the text before they sent the application, and is not asked again.
    """

    for_purpose: str
    applicant: str
    name_shown: str
    application: str
    tenant: str
    day: dt.date
    filer: str = ""

    name: ClassVar[str] = "mydata.ask_consents"
    purpose: ClassVar[Label] = Label("자료 이용 동의를 부탁함", "Asking that records may be fetched")

    def find(self) -> list[Needed]:
        """Who has not agreed yet. NothingToConsent where nobody is left."""
        found = [
            one for one in consents_needed(self.for_purpose, self.applicant, self.day)
            if one.state != "given" and not (self.filer and self.filer in {one.person, *one.speakers})
        ]  # fmt: skip
        if not found:
            raise NothingToConsent("더 동의를 받을 사람이 없습니다.", "Nobody is left who has to agree.")
        return found

    def resource(self, about: list[Needed]) -> trust.Resource:
        """The asking, in the log of whoever decides."""
        said = {"tenant": self.tenant, "applicant": self.applicant, "giver": "", "speakers": []}
        return trust.Resource("MydataAsk", self.application, said)

    def ground(self, about: list[Needed]) -> trust.Ground:
        """The articles that want these very persons to agree."""
        laws = "; ".join(dict.fromkeys(one.law for one in about))
        return trust.Ground(laws[:400], "own" if self.filer else "duty")

    def execute(self, doing: trust.Doing, about: list[Needed]) -> list[int]:
        """What an earlier application asked of the same person for the same is over."""
        doing.about([self.applicant])
        doing.note(purpose=self.for_purpose)
        made = []
        with on_everybody():
            before = ConsentAsk.objects.filter(applicant=self.applicant, purpose=self.for_purpose)
            before.exclude(state=ConsentAsk.ENDED).update(state=ConsentAsk.ENDED, answered_at=doing.at)
            for one in about:
                row = ConsentAsk.objects.create(
                    giver=one.person, applicant=self.applicant, name=self.name_shown[:200], purpose=self.for_purpose,
                    application=self.application, tenant=self.tenant, speakers=sorted(one.speakers),
                    role=next(role for role in WHY if role in one.roles), asked_at=doing.at, state=ConsentAsk.ASKED,
                )  # fmt: skip
                made.append(int(row.pk))
                doing.about([one.person], ask=row.pk, information=list(one.information))
                doing.tell("kr.madang.mydata.consent_asked", subject=one.person,
                           data={"ask": row.pk, "purpose": self.for_purpose})  # fmt: skip
        return made


def ask_consents(
    principal: trust.Principal, purpose: str, applicant: str, day: dt.date, *, name: str, application: str, tenant: str
) -> list[int]:
    """Asks everybody who has to agree before what the application reads may be fetched. In the caller's transaction.

    Ids of what is asked; none where nothing that is read needs anybody to agree.
    """
    if not any(line.asks for line in grounds().lines if line.purpose == purpose):
        return []
    filer = principal.person if principal.kind == "resident" else ""
    try:
        return trust.perform(AskConsents(purpose, applicant, name, application, tenant, day, filer), principal)
    except NothingToConsent:
        return []


def end_asks(application: str, at: dt.datetime) -> None:
    """The application is over, nobody is asked any more. In the caller's transaction and context; one query."""
    rows = ConsentAsk.objects.filter(application=application)
    rows.exclude(state=ConsentAsk.ENDED).update(state=ConsentAsk.ENDED, answered_at=at)


def answered(giver: str, applicant: str, purpose: str, state: str, at: dt.datetime) -> ConsentAsk | None:
    """What was asked of them and now has this answer; None where nobody had asked. Everybody's rows are there."""
    rows = ConsentAsk.objects.filter(giver=giver, applicant=applicant, purpose=purpose).exclude(state=ConsentAsk.ENDED)
    found = rows.first()
    if found is not None:
        rows.update(state=state, answered_at=at)
    return found


def asked_of(givers: Collection[str]) -> list[ConsentAsk]:
    """What is asked of these persons while the applications are open, the latest first. In whose context; one query."""
    rows = ConsentAsk.objects.filter(giver__in=list(givers)).exclude(state=ConsentAsk.ENDED)
    return list(rows.order_by("-asked_at", "-pk"))


def unanswered(givers: Collection[str], speaker: str) -> int:
    """How many of these still wait for a word that this person may say. In whose context; one query."""
    rows = ConsentAsk.objects.filter(giver__in=list(givers), state=ConsentAsk.ASKED, speakers__contains=[speaker])
    return rows.count()


def ask_of(id: int) -> ConsentAsk | None:
    """One, if it is there for whoever asks. One query."""
    return ConsentAsk.objects.filter(pk=id).first()


def asks_for(application: str) -> list[ConsentAsk]:
    """What an application asks of whom, open or over, the first first. In whose context; one query."""
    return list(ConsentAsk.objects.filter(application=application).order_by("pk"))


def waits_for_others(applicant: str) -> set[str]:
    """Applications for a person that wait for somebody's word. In whose context; one query."""
    rows = ConsentAsk.objects.filter(applicant=applicant, state=ConsentAsk.ASKED)
    return set(rows.values_list("application", flat=True))


def role_label(role: str) -> Label:
    """Whose records, for people: "the spouse's records"."""
    return WHY[role]


def needed_for(ask: ConsentAsk, day: dt.date) -> Needed | None:
    """What they would agree to now; None where it is needed no longer. Five queries."""
    return next((one for one in consents_needed(ask.purpose, ask.applicant, day) if one.person == ask.giver), None)
