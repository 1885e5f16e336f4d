"""The door of entitlements: decide, explain, recalculate, and where residents stand."""

from __future__ import annotations

from madang.entitlements.acts.decide import decide
from madang.entitlements.acts.move_standings import enrol, follow_changes, look_again_on
from madang.entitlements.acts.recalculate import recalculate
from madang.entitlements.alerts import alerts, fault_figures
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
from madang.entitlements.models import Alert, Decision, Proposal, StandingAnswer, StandingChange
from madang.entitlements.recalculation.proposal import find_proposal, proposal_to_dict
from madang.entitlements.standing.evaluator import Evaluator, Interpreter, Stand
from madang.entitlements.standing.hearing import Hearing, hearing
from madang.entitlements.standing.incremental import MOST_FAMILIES, Incremental
from madang.entitlements.standing.memory import Board, Difference, FactChange
from madang.entitlements.standing.reach import Reach
from madang.entitlements.standing.reading import change_of, changes_of, latest_change, reasons_of_change, standing_of
from madang.entitlements.standing.reassess import Moved
from madang.entitlements.standing.remembered import Remembered
from madang.entitlements.standing.remembering import Remembering
from madang.entitlements.standing.telling import CHANNEL
from madang.entitlements.working_out import Worked, WorkedAll, known_family, work_out, work_out_all

__all__ = [
    "CHANNEL",
    "MOST_FAMILIES",
    "Alert",
    "Board",
    "CannotReplay",
    "Decision",
    "Difference",
    "EntitlementsRefused",
    "Evaluator",
    "Explained",
    "FactChange",
    "Hearing",
    "Incremental",
    "Interpreter",
    "KeyUsed",
    "Moved",
    "NoSuchDecision",
    "NoSuchProposal",
    "NoSuchService",
    "NotSettled",
    "Proposal",
    "Reach",
    "Remembered",
    "Remembering",
    "Stand",
    "StandingAnswer",
    "StandingChange",
    "Worked",
    "WorkedAll",
    "alerts",
    "change_of",
    "changes_of",
    "decide",
    "enrol",
    "explain",
    "fault_figures",
    "find_proposal",
    "follow_changes",
    "hearing",
    "known_family",
    "latest_change",
    "look_again_on",
    "proposal_to_dict",
    "reasons_of_change",
    "recalculate",
    "standing_of",
    "work_out",
    "work_out_all",
]
