"""An answer as one text, and its digest: what "the same answer" means."""

from __future__ import annotations

import json

from madang.entitlements.decisions.laws import digest_of
from madang.rules.service import Answer, Label, answer_to_dict


def text_of(answer: Answer) -> str:
    """The answer with its reasons as JSON (rules/schema/answer.schema.json), always the same bytes for the same one."""
    return json.dumps(answer_to_dict(answer), ensure_ascii=False, separators=(",", ":"))


def answer_digest(answer: Answer) -> str:
    """The digest of that text."""
    return digest_of(text_of(answer))


def settled_amount(answer: Answer) -> int | None:
    """Whole won, 0 where nothing is owed, None for help in kind. ValueError while the sum is open."""
    if answer.status == "ineligible":
        return 0
    if answer.amount is None:
        return None
    if answer.amount.low != answer.amount.high:
        raise ValueError("the amount is open")
    return answer.amount.low


def faults_of(answer: Answer) -> list[Label]:
    """What went wrong while the answer was worked out; nothing can be decided on it then, even where it says yes."""
    faults = [clause.fault for clause in answer.clauses if clause.fault is not None]
    return faults + [note.text for note in answer.notes if note.id in ("fault", "outside_years")]
