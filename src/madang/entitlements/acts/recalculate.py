"""Recalculate the decisions in force by today's law and facts, and keep what would change as a proposal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.db import transaction

from madang.entitlements.alerts import DEFINITION, FACTS, Fault, raise_alerts
from madang.entitlements.decisions.laws import keep_law
from madang.entitlements.models import Decision, Proposal, ProposalLine
from madang.entitlements.recalculation.affected import BATCH, Affected, affected, in_force
from madang.entitlements.recalculation.due import Due, due
from madang.entitlements.recalculation.spool import Spool
from madang.entitlements.whole import on_all_facts
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

    services: only decisions on these. progress: told (decisions read, of how many). Twice without a change between
    proposes the same. Memory is that of a batch, however many decisions there are and however many differ. A definition
    that fails raises an alert, one for all whom it meets.
    """
    moment, decisions, faults = now(), in_force(services), _Faults()
    recalculated = 0
    with on_all_facts(), Spool() as lines:
        considered = decisions.count()
        reading = _told(decisions.iterator(chunk_size=BATCH), lambda read: progress(read, considered))
        for one in affected(rulebook, reading):
            recalculated += 1
            found = due(rulebook, one.decision, moment)
            if found.open or (found.status, found.amount) != (one.decision.status, one.decision.amount):
                lines.add(_line(rulebook, one, found))
            faults.note(one.decision, found)
        with transaction.atomic():
            proposal = Proposal.objects.create(
                made_at=now(), known_at=moment, rulebook=rulebook.pack.version, considered=considered,
                recalculated=recalculated,
            )  # fmt: skip
            for batch in lines.batches():
                ProposalLine.objects.bulk_create([ProposalLine(proposal=proposal, **line) for line in batch])
            raise_alerts(faults.met.values())
    return proposal


def _told(decisions: Iterable[Decision], tell: Callable[[int], None]) -> Iterator[Decision]:
    for number, decision in enumerate(decisions, start=1):
        yield decision
        tell(number)


class _Faults:
    """What went wrong, once for each service and reason, with how many people it met: their decisions come together."""

    def __init__(self) -> None:
        self.met: dict[tuple[str, str], Fault] = {}
        self._last: dict[tuple[str, str], str] = {}

    def note(self, decision: Decision, found: Due) -> None:
        """One decision worked out again."""
        if found.fault is None:
            return
        service, code = (decision.service, DEFINITION) if found.closure else ("", FACTS)
        key = service, found.fault.en
        held = self.met.get(key) or Fault(service, code, found.fault, decision.subject, residents=0)
        self.met[key] = held._replace(residents=held.residents + (self._last.get(key) != decision.subject))
        self._last[key] = decision.subject


def _line(rulebook: Rulebook, one: Affected, found: Due) -> dict[str, Any]:
    decision = one.decision
    difference = 0 if found.open else (found.amount or 0) - (decision.amount or 0)
    return {
        "decision_id": decision.pk,
        "month": decision.date.replace(day=1),
        "because": one.because,
        "after_status": found.status,
        "after_amount": found.amount,
        "difference": difference,
        "state": _state(decision, found, difference),
        "open_facts": list(found.missing),
        "fault": found.fault and {"ko": found.fault.ko, "en": found.fault.en},
        "closure": found.closure,
        "facts": list(found.facts),
        "answer": found.digest,
        "law_id": keep_law(rulebook, decision.service, decision.date) if found.closure else None,
    }


def _state(decision: Decision, found: Due, difference: int) -> str:
    """Adverse is whoever loses money or the benefit; what is open is neither yet."""
    if found.open:
        return OPEN
    lost = decision.status == "eligible" and found.status == "ineligible"
    return HEARING_FIRST if lost or difference < 0 else TO_DECIDE
