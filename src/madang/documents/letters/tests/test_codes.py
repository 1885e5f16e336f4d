"""Verification codes: typed by people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.documents.letters.codes import ALPHABET, CHECKS, printed
from madang.documents.service import CodeRefused, code, new_code, same_code


def weigh(body: str) -> str:
    """Crockford's check character by another way: Horner's rule modulo 37 from the right."""
    total, weight = 0, 1
    for letter in reversed(body):
        total = (total + ALPHABET.index(letter) * weight) % 37
        weight = weight * 32 % 37
    return CHECKS[total]


def test_new_codes_are_typed_back_as_people_type() -> None:
    for _ in range(50):
        made = new_code()
        assert len(made) == 16
        assert made[-1] == weigh(made[:-2].replace("-", ""))
        typed = made.lower().replace("0", "o").replace("1", "l").replace("-", " ")
        assert code(typed) == made
        assert same_code(typed, made)


def test_codes_are_not_repeated() -> None:
    assert len({new_code() for _ in range(500)}) == 500


bodies = st.text(ALPHABET, min_size=12, max_size=12).filter(lambda body: weigh(body) in ALPHABET)


@given(bodies, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_caught(body: str, place: int, other: str) -> None:
    made = printed(body)
    wrong = body[:place] + other + body[place + 1 :]
    if wrong != body:
        with pytest.raises(CodeRefused):
            code(wrong + made[-1])
        assert not same_code(wrong + made[-1], made)


@given(bodies, st.integers(0, 10))
def test_two_swapped_characters_are_always_caught(body: str, place: int) -> None:
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    if swapped != body:
        with pytest.raises(CodeRefused):
            code(swapped + printed(body)[-1])


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "VRD8-GCS9-FJXG", "VRD8-GCS9-FJXG-~", "가" * 13, "V" * 1_000_000, "VRD8-GCS9-FJXG-ſ", None]
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(CodeRefused):
        code(typed)
