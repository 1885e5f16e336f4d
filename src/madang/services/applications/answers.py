"""What only the applicant can say, checked against the procedure's questions."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from madang.rules.procedures.service import Ask, Procedure
from madang.services.applications.refusals import BadAnswer, StillMissing

LONGEST = 500


def checked(procedure: Procedure, given: Mapping[str, Any]) -> dict[str, str]:
    """The answers to questions of the procedure, as texts in NFC; others are refused. BadAnswer names the question."""
    questions = {ask.id: ask for ask in procedure.asks}
    for name in given.keys() - questions.keys():
        raise BadAnswer(f"'{name[:40]}'은(는) 묻지 않았습니다.", f"'{name[:40]}' was not asked.")
    return {name: _text(questions[name], value) for name, value in given.items()}


def asked_of(procedure: Procedure, open_facts: Collection[str]) -> tuple[Ask, ...]:
    """The questions that matter: the application's own, and of facts those that the answer still waits for."""
    return tuple(ask for ask in procedure.asks if ask.fact is None or ask.fact in open_facts)


def complete(asks: Iterable[Ask], answers: Mapping[str, str]) -> None:
    """Raises StillMissing naming the questions that are still open."""
    missing = [ask for ask in asks if not answers.get(ask.id)]
    if missing:
        raise StillMissing(
            f"아직 답하지 않은 것이 있습니다: {', '.join(ask.label.ko for ask in missing)}.",
            f"Still to be answered: {', '.join(ask.label.en for ask in missing)}.",
            tuple(ask.id for ask in missing),
        )


def _text(ask: Ask, value: Any) -> str:
    if not isinstance(value, str):
        raise BadAnswer(f"'{ask.label.ko}'의 답이 글이 아닙니다.", f"The answer to '{ask.label.en}' is no text.")
    text = unicodedata.normalize("NFC", value).strip()
    if len(text) > LONGEST or any(unicodedata.category(one) == "Cc" for one in text):
        raise BadAnswer(
            f"'{ask.label.ko}'의 답이 너무 길거나 쓸 수 없는 글자가 있습니다.",
            f"The answer to '{ask.label.en}' is too long, or holds characters that cannot be.",
        )
    return text
