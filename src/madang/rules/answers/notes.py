"""The sentences that go with an answer: the definition's own, and what a reader must know of how it came about."""

from __future__ import annotations

from functools import partial
from typing import Any

from madang.rules.answers.failing import or_else
from madang.rules.answers.model import NoteAnswer
from madang.rules.answers.verdict import ELIGIBLE, INELIGIBLE, UNKNOWN, Verdict, status_of
from madang.rules.model import Expression, Label, ServiceDefinition
from madang.rules.reckoning.facts import UNNAMED_SPOUSE
from madang.rules.reckoning.world import Reckoning

UNNAMED = Label(
    "혼인 중이라고 하셨는데 배우자가 적혀 있지 않습니다. 따로 살더라도 배우자를 적어 주시면 답이 정해집니다.",
    "You are married, but your spouse is not listed. List them, even if you live apart, and the answer can be settled.",
)
EITHER_WAY = Label(
    "확인되지 않은 것이 남아 있지만, 어느 쪽이든 결과는 같습니다.",
    "Something is still open, but the result is the same either way.",
)


def notes_of(
    reckoning: Reckoning,
    service: ServiceDefinition,
    scope: dict[str, Any],
    found: list[Verdict],
    status: str,
    faults: list[Label],
    *,
    nothing: bool,
) -> tuple[NoteAnswer, ...]:
    """The notes of an answer. faults: what went wrong so far, told last; nothing: the amount is settled at zero."""
    faults, notes = list(faults), []
    for note in service.notes:
        if note.no_money and not (nothing and status == ELIGIBLE):
            continue
        holds = partial(_holds, reckoning, note.when, scope)
        if or_else(reckoning, holds, False, faults) is True:
            notes.append(NoteAnswer(note.id, note.text, note.no_money))
    in_part = service.partial.get(str(reckoning.date.year))
    if in_part:
        notes.append(NoteAnswer("partial", Label(in_part, in_part)))
    notes.extend(
        NoteAnswer(f"after_{verdict.clause.id}", _afterwards(verdict.clause.label, verdict.holds))
        for verdict in found
        if verdict.clause.stage == "after" and verdict.holds is not True and status != INELIGIBLE
    )
    if any(id.endswith(UNNAMED_SPOUSE) for verdict in found for _, id in verdict.missing) and status != INELIGIBLE:
        notes.append(NoteAnswer("unnamed_spouse", UNNAMED))
    if status != UNKNOWN and status_of(reckoning, found) == UNKNOWN:
        notes.append(NoteAnswer("either_way", EITHER_WAY))
    notes.extend(
        NoteAnswer(
            "fault",
            Label(
                f"규칙을 끝까지 계산하지 못했습니다: {text.ko}.",
                f"The rule could not be worked out to the end: {text.en}.",
            ),
        )
        for text in dict.fromkeys(faults)
    )
    return tuple(notes)


def _holds(reckoning: Reckoning, when: Expression | None, scope: dict[str, Any]) -> Any:
    return True if when is None else reckoning.evaluate(when, scope)


def _afterwards(label: Label, holds: bool | None) -> Label:
    """What a clause that is inquired into after the aid means now (긴급복지지원법 §13, §15)."""
    if holds is None:
        return Label(
            f"먼저 지원하고 나중에 조사합니다: {label.ko}", f"Aid comes first; inquired into afterwards: {label.en}"
        )
    return Label(
        f"먼저 지원하고 나중에 조사합니다. 말씀하신 대로면 '{label.ko}' 기준에 맞지 않아, "
        "조사에서 확인되면 돌려드려야 할 수 있습니다.",
        f"Aid comes first and the inquiry after. By what you said, '{label.en}' is not met; "
        "if the inquiry confirms it, the aid may have to be repaid.",
    )
