"""A proposal as people review it: lines, sums by service and month, and the reason of each line."""

from __future__ import annotations

from typing import Any

from madang.entitlements.decisions.laws import kept_law
from madang.entitlements.decisions.replay import replay, worked_out
from madang.entitlements.errors import NoSuchProposal
from madang.entitlements.models import Proposal, ProposalLine
from madang.entitlements.reasons import reasons_between
from madang.entitlements.whole import on_all_facts


def find_proposal(number: int | None = None) -> Proposal:
    """A proposal by its number, the latest without one. Raises NoSuchProposal."""
    found = Proposal.objects.order_by("pk").last() if number is None else Proposal.objects.filter(pk=number).first()
    if found is None:
        raise NoSuchProposal("그런 재계산이 없습니다.", "There is no such recalculation.")
    return found


def lines_of(proposal: Proposal) -> list[ProposalLine]:
    """Its lines by service, person and month. One query."""
    rows = ProposalLine.objects.filter(proposal=proposal).select_related("decision")
    return list(rows.order_by("decision__service", "decision__subject", "month"))


def reasons_of(line: ProposalLine) -> dict[str, Any]:
    """Why the line differs (:func:`madang.entitlements.reasons.reasons_between`); none where the service ended."""
    with on_all_facts():
        _, before = replay(line.decision)
        if line.law_id is None:
            return {"clauses": [], "values": []}
        return reasons_between(before, worked_out(kept_law(line.law_id), line.decision, line.facts))


def proposal_to_dict(proposal: Proposal, *, reasons: bool = True) -> dict[str, Any]:
    """The proposal as JSON: every line, and sums by service and month that add up to the totals, in won."""
    lines = [_line(line, reasons=reasons) for line in lines_of(proposal)]
    return {
        "proposal": proposal.pk,
        "made_at": proposal.made_at.isoformat(),
        "known_at": proposal.known_at.isoformat(),
        "rulebook": proposal.rulebook,
        "considered": proposal.considered,
        "recalculated": proposal.recalculated,
        "lines": lines,
        "by_service_and_month": _sums(lines),
        "totals": _sum(lines),
    }


def _line(line: ProposalLine, *, reasons: bool) -> dict[str, Any]:
    decision = line.decision
    found = {
        "decision": decision.pk,
        "service": decision.service,
        "subject": decision.subject,
        "month": f"{line.month:%Y-%m}",
        "per": decision.per,
        "because": line.because,
        "before": {"status": decision.status, "amount": decision.amount},
        "after": {"status": line.after_status, "amount": line.after_amount},
        "difference": line.difference,
        "state": line.state,
        "open_facts": line.open_facts,
        "fault": line.fault,
    }
    return found | ({"reasons": reasons_of(line)} if reasons else {})


def _sums(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for line in lines:
        groups.setdefault((line["service"], line["month"]), []).append(line)
    return [{"service": key[0], "month": key[1], **_sum(groups[key])} for key in sorted(groups)]


def _sum(lines: list[dict[str, Any]]) -> dict[str, int]:
    """arrears: owed to people; overpayment: paid and not owed; both positive, in won."""
    differences = [line["difference"] for line in lines]
    return {
        "people": len({line["subject"] for line in lines}),
        "decisions": len(lines),
        "open": sum(line["state"] == "open" for line in lines),
        "arrears": sum(one for one in differences if one > 0),
        "overpayment": -sum(one for one in differences if one < 0),
        "difference": sum(differences),
    }
