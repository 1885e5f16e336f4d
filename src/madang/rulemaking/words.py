"""What people write about a draft, checked at the edge; the words for its states."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from madang.rulemaking.refusals import BadWords
from madang.rules.service import Label

TITLE, REASON = 120, 4_000
"""Most characters of a title; of a reason."""


class State(StrEnum):
    """Where a draft stands. open and returned may be edited; released and withdrawn are the end."""

    open = "open"
    submitted = "submitted"
    returned = "returned"
    released = "released"
    withdrawn = "withdrawn"


EDITABLE = frozenset({State.open, State.returned})
STATE_LABELS = {
    State.open: Label("작성 중", "being written"),
    State.submitted: Label("검토 대기", "waiting for review"),
    State.returned: Label("돌려보냄", "sent back"),
    State.released: Label("시행됨", "released"),
    State.withdrawn: Label("거두어들임", "withdrawn"),
}
_never = {"Cc", "Cs", "Co", "Cf", "Zl", "Zp"}


def title(text: str) -> str:
    """One line. BadWords."""
    return _words(" ".join(text.split()), Label("제목", "a title"), TITLE)


def reason(text: str) -> str:
    """Why. BadWords."""
    return _words(text.replace("\r\n", "\n"), Label("이유", "a reason"), REASON)


def note(text: str) -> str:
    """What a revision changes, in a line; may be empty. BadWords."""
    plain = " ".join(text.split())
    return _words(plain, Label("변경 설명", "what is changed"), TITLE) if plain else ""


def _words(text: str, what: Label, most: int) -> str:
    found = unicodedata.normalize("NFC", text).strip()
    if not found:
        raise BadWords(f"{what.ko}을(를) 적어 주세요.", f"Please write {what.en}.")
    if len(found) > most:
        raise BadWords(f"{what.ko}은(는) {most:,}자까지 적을 수 있습니다.", f"At most {most:,} characters: {what.en}.")
    if any(unicodedata.category(one) in _never and one not in "\n\t" for one in found):
        raise BadWords(f"{what.ko}에 쓸 수 없는 글자가 있습니다.", f"There are characters that cannot be in {what.en}.")
    return found
