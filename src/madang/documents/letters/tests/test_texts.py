"""What is seen is what was sent in, or it is refused."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.documents.fonts import FOLDER, code_points, covered
from madang.documents.letters.texts import text, visible
from madang.documents.service import TextRefused, shown


@pytest.mark.parametrize(
    "said", ["홍길동", "뷁쀍", "漢字 洪吉童", "㎡ ① ㉠ ※ ○ · 「법」 『 』", "👶🏠☎", "Nguyễn Thị", "a  b", "#*@$\\\"'"]
)
def test_visible_texts_are_kept(said: str) -> None:
    assert text(said, "name") == said


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("1\u200b0원", "U+200B"),  # a number with something inside
        ("\u202e0001", "U+202E"),  # turned around
        ("a\u200f", "U+200F"),
        ("홍\u3164길동", "U+3164"),  # a filler that looks like a blank
        ("a\nb", "U+000A"),
        ("\x00", "U+0000"),
        ("\ue000", "U+E000"),
        ("\ud800", "U+D800"),
        ("x\u0301", "U+0301"),  # no composed letter
        ("\u0e44", "U+0E44"),  # no glyph
    ],
)
def test_what_cannot_be_seen_is_refused_by_number(said: str, named: str) -> None:
    with pytest.raises(TextRefused) as refused:
        text(said, "name")
    assert named in refused.value.text("ko")
    assert named in refused.value.text("en")
    assert f"[{named}]" in shown(said) or said == "a\nb"


@pytest.mark.parametrize("said", ["", "   ", "가" * 301, 7])
def test_empty_long_and_other_things_are_refused(said: str) -> None:
    with pytest.raises(TextRefused):
        text(said, "name")


def test_korean_is_kept_in_composed_form() -> None:
    assert text(unicodedata.normalize("NFD", "홍길동"), "name") == "홍길동"


@given(st.text(min_size=1, max_size=60))
def test_anything_made_shown_is_accepted_and_loses_nothing(said: str) -> None:
    seen = shown(said)
    assert text(seen, "name", 4_000, empty=True) == seen
    kept = [letter for letter in unicodedata.normalize("NFC", said) if visible(letter)]
    left = iter(seen)
    assert all(letter in left for letter in kept)


def test_long_texts_end_in_a_mark() -> None:
    assert shown("가" * 5_000, 10) == "가" * 9 + "…"


def test_bold_shows_what_regular_shows() -> None:
    assert code_points(FOLDER / "PretendardGOV-Bold.otf") == code_points(FOLDER / "PretendardGOV-Regular.otf")
    assert set(range(0xAC00, 0xD7A4)) <= covered()
