"""A step of a case: what happened, the state it brought, and the clock reckoned anew."""

from __future__ import annotations

import datetime as dt
from typing import Any

from madang.exchange.mydata.service import end_asks
from madang.services.casework.legal_clock import due_of, moment_of
from madang.services.casework.models import Case, Step
from madang.services.casework.states import Outcome, State
from madang.trust.service import Doing

ENDED = (State.decided, State.withdrawn)


def step(
    case: Case,
    doing: Doing,
    kind: str,
    after: State | None = None,
    *,
    said: dict[str, Any] | None = None,
    until: dt.date | None = None,
    inner: bool = False,
    outcome: Outcome | None = None,
) -> Step:
    """Writes the step, moves the case and reckons its clock; within the act `doing`, with the case locked.

    after: the new state, the same when left out. outcome: how it ends. inner: a note that the applicant does not read.
    The applicant is concerned (others: `doing.about`); an event tells other rooms.
    """
    before = case.state
    case.state = (after or State(case.state)).value
    made = Step.objects.create(
        case=case, at=doing.at, kind=kind, actor=doing.principal.actor, before=before, after=case.state,
        said=said or {}, until=until, known_to_applicant=not inner,
    )  # fmt: skip
    case.version += 1
    if outcome is not None:
        case.decided_at, case.outcome = doing.at, outcome.value
        end_asks(case.number, doing.at)
    elif case.state not in ENDED:
        case.due_at = moment_of(due_of(case, case.steps.order_by("id")).due)
    case.save()
    doing.about([case.applicant])
    doing.note(case=case.number, service=case.service, step=kind, state=case.state)
    doing.tell(
        f"kr.madang.case.{kind}", subject=case.applicant,
        data={"case": case.pk, "service": case.service, "state": case.state, "outcome": case.outcome},
    )  # fmt: skip
    return made
