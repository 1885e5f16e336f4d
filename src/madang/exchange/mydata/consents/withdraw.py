"""Take a consent back: nothing more is fetched that rests on it, and what a statute still allows is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from madang.exchange.mydata.circle import Circle
from madang.exchange.mydata.consents.asking import answered
from madang.exchange.mydata.consents.needed import speakers_of
from madang.exchange.mydata.models import Consent, ConsentAsk
from madang.exchange.mydata.purposes import rulebook
from madang.exchange.mydata.refusals import ConsentEnded, NoEvidence, NoSuchConsent
from madang.exchange.mydata.whole import on_everybody
from madang.facts.service import family_as_known
from madang.rules.grounds.service import grounds
from madang.rules.service import Label, ProblemsFound
from madang.trust import service as trust


@dataclass(frozen=True)
class WithdrawConsent(trust.Act[Consent, dict[str, Any]]):
    """Gives {consent, still: [{law, information, ko, en}]}. evidence: where an official records it, what says so."""

    consent: int
    day: dt.date
    evidence: str = ""

    name: ClassVar[str] = "mydata.withdraw_consent"
    purpose: ClassVar[Label] = Label("자료 이용 동의의 철회", "Taking back a consent")

    def find(self) -> Consent:
        """The row, locked: a fetch that is being recorded on it ends first. Raises NoSuchConsent and ConsentEnded."""
        row = Consent.objects.select_for_update().filter(pk=self.consent).first()
        if row is None:
            raise NoSuchConsent("그런 동의가 없습니다.", "There is no such consent.")
        if row.withdrawn_at is not None or row.replaced_at is not None:
            raise ConsentEnded("이미 철회되었거나 바뀐 동의입니다.", "It was withdrawn or replaced before.")
        return row

    def resource(self, about: Consent) -> trust.Resource:
        """The consent, with who may speak for its giver."""
        with on_everybody():
            try:
                family = family_as_known(rulebook(), about.giver, self.day).family
                speakers = speakers_of(about.giver, family.persons, Circle.of_family(family), self.day)
            except ProblemsFound:
                speakers = frozenset({about.giver})
        channel = "paper" if self.evidence else "online"
        said = {"tenant": about.tenant, "giver": about.giver, "speakers": sorted(speakers), "channel": channel}
        return trust.Resource("MydataConsent", str(about.pk), said)

    def ground(self, about: Consent) -> trust.Ground:
        """개인정보 보호법 §37①: the right to have processing stopped and to withdraw."""
        return trust.Ground("개인정보 보호법 §37①", "duty" if self.evidence else "own")

    def execute(self, doing: trust.Doing, about: Consent) -> dict[str, Any]:
        """Marks it; whoever is told of the case learns that it happened, not more."""
        if doing.principal.kind == "official" and not self.evidence.strip():
            raise NoEvidence(
                "철회서를 볼 수 있는 문서번호를 적으세요.", "Name the document in which the withdrawal can be seen."
            )
        about.withdrawn_at, about.withdrawn_by = doing.at, doing.principal.actor
        with on_everybody():
            about.save(update_fields=["withdrawn_at", "withdrawn_by"])
            answered(about.giver, about.applicant, about.purpose, ConsentAsk.WITHDRAWN, doing.at)
        doing.about([about.giver])
        doing.note(consent=about.pk, purpose=about.purpose, evidence=self.evidence)
        doing.tell("kr.madang.mydata.consent_withdrawn", subject=about.giver,
                   data={"consent": about.pk, "purpose": about.purpose, "application": about.application})  # fmt: skip
        return {"consent": about.pk, "still": still_allowed(about)}


def still_allowed(consent: Consent) -> list[dict[str, str]]:
    """What statutes allow although it is withdrawn, for people: what the law still carries, and what asks nobody."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line in grounds().lines:
        if line.purpose != consent.purpose or line.information not in consent.information or line.still is None:
            continue
        group, still = grounds().information[line.information].label, line.still
        found[line.information, still.law] = {
            "law": still.law,
            "information": line.information,
            "ko": f"{group.ko}: {still.label.ko} ({still.law})",
            "en": f"{group.en[:1].upper()}{group.en[1:]}: {still.label.en} ({still.law})",
        }
    return list(found.values())
