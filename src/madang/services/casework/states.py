"""States of a case, in the words people know from the counter."""

from __future__ import annotations

from enum import StrEnum

from madang.rules.service import Label


class State(StrEnum):
    """Where a case is. `notice`: the applicant is told what is intended and may speak first."""

    received = "received"
    working = "working"
    supplement = "supplement"
    notice = "notice"
    decided = "decided"
    withdrawn = "withdrawn"


class Outcome(StrEnum):
    """How it ended."""

    granted = "granted"
    refused = "refused"
    issued = "issued"
    withdrawn = "withdrawn"


WORDS = {
    State.received: Label("접수", "Received"),
    State.working: Label("처리중", "In progress"),
    State.supplement: Label("보완요청", "More information asked"),
    State.notice: Label("의견제출 기다림", "Waiting for your opinion"),
    State.decided: Label("완료", "Done"),
    State.withdrawn: Label("취하", "Withdrawn"),
}
REFUSED = Label("반려", "Refused")
OPEN = (State.received, State.working, State.supplement, State.notice)
WORKABLE = frozenset({State.received, State.working})


def word_of(state: str, outcome: str = "") -> Label:
    """What the applicant and the clerk read."""
    return REFUSED if outcome == Outcome.refused else WORDS[State(state)]
