"""Puts an answer together: verdicts, amount, explanation, what is missing, and the closure it rests on."""

from __future__ import annotations

from typing import Any

from madang.rules import ir
from madang.rules.answers.certainty import certainty_of
from madang.rules.answers.closure import closure_of
from madang.rules.answers.either_way import either_way
from madang.rules.answers.explanation import Explainer
from madang.rules.answers.failing import fault_label, or_else
from madang.rules.answers.model import Amount, Answer, ClauseAnswer, ComponentAnswer
from madang.rules.answers.notes import notes_of
from madang.rules.answers.outside import month_of, outside_years, within_years
from madang.rules.answers.verdict import (
    INELIGIBLE,
    UNKNOWN,
    Part,
    Verdict,
    parts,
    status_of,
    total,
    verdicts,
)
from madang.rules.model import Label, ServiceDefinition
from madang.rules.reckoning.faults import FAULTS
from madang.rules.reckoning.functions import pairs_of
from madang.rules.reckoning.uncertain import FactKey, PersonRef, Uncertain
from madang.rules.reckoning.world import Reckoning


def answer(reckoning: Reckoning, service: ServiceDefinition, *, explain: bool = True) -> Answer:
    """The answer of one service. With `explain` false the values behind each clause are left out."""
    if not within_years(reckoning, service):
        return outside_years(reckoning, service)
    return answer_of(reckoning, service, *judged(reckoning, service), explain=explain)


def answer_of(
    reckoning: Reckoning, service: ServiceDefinition, found: list[Verdict], status: str, *, explain: bool = True
) -> Answer:
    """The answer whose clauses and status are known already, whichever engine found them."""
    scope = reckoning.scope_of(service.unit)
    pieces, whole, fault = amount_of(reckoning, service, status)
    if fault is not None:
        status = UNKNOWN
    faults = [] if fault is None else [fault]
    faults += [verdict.fault for verdict in found if verdict.fault is not None]
    members, perhaps = or_else(reckoning, lambda: _people(reckoning.unit(service.unit)), ((), ()), faults)
    recipients = or_else(reckoning, lambda: _recipients(reckoning, service, scope, status), (), faults)
    nothing = bool(whole) and _nothing(whole)
    notes = notes_of(reckoning, service, scope, found, status, faults, nothing=nothing)
    return Answer(
        service=service.id,
        label=service.label,
        agency=service.agency,
        date=reckoning.date,
        unit=members,
        perhaps=perhaps,
        status=status,
        amount=range_of(service, whole, status),
        components=_components(pieces),
        recipients=recipients,
        period=month_of(reckoning.date),
        clauses=_clauses(reckoning, found, scope, explain=explain),
        missing=missing_of(found, [*pieces, *whole], status),
        certainty=certainty_of(reckoning, service, _work_through),
        closure=closure_of(reckoning, service),
        notes=notes,
    )


def missing_facts(reckoning: Reckoning, service: ServiceDefinition) -> tuple[str, tuple[FactKey, ...]]:
    """(status, facts still open) without explanation or closure: what the next question is chosen from."""
    if not within_years(reckoning, service):
        return UNKNOWN, ()
    known: tuple[str, tuple[FactKey, ...]] = reckoning.memory.remember(
        ("missing", service.id), lambda: _missing_facts(reckoning, service)
    )
    return known


def worked_out(
    reckoning: Reckoning, service: ServiceDefinition
) -> tuple[str, Amount | None, list[Verdict], Label | None]:
    """(status, amount, every clause, what went wrong with the amount): an answer without its explanation."""
    if not within_years(reckoning, service):
        return UNKNOWN, None, [], None
    found, status = judged(reckoning, service)
    _, whole, fault = amount_of(reckoning, service, status)
    if fault is not None:
        status = UNKNOWN
    return status, range_of(service, whole, status), found, fault


def _missing_facts(reckoning: Reckoning, service: ServiceDefinition) -> tuple[str, tuple[FactKey, ...]]:
    found, status = judged(reckoning, service)
    pieces, whole, fault = amount_of(reckoning, service, status)
    if fault is not None:
        status = UNKNOWN
    return status, missing_of(found, [*pieces, *whole], status)


def judged(reckoning: Reckoning, service: ServiceDefinition) -> tuple[list[Verdict], str]:
    """(every clause in force, the status)"""
    known: tuple[list[Verdict], str] = reckoning.memory.remember(
        ("judged", service.id), lambda: _judge(reckoning, service)
    )
    return known


