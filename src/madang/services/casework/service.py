"""The door of casework: open a case, work on it, decide it; queues, steps and letters."""

from __future__ import annotations

from madang.services.casework.acts.answer_notice import AnswerNotice
from madang.services.casework.acts.answer_objection import AnswerObjection
from madang.services.casework.acts.approve import Approve
from madang.services.casework.acts.ask_supplement import AskSupplement
from madang.services.casework.acts.decide_automatically import DecideAutomatically
from madang.services.casework.acts.extend import Extend
from madang.services.casework.acts.give_notice import GiveNotice
from madang.services.casework.acts.hand_over import HandOver
from madang.services.casework.acts.note import Note
from madang.services.casework.acts.object_to import ObjectTo
from madang.services.casework.acts.open_case import Filing, open_case
from madang.services.casework.acts.refuse import Refuse
from madang.services.casework.acts.supply import Supply
from madang.services.casework.acts.take import Take
from madang.services.casework.acts.withdraw import Withdraw
from madang.services.casework.certificates import issue_certificate, issue_waiting, waiting
from madang.services.casework.legal_clock import due_of
from madang.services.casework.models import Case, IssuedLetter, Objection, Step
from madang.services.casework.queries import (
    PAGE,
    Queue,
    case_of,
    cases_of,
    counts,
    letter_of,
    letters_of,
    objections_of,
    open_case_of,
    queue,
    steps_of,
    visible_to,
)
from madang.services.casework.recommendation import Recommendation, recommend
from madang.services.casework.refusals import (
    AutomaticNotAllowed,
    BadInput,
    CaseworkRefused,
    ChangedMeanwhile,
    NoSuchCase,
    NotEntitled,
    NotHeard,
    NotNow,
    SameOfficial,
    TooLate,
)
from madang.services.casework.seals import AUTHORITY, paper_scope, seal_authority
from madang.services.casework.states import OPEN, Outcome, State, word_of

__all__ = [
    "AUTHORITY",
    "OPEN",
    "PAGE",
    "AnswerNotice",
    "AnswerObjection",
    "Approve",
    "AskSupplement",
    "AutomaticNotAllowed",
    "BadInput",
    "Case",
    "CaseworkRefused",
    "ChangedMeanwhile",
    "DecideAutomatically",
    "Extend",
    "Filing",
    "GiveNotice",
    "HandOver",
    "IssuedLetter",
    "NoSuchCase",
    "NotEntitled",
    "NotHeard",
    "NotNow",
    "Note",
    "ObjectTo",
    "Objection",
    "Outcome",
    "Queue",
    "Recommendation",
    "Refuse",
    "SameOfficial",
    "State",
    "Step",
    "Supply",
    "Take",
    "TooLate",
    "Withdraw",
    "case_of",
    "cases_of",
    "counts",
    "due_of",
    "issue_certificate",
    "issue_waiting",
    "letter_of",
    "letters_of",
    "objections_of",
    "open_case",
    "open_case_of",
    "paper_scope",
    "queue",
    "recommend",
    "seal_authority",
    "steps_of",
    "visible_to",
    "waiting",
    "word_of",
]
