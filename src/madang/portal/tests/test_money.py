"""Amounts as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.portal.shown.words import won_in_words
from madang.portal.typed.money import read_money
from madang.portal.typed.refusal import NotRead


@pytest.mark.parametrize(
    ("typed", "won"),
    [
        ("1,500,000", 1_500_000), ("1500000", 1_500_000), ("150만", 1_500_000), ("150만원", 1_500_000),
        ("150 만 원", 1_500_000), ("1억 2천", 120_000_000), ("1억 2천만", 120_000_000), ("1억2천5백만", 125_000_000),
        ("1.5억", 150_000_000), ("3천5백만", 35_000_000), ("2천원", 2_000), ("천만원", 10_000_000), ("만원", 10_000),
        ("150만 5천원", 1_505_000), ("150만5000", 1_505_000), ("1조 2억", 1_000_200_000_000), ("１５０만", 1_500_000),
        ("1.5 million", 1_500_000), ("150k", 150_000), ("₩1,500,000", 1_500_000), ("KRW 200", 200), ("없음", 0),
        ("0", 0), ("0원", 0), ("1억 50000000", 150_000_000),
        ("1,000억 1원", 100_000_000_001), ("1억 2,000원", 100_002_000),
    ],
)  # fmt: skip
def test_is_read(typed: str, won: int) -> None:
    assert read_money(typed) == won


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("", "for example"), ("abc", "for example"), ("1,50", "for example"), ("억억", "for example"),
        ("5만3억", "for example"), ("1e5", "for example"), ("٣", "for example"), ("원", "for example"),
        ("2천", "ten thousands"), ("1억 5000", "ten thousands"), ("1조 2천", "ten thousands"),
        ("1억 2천원", "ten thousands"), ("-5", "below zero"),
        ("9" * 39, "ten trillion"), ("1.5", "whole won"), ("1" * 5000, "for example"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("in_english")
def test_is_refused_with_what_to_write_instead(typed: str, about: str) -> None:
    with pytest.raises(NotRead) as refused:
        read_money(typed)
    assert about in str(refused.value.message)


@given(st.integers(0, 10**13) | st.integers(0, 10**5).map(lambda rest: 10**11 + rest))
def test_every_amount_reads_as_it_is_echoed(won: int) -> None:
    assert read_money(f"{won:,}") == won
    assert read_money(won_in_words(won)) == won


@given(st.text(max_size=60) | st.text("0123456789.,천백십만억조원 -", max_size=30))
def test_anything_is_an_amount_or_refused(typed: str) -> None:
    try:
        read = read_money(typed)
    except NotRead:
        return
    assert isinstance(read, Decimal)
    assert 0 <= read <= 10**13
    assert read == read.to_integral_value()
