"""A decision worked out anew from its kept law and its facts; the stored answer is not looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from madang.entitlements.decisions.answers import answer_digest, text_of
from madang.entitlements.decisions.laws import kept_law
from madang.entitlements.errors import CannotReplay, NoSuchDecision
from madang.entitlements.models import Decision
from madang.entitlements.whole import on_all_facts
from madang.facts.service import FORM, KnownFact, NoSuchFact, facts_by_id, family_from_facts
from madang.rules.service import ENGINE, Answer, Rulebook, check, closure, names_read, services_on


@dataclass(frozen=True, slots=True)
class Explained:
    """A decision and its answer today, from the law and the facts of then.

    same: byte for byte the answer that was given. law_holds: today's rulebook has the same closure for that day.
    overtaken: facts it rests on that were corrected or withdrawn since, with what became of them.
    """

    decision: Decision
    rulebook: Rulebook
    answer: Answer
    text: str
    same: bool
    law_holds: bool
    overtaken: tuple[KnownFact, ...]


def explain(rulebook: Rulebook, number: int) -> Explained:
    """Replays a decision. rulebook: today's, only to tell whether its law still holds.

    Raises NoSuchDecision and CannotReplay.
    """
    decision = Decision.objects.filter(pk=number).first()
    if decision is None:
        raise NoSuchDecision(f"결정 {number}이(가) 없습니다.", f"There is no decision {number}.")
    with on_all_facts():
        then, answer = replay(decision)
        gone = tuple(fact for fact in facts_by_id(decision.facts) if fact.superseded is not None)
    return Explained(
        decision, then, answer, text_of(answer), answer_digest(answer) == decision.answer,
        closure_today(rulebook, decision.service, decision.date) == decision.closure, gone,
    )  # fmt: skip


def replay(decision: Decision) -> tuple[Rulebook, Answer]:
    """(the rulebook of then, the answer). Raises CannotReplay. Two queries, one when the law is bound already."""
    then = kept_law(decision.law_id)
    if closure(then, decision.service, decision.date) != decision.closure and decision.engine == ENGINE:
        raise CannotReplay(
            f"결정 {decision.pk}의 법 사본이 그 결정의 것이 아닙니다.",
            f"The kept law is not the one that decision {decision.pk} rests on.",
        )
    return then, worked_out(then, decision, decision.facts)


def worked_out(rulebook: Rulebook, decision: Decision, facts: Collection[int]) -> Answer:
    """The answer to a decision's question under a rulebook, from exactly these facts. One query. CannotReplay."""
    names = names_read(rulebook, decision.service)
    try:
        known = family_from_facts(rulebook, facts, decision.subject, decision.date, names=names)
    except NoSuchFact as missing:
        raise CannotReplay(missing.label.ko, missing.label.en) from missing
    return check(rulebook, known.family, [decision.service])[0]


def closure_today(rulebook: Rulebook, service: str, date: dt.date) -> str | None:
    """The closure in today's rulebook; None where the service is no longer there on that day."""
    if service not in rulebook.pack.services or not services_on(rulebook, date, [service]):
        return None
    return closure(rulebook, service, date)


def remade_alike(decision: Decision) -> bool:
    """Whether families are made of facts, and rules worked out, as they were when it was decided."""
    return (decision.engine, decision.form) == (ENGINE, FORM)
