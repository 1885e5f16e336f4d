"""What is to be fetched for one applicant, and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from madang.exchange.mydata.purposes import agency_label
from madang.rules.service import Label
from madang.trust.service import HOUSE


@dataclass(frozen=True, slots=True)
class Wanted:
    """persons: None for whoever the grounds reach. purposes: what it is for; the first that carries a field carries it.

    agencies: only these (None: all). since: the day of the event that made the agencies say something else. walk: False
    where nobody but the named persons is looked for. kin: (parent, child) as an event tells it, before a register does.
    remembered: whether the family as it is known counts; False where the registers themselves say all that is needed.
    """

    applicant: str
    purposes: tuple[str, ...]
    persons: tuple[str, ...] | None = None
    application: str = ""
    tenant: str = HOUSE
    agencies: frozenset[str] | None = None
    since: dt.date | None = None
    walk: bool = True
    remembered: bool = True
    kin: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Facts that were not fetched about a person, and why.

    reason: no_ground, consent_missing, supporter_consent_missing, withdrawn, agency_asked, agency_down, agency_slow,
    agency_wrong, agency_stale, agency_quarantined. agency: of the last six.
    """

    person: str
    facts: tuple[str, ...]
    reason: str
    agency: str = ""

    @property
    def label(self) -> Label:
        """For people."""
        if not self.agency:
            return _WHY[self.reason]
        agency, why = agency_label(self.agency), _WHY[self.reason]
        return Label(f"{agency.ko}: {why.ko}", f"{agency.en}: {why.en}")


@dataclass(frozen=True, slots=True)
class Fetched:
    """recorded: ids of the facts that are new or corrected. waiting: agencies that are asked again later."""

    recorded: tuple[int, ...]
    refused: tuple[Refusal, ...]
    exchanges: tuple[str, ...]
    waiting: tuple[str, ...]


_WHY = {
    "no_ground": Label("이 목적으로 가져올 법적 근거가 없습니다.", "No legal ground carries this for this purpose."),
    "consent_missing": Label("그 사람의 동의가 아직 없습니다.", "The person has not agreed yet."),
    "supporter_consent_missing": Label(
        "부양의무자의 동의가 아직 없습니다. 신청인이 대신 동의할 수 없습니다.",
        "A relative liable for support has not agreed yet; the applicant cannot agree for them.",
    ),
    "withdrawn": Label("그 사람이 동의를 철회했습니다.", "The person has withdrawn their consent."),
    "agency_asked": Label("동의에 따라 지금 물어보고 있습니다.", "is being asked now, as was agreed."),
    "agency_down": Label("지금 응답하지 않습니다.", "does not answer at the moment."),
    "agency_slow": Label("응답이 너무 늦습니다.", "answers too slowly."),
    "agency_wrong": Label("약속과 다른 답을 보냈습니다.", "gave an answer that is not what it promised."),
    "agency_stale": Label("오래된 자료만 보냈습니다.", "has only records that are too old."),
    "agency_quarantined": Label(
        "자료에 이상이 있어 확인하는 동안 멈췄습니다.", "is held back while somebody looks into its data."
    ),
}
