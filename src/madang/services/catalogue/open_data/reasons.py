"""Why a record is not taken: a stable code and a sentence in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from madang.rules.service import Label
from madang.services.catalogue.open_data.texts import one_line


@dataclass(frozen=True, slots=True)
class Reason:
    """code is stable and for counting; field: the field it is about, or ""."""

    code: str
    label: Label
    field: str = ""


class NotTaken(Exception):
    """Inside the readers only: carries the reason out to where it is returned."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.label.en)
        self.reason = reason


def reason(code: str, field: str = "", detail: str = "") -> Reason:
    """The reason of a code. detail: what stood there; it is cut short. KeyError for an unknown code."""
    ko, en = SENTENCES[code]
    field, detail = one_line(field)[:60], one_line(detail)[:80]
    return Reason(code, Label(ko.format(field=field, detail=detail), en.format(field=field, detail=detail)), field)


TELL = ("제공기관에 알리세요.", "tell the agency that publishes it")
SENTENCES = {
    code: (f"{ko} {TELL[0]}", f"{en}; {TELL[1]}")
    for code, (ko, en) in {
        "not_a_record": ("항목이 이름과 값으로 된 레코드가 아닙니다.", "it is no record of names and values"),
        "old_form": ("v1의 옛 형식입니다 (SVC_ID).", "it has the old form of v1 (SVC_ID)"),
        "no_id": ("'{field}' 값이 비어 있습니다.", "'{field}' is empty"),
        "bad_id": ("'{field}' 값이 ID가 아닙니다: '{detail}'.", "'{field}' is no id: '{detail}'"),
        "no_name": ("'{field}' 값이 비어 있습니다.", "'{field}' is empty"),
        "no_agency": ("'{field}' 값이 비어 있습니다.", "'{field}' is empty"),
        "not_text": ("'{field}' 값이 글이 아닙니다: {detail}.", "'{field}' is no text: {detail}"),
        "too_long": ("'{field}' 값이 너무 깁니다 ({detail}자).", "'{field}' is too long ({detail} characters)"),
        "field_twice": ("한 레코드에 '{field}' 항목이 두 번 있습니다.", "'{field}' is there twice in one record"),
        "bad_flag": ("'{field}' 값이 Y도 빈 값도 아닙니다: '{detail}'.", "'{field}' is not Y, nor empty: '{detail}'"),
        "bad_age": ("'{field}' 값이 나이가 아닙니다: '{detail}'.", "'{field}' is no age: '{detail}'"),
        "ages_crossed": ("나이의 시작이 끝보다 늦습니다 ({detail}).", "the ages begin after they end ({detail})"),
        "repeated": ("같은 ID가 앞에 이미 있습니다: {detail}.", "the id was there before: {detail}"),
        "no_list_record": (
            "목록에 없거나 목록에서 받지 못한 서비스의 레코드입니다: {detail}.",
            "it belongs to no service that was taken from the list: {detail}",
        ),
        "another_id": (
            "물은 서비스의 상세가 아닙니다: {detail}.",
            "it is the detail of another service than was asked for: {detail}"
        ),
        "no_such_detail": ("상세가 없다고 합니다: {detail}.", "the source has no detail of it: {detail}"),
    }.items()
}  # fmt: skip
"""Every code with its sentences; {field} and {detail} are filled in."""

WORDS = {
    "not_a_record": Label("레코드가 아님", "no record"),
    "old_form": Label("옛 형식", "the old form"),
    "no_id": Label("ID가 없음", "no id"),
    "bad_id": Label("ID를 읽을 수 없음", "an id that is none"),
    "no_name": Label("이름이 없음", "no name"),
    "no_agency": Label("기관이 없음", "no agency"),
    "not_text": Label("글이 아닌 값", "a value that is no text"),
    "too_long": Label("너무 긴 값", "a value that is too long"),
    "field_twice": Label("같은 항목이 두 번 있음", "a field twice"),
    "bad_flag": Label("Y도 빈 값도 아닌 값", "a value that is not Y, nor empty"),
    "bad_age": Label("나이가 아닌 값", "an age that is none"),
    "ages_crossed": Label("시작이 끝보다 늦은 나이", "ages that begin after they end"),
    "repeated": Label("앞에 이미 있는 ID", "an id that was there before"),
    "no_list_record": Label("목록에 없는 서비스", "of no service that was taken from the list"),
    "another_id": Label("다른 서비스의 상세", "the detail of another service"),
    "no_such_detail": Label("상세가 없음", "no detail"),
}
"""What rows of a code are called together, where no single one is spoken of."""
