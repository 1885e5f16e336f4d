"""A letter has what the law wants on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from madang.documents.letters.tests.samples import CITY, CODE, letter
from madang.documents.service import Addressee, CodeRefused, Kind, LetterRefused, Row, Rows, TextRefused, Way


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_kind_can_be_written(kind: Kind, language: str) -> None:
    assert letter(kind, language).title


@pytest.mark.parametrize(
    ("kind", "without", "law"),
    [
        (Kind.decision_refused, {"sections": ()}, "21"),
        (Kind.extension, {"sections": ()}, "23"),
        (Kind.decision_granted, {"ways": ()}, "26"),
        (Kind.decision_refused, {"ways": ()}, "26"),
        (Kind.decision_changed, {"ways": ()}, "26"),
        (Kind.advance_notice, {"ways": ()}, "21"),
        (Kind.supplement_request, {"ways": (Way("보완", "창원시", "10일 이내"),)}, "21"),
        (Kind.decision_granted, {"handled_by": ()}, "24"),
        (Kind.decision_granted, {"issuer": replace(CITY, phone="")}, "24"),
        (Kind.advance_notice, {"addressee": Addressee("홍길동")}, "21"),
    ],
)
def test_a_missing_part_is_refused_with_the_article(kind: Kind, without: dict[str, Any], law: str) -> None:
    with pytest.raises(LetterRefused) as refused:
        letter(kind, **without)
    assert law in refused.value.text("ko")
    assert law in refused.value.text("en")
    assert refused.value.code == "letter_incomplete"


@pytest.mark.parametrize(
    "changes",
    [
        {"facts": (Row("주민등록번호", "900101-1234567"),)},
        {"addressee": Addressee("홍길동 900101 - 1234567")},
        {"id": "p/0001"},
        {"id": "소문자"},
        {"language": "fr"},
        {"facts": ()},
        {"facts": tuple(Row(f"{number}", "1") for number in range(13))},
        {"sections": ("글",)},
        {"attachments": ("가",) * 61},
    ],
)
def test_what_a_letter_may_not_hold(changes: dict[str, Any]) -> None:
    with pytest.raises(LetterRefused):
        letter(Kind.receipt, **changes)


def test_codes_and_texts_are_checked() -> None:
    with pytest.raises(CodeRefused):
        letter(Kind.receipt, code=CODE[:-1] + "T")
    with pytest.raises(TextRefused):
        letter(Kind.receipt, opening=("\u202e",))
    with pytest.raises(ValueError):
        replace(letter(Kind.receipt), kind="love")  # type: ignore[arg-type]
    with pytest.raises(LetterRefused):
        Way("이의신청", "창원시")
    with pytest.raises(LetterRefused):
        Rows("표", ("가", "나"), (("1",),))


def test_a_letter_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        letter(Kind.receipt).title = "x"  # type: ignore[misc]
