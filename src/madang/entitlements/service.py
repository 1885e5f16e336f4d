"""The door of entitlements: decide, explain, recalculate, and where residents stand."""

from __future__ import annotations

from madang.entitlements.acts.decide import decide
from madang.entitlements.acts.recalculate import recalculate
from madang.entitlements.decisions.replay import Explained, explain
from madang.entitlements.errors import (
    CannotReplay,
    EntitlementsRefused,
    KeyUsed,
    NoSuchDecision,
    NoSuchProposal,
    NoSuchService,
    NotSettled,
)
from madang.entitlements.models import Decision, Proposal
from madang.entitlements.recalculation.proposal import find_proposal, proposal_to_dict
from madang.entitlements.standing.evaluator import Evaluator, Interpreter, Stand
from madang.entitlements.standing.memory import Board, Difference, FactChange
from madang.entitlements.standing.reach import Reach

__all__ = [
    "Board",
    "CannotReplay",
    "Decision",
    "Difference",
    "EntitlementsRefused",
    "Evaluator",
    "Explained",
    "FactChange",
    "Interpreter",
    "KeyUsed",
    "NoSuchDecision",
    "NoSuchProposal",
    "NoSuchService",
    "NotSettled",
    "Proposal",
    "Reach",
    "Stand",
    "decide",
    "explain",
    "find_proposal",
    "proposal_to_dict",
    "recalculate",
]
