"""Recalculate the decisions in force by today's law and facts, and keep what would change as a proposal."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db import transaction

from madang.entitlements.decisions.laws import keep_law
from madang.entitlements.models import Decision, Proposal, ProposalLine
from madang.entitlements.recalculation.affected import Affected, affected, in_force
from madang.entitlements.recalculation.due import Due, due
from madang.facts.service import now
from madang.rules.service import Rulebook

TO_DECIDE, HEARING_FIRST, OPEN = "to_decide", "hearing_first", "open"


def recalculate(
    rulebook: Rulebook,
    *,
    services: Collection[str] | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Proposal:
    """Works out anew what a changed fact or law can have reached, and proposes the differences; nothing is carried out.

    services: only decisions on these. progress: told (done, of) after each decision. Twice without a change between
    proposes the same.
    """
    moment = now()
    decisions = in_force(services)
    reached = list(affected(rulebook, decisions))
    lines: list[ProposalLine] = []
    for number, one in enumerate(reached, start=1):
        found = due(rulebook, one.decision, moment)
        if found.open or (found.status, found.amount) != (one.decision.status, one.decision.amount):
            lines.append(_line(rulebook, one, found))
        progress(number, len(reached))
    with transaction.atomic():
        proposal = Proposal.objects.create(
            made_at=now(), known_at=moment, rulebook=rulebook.pack.version, considered=len(decisions),
            recalculated=len(reached),
        )  # fmt: skip
        for line in lines:
            line.proposal = proposal
        ProposalLine.objects.bulk_create(lines, batch_size=2_000)
    return proposal


def _line(rulebook: Rulebook, one: Affected, found: Due) -> ProposalLine:
    decision = one.decision
    difference = 0 if found.open else (found.amount or 0) - (decision.amount or 0)
    return ProposalLine(
        decision=decision, month=decision.date.replace(day=1), because=one.because, after_status=found.status,
        after_amount=found.amount, difference=difference, state=_state(decision, found, difference),
        open_facts=list(found.missing), fault=found.fault and {"ko": found.fault.ko, "en": found.fault.en},
        closure=found.closure, facts=list(found.facts), answer=found.digest,
        law_id=keep_law(rulebook, decision.service, decision.date) if found.closure else None,
    )  # fmt: skip


def _state(decision: Decision, found: Due, difference: int) -> str:
    """Adverse is whoever loses money or the benefit; what is open is neither yet."""
    if found.open:
        return OPEN
    lost = decision.status == "eligible" and found.status == "ineligible"
    return HEARING_FIRST if lost or difference < 0 else TO_DECIDE