def _judge(reckoning: Reckoning, service: ServiceDefinition) -> tuple[list[Verdict], str]:
    found = verdicts(reckoning, service)
    status = status_of(reckoning, found)
    return found, either_way(reckoning, service, found) if status == UNKNOWN else status


def amount_of(
    reckoning: Reckoning, service: ServiceDefinition, status: str
) -> tuple[list[Part], list[Part], Label | None]:
    """(the pieces shown, the pieces whose sum is the amount, what went wrong); of a "no" nothing at all"""
    if status == INELIGIBLE:
        return [], [], None
    try:
        return parts(reckoning, service), total(reckoning, service), None
    except (*FAULTS, ValueError) as fault:
        return [], [], fault_label(reckoning, fault)


def range_of(service: ServiceDefinition, pieces: list[Part], status: str) -> Amount | None:
    """The sum of the pieces, None where no money is owed or given."""
    if not pieces or status == INELIGIBLE or service.per in (None, "none"):
        return None
    highs = [piece.high for piece in pieces]
    high = None if any(end is None for end in highs) else sum(end for end in highs if end is not None)
    return Amount(sum(piece.low for piece in pieces), high, service.per)


def _nothing(pieces: list[Part]) -> bool:
    return all(piece.high == 0 for piece in pieces)


def _components(pieces: list[Part]) -> tuple[ComponentAnswer, ...]:
    return tuple(
        ComponentAnswer(
            piece.component.id, piece.component.label, piece.low, piece.high, piece.component.law, piece.person
        )
        for piece in pieces
        if piece.component is not None
    )


def _people(unit: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(sure members, perhaps members) of a unit."""
    pairs = pairs_of(unit)
    if isinstance(pairs, Uncertain):
        return (), ()
    return (
        tuple(person.id for person, presence in pairs if presence is True),
        tuple(person.id for person, presence in pairs if presence is not True),
    )


def _recipients(
    reckoning: Reckoning, service: ServiceDefinition, scope: dict[str, Any], status: str
) -> tuple[str, ...]:
    if status == INELIGIBLE:
        return ()
    if service.recipients is None:
        return (reckoning.applicant.id,)
    pairs = pairs_of(reckoning.evaluate(service.recipients, scope))
    found = [] if isinstance(pairs, Uncertain) else pairs
    return tuple(person.id for person, presence in found if presence is True and isinstance(person, PersonRef))


def _clauses(
    reckoning: Reckoning, found: list[Verdict], scope: dict[str, Any], *, explain: bool
) -> tuple[ClauseAnswer, ...]:
    return tuple(
        ClauseAnswer(
            verdict.clause.id,
            verdict.holds,
            verdict.clause.label,
            verdict.clause.law,
            verdict.clause.stage,
            Explainer(reckoning).values(verdict.clause.when, scope) if explain else (),
            verdict.missing,
            verdict.clause.change,
            verdict.fault,
            _moot(reckoning, verdict, found[:number]),
        )
        for number, verdict in enumerate(found)
    )


def _moot(reckoning: Reckoning, verdict: Verdict, earlier: list[Verdict]) -> bool:
    """Whether "somebody is …, and …" fails because an earlier clause already found nobody among the same people."""
    people = _people_of(reckoning, verdict)
    return verdict.holds is False and any(
        before.holds is False and people is not None and _people_of(reckoning, before) == people for before in earlier
    )


def _people_of(reckoning: Reckoning, verdict: Verdict) -> tuple[ir.Node, ...] | None:
    """The lists a clause looks for somebody in; None when it is not of that kind."""
    node = reckoning.rulebook.bound[verdict.clause.when].node
    if isinstance(node, ir.Quantified) and node.quantifier == "some":
        return tuple(iterator.source for iterator in node.iterators)
    return None


def missing_of(found: list[Verdict], pieces: list[Part], status: str) -> tuple[FactKey, ...]:
    """The facts that may still change the answer; those of clauses first, in the order of the law."""
    if status == INELIGIBLE:
        return ()
    keys: dict[FactKey, None] = {}
    for verdict in found:
        if verdict.clause.stage == "before" and status == UNKNOWN:
            keys.update(dict.fromkeys(sorted(verdict.missing)))
    for piece in pieces:
        keys.update(dict.fromkeys(sorted(piece.missing)))
    return tuple(keys)


def _work_through(reckoning: Reckoning, service: ServiceDefinition) -> None:
    """Reads all that the answer of a service reads."""
    _, status = judged(reckoning, service)
    amount_of(reckoning, service, status)
