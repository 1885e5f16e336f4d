"""What is due for a decision's month by today's law and by what is known now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from madang.entitlements.acts.decide import answer_as_known
from madang.entitlements.decisions.answers import answer_digest, faults_of, settled_amount
from madang.entitlements.errors import NoSuchService
from madang.entitlements.models import Decision
from madang.rules.service import Answer, Label, ProblemsFound, Rulebook


@dataclass(frozen=True, slots=True)
class Due:
    """status eligible, ineligible or unknown; amount in won, None in kind or while open; what it rests on.

    missing: facts it waits for. fault: what went wrong, if something did. digest: of the answer's text.
    """

    status: str
    amount: int | None
    missing: tuple[str, ...] = ()
    fault: Label | None = None
    closure: str = ""
    facts: tuple[int, ...] = ()
    digest: str = ""

    @property
    def open(self) -> bool:
        """Whether something is still missing or wrong."""
        return self.status == "unknown" or bool(self.missing) or self.fault is not None


def due(rulebook: Rulebook, decision: Decision, known_at: dt.datetime) -> Due:
    """What the decision would be. A service that is no longer there on the day gives nothing to anybody."""
    try:
        answer, known = answer_as_known(rulebook, decision.service, decision.subject, decision.date, known_at)
    except NoSuchService:
        return Due("ineligible", 0)
    except ProblemsFound as found:
        return Due("unknown", None, fault=Label(found.text("ko"), found.text("en")))
    return _of(answer, known.facts)


def _of(answer: Answer, facts: tuple[int, ...]) -> Due:
    missing = tuple(dict.fromkeys(name for name, _ in answer.missing))
    try:
        status, amount = answer.status, settled_amount(answer) if answer.status != "unknown" else None
    except ValueError:
        status, amount = "unknown", None
    # A settled answer may leave facts open that change nothing any more.
    missing = missing if status == "unknown" else ()
    faults = [] if status == "ineligible" else faults_of(answer)
    return Due(status, amount, missing, next(iter(faults), None), answer.closure, facts, answer_digest(answer))
