"""What the rules say of a case, for the clerk: the answer with its reasons, and a digest of what was seen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from madang.entitlements.service import Worked, work_out
from madang.rules.service import Answer, Rulebook, answer_to_dict
from madang.services.casework.models import Case
from madang.services.casework.states import Outcome
from madang.trust.service import entered, system


@dataclass(frozen=True, slots=True)
class Recommendation:
    """outcome: granted or refused, None while something is open. seen: names exactly this answer."""

    worked: Worked
    outcome: Outcome | None
    seen: str

    @property
    def answer(self) -> Answer:
        """The answer with its clauses."""
        return self.worked.answer


def recommend(rulebook: Rulebook, case: Case) -> Recommendation:
    """Worked out on what is known now; once it is decided, on what was known then, by today's rulebook.

    Whoever shows it has disclosed the case's persons.
    """
    worked = work_out(rulebook, case.service, case.applicant, case.day, known_at=_known_at(case))
    return Recommendation(worked, _outcome(worked.answer), seen_of(worked.answer))


def _known_at(case: Case) -> dt.datetime | None:
    if case.decision_id is None:
        return None
    with entered(system("casework", tenants=(), subjects=(case.applicant,))):
        return case.decision.known_at if case.decision else None


def seen_of(answer: Answer) -> str:
    """`sha256:` of the answer's own text: another fact or figure and it is another one."""
    text = json.dumps(answer_to_dict(answer), ensure_ascii=False, sort_keys=True)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _outcome(answer: Answer) -> Outcome | None:
    if answer.status == "ineligible":
        return Outcome.refused
    settled = answer.amount is None or answer.amount.low == answer.amount.high
    return Outcome.granted if answer.status == "eligible" and settled else None
