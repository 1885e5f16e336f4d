"""Letters on a case: put together from the answer and the procedure, rendered, sealed, and kept as they were issued."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from madang.documents.service import Addressee, Amount, Kind, Letter, html, new_code, pdf, seal
from madang.rules.clock.service import SEOUL
from madang.rules.service import Answer
from madang.services.casework import wording
from madang.services.casework.models import Case, IssuedLetter, Objection
from madang.services.casework.offices import Office, office_of
from madang.services.casework.seals import hand_of, sealer_of
from madang.services.casework.states import Outcome
from madang.trust.service import Doing

LANGUAGE = "ko"
"""Official letters are in Korean (국어기본법 §14); the page beside it says the same in the reader's language."""


def issue_decision(case: Case, answer: Answer, doing: Doing, outcome: Outcome, remark: str) -> str:
    """The letter of a decision with its reasons and how to object; returns its id. Within the act, after its step."""
    granted = outcome is Outcome.granted
    kind = Kind.decision_granted if granted else Kind.decision_refused
    amount = None
    if granted and answer.amount is not None:
        amount = Amount(wording.AMOUNT, int(answer.amount.low), answer.amount.per)
    sections = (*wording.reasons(answer), *wording.remark(remark, granted=granted))
    ways, note = wording.ways_to_object(case.service)
    return _issue(case, doing, kind, amount=amount, sections=sections, ways=ways, ways_note=note)


def issue_notice(case: Case, answer: Answer, doing: Doing, until: dt.date, remark: str) -> str:
    """The notice of what is intended, and until when to answer; returns its id."""
    office = office_of(case.tenant, case.unit, case.day)
    ways = wording.ways_to_answer(office, until)
    sections = (*wording.reasons(answer), *wording.remark(remark, granted=False))
    return _issue(case, doing, Kind.advance_notice, sections=sections, ways=ways)


def issue_objection_answer(case: Case, doing: Doing, objection: Objection, reasons: str) -> str:
    """The letter on an objection, with what can still be done; returns its id."""
    ways, note = wording.ways_after_objection(case.service)
    sections = wording.objection(objection.outcome == "upheld", reasons)
    return _issue(case, doing, Kind.objection_decided, sections=sections, ways=ways, ways_note=note)


def _issue(case: Case, doing: Doing, kind: Kind, **parts: object) -> str:
    office = office_of(case.tenant, case.unit, case.day)
    number = case.letters.count() + 1
    letter = Letter(
        id=f"M{case.pk}-{number}", kind=kind, language=LANGUAGE, issuer=office.issuer,
        number=f"{office.issuer.unit.ko}-{case.pk}-{number}", issued=_today(doing),
        addressee=Addressee(case.name, office.label.ko),
        code=new_code(), facts=wording.facts(case), handled_by=wording.handled_by(case, office, doing.principal.actor),
        register_page=case.number, synthetic=settings.MADANG_DEMO, **parts,  # type: ignore[arg-type]
    )  # fmt: skip
    return keep(case, doing, letter, office)


def keep(case: Case, doing: Doing, letter: Letter, office: Office) -> str:
    """Renders, seals and keeps a letter; returns its id."""
    hand = hand_of(case.tenant)
    sealed = seal(pdf(letter, hand), sealer_of(case.tenant, office.issuer.name.ko, office.issuer.head.ko))
    IssuedLetter.objects.create(
        case=case, kind=letter.kind.value, document=letter.id, number=letter.number, code=letter.code,
        language=letter.language, issued_at=doing.at, title=letter.title, pdf=sealed, html=html(letter),
        seal_key=hand.id,
    )  # fmt: skip
    doing.note(letter=letter.id)
    return letter.id


def _today(doing: Doing) -> dt.date:
    return doing.at.astimezone(SEOUL).date()
