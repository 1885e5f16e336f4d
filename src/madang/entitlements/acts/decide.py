"""Decide one service for one person on one day, and keep all that the decision rests on."""

from __future__ import annotations

import datetime as dt

from madang.entitlements.decisions.answers import answer_digest, faults_of, settled_amount, text_of
from madang.entitlements.decisions.laws import keep_law
from madang.entitlements.errors import KeyUsed, NoSuchService, NotSettled
from madang.entitlements.models import Decision, StoredAnswer
from madang.entitlements.whole import on_all_facts
from madang.facts.service import FORM, KnownFamily, family_as_known, now
from madang.rules.service import ENGINE, Answer, Rulebook, check, names_read, services_on


def decide(
    rulebook: Rulebook, service: str, subject: str, date: dt.date, *, key: str, known_at: dt.datetime | None = None
) -> Decision:
    """The decision, or the one that was made before under the same key.

    known_at: decide on what was known then; left out, on what is known now. Raises NoSuchService, NotSettled, KeyUsed,
    and ProblemsFound where what is known cannot be true of any family; nothing is written then.
    """
    with on_all_facts():
        before = _made_before(service, subject, date, key)
        if before is not None:
            return before
        moment = known_at or now()
        answer, known = answer_as_known(rulebook, service, subject, date, moment)
        decision = _decision(rulebook, answer, known, moment, key)
        decision.law_id = keep_law(rulebook, service, date)
        Decision.objects.bulk_create([decision], ignore_conflicts=True)
        made = _made_before(service, subject, date, key)
        assert made is not None
        if made.answer == decision.answer:
            StoredAnswer.objects.bulk_create(
                [StoredAnswer(decision_id=made.pk, text=text_of(answer))], ignore_conflicts=True
            )
    return made


def answer_as_known(
    rulebook: Rulebook, service: str, subject: str, date: dt.date, known_at: dt.datetime
) -> tuple[Answer, KnownFamily]:
    """The answer to what was known at a moment, and the family with the facts it rests on. Raises NoSuchService."""
    if service not in rulebook.pack.services or not services_on(rulebook, date, [service]):
        raise NoSuchService(f"{date}에 '{service}' 서비스가 없습니다.", f"There is no service '{service}' on {date}.")
    known = family_as_known(rulebook, subject, date, known_at, names=names_read(rulebook, service))
    return check(rulebook, known.family, [service])[0], known


def _made_before(service: str, subject: str, date: dt.date, key: str) -> Decision | None:
    made = Decision.objects.filter(key=key).first()
    if made is not None and (made.service, made.subject, made.date) != (service, subject, date):
        raise KeyUsed(f"'{key}'은(는) 다른 결정에 쓰였습니다.", f"'{key}' was used for another decision.")
    return made


def _decision(rulebook: Rulebook, answer: Answer, known: KnownFamily, moment: dt.datetime, key: str) -> Decision:
    return Decision(
        service=answer.service, subject=known.family.applicant, date=answer.date, closure=answer.closure,
        known_at=moment, facts=list(known.facts), subjects=sorted(set(known.subjects)), engine=ENGINE, form=FORM,
        status=answer.status, amount=_amount(rulebook, answer), per=answer.amount.per if answer.amount else "",
        answer=answer_digest(answer), made_at=now(), key=key,
    )  # fmt: skip


def _amount(rulebook: Rulebook, answer: Answer) -> int | None:
    """The settled amount. Raises NotSettled naming the facts that are missing, or what went wrong."""
    wrong = [] if answer.status == "ineligible" else faults_of(answer)
    try:
        if answer.status != "unknown" and not wrong:
            return settled_amount(answer)
    except ValueError:
        pass
    facts = [rulebook.pack.facts[name].label for name in dict.fromkeys(name for name, _ in answer.missing[:5])]
    labels = [*wrong[:1], *facts] or [note.text for note in answer.notes]
    ko, en = ", ".join(label.ko for label in labels), ", ".join(label.en for label in labels)
    raise NotSettled(f"아직 결정할 수 없습니다: {ko}.", f"Nothing can be decided yet: {en}.")
