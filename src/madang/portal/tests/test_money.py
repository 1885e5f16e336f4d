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
        ("일백만원", 1_000_000), ("삼백만", 3_000_000), ("백오십만 원", 1_500_000), ("3백만원", 3_000_000),
        ("오천원", 5_000), ("5조", 5 * 10**12), ("일억 이천", 120_000_000), ("일억 이천만 원", 120_000_000),
        ("삼백 이십만 오천 원", 3_205_000), ("3백오십만", 3_500_000), ("만오천원", 15_000), ("십만", 100_000),
        ("금 일백만원정", 1_000_000), ("1억, 2천만원", 120_000_000), ("1 500 000", 1_500_000), ("영원", 0),
        ("이백삼십사만오천육백칠십팔원", 2_345_678), ("구천구백구십구만 구천구백구십구 원", 99_999_999),
        ("5 trillion", 5 * 10**12), ("1.2 million", 1_200_000), ("300k", 300_000), ("1.5 million won", 1_500_000),
        ("1 million 200 thousand", 1_200_000), ("1,200 thousand", 1_200_000),
    ],
)  # fmt: skip
def test_is_read(typed: str, won: int) -> None:
    assert read_money(typed) == won


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("", "for example"), ("abc", "for example"), ("1,50", "for example"), ("억억", "for example"),
        ("5만3억", "for example"), ("1e5", "for example"), ("٣", "for example"), ("원", "for example"),
        ("2천", "2,000 won or 20,000,000 won"), ("1억 5000", "100,005,000 won or 150,000,000 won"),
        ("1조 2천", "1,000,000,002,000 won or 1,200,000,000,000 won"),
        ("1억 2천원", "100,002,000 won or 120,000,000 won"),
        ("삼백", "300 won or 3,000,000 won"), ("백오십", "150 won or 1,500,000 won"), ("삼", "3 won or 30,000 won"),
        ("일억 오", "100,000,005 won or 100,050,000 won"), ("1억 2천5", "100,002,005 won or 120,050,000 won"),
        ("-5", "below zero"), ("수백만원", "for example"), ("몇백만", "for example"), ("일이삼", "for example"),
        ("1 2", "for example"), ("5 5000만", "for example"), ("200 thousand 1 million", "for example"),
        ("three million", "for example"), ("6 trillion 5 trillion", "for example"), ("11 trillion", "ten trillion"),
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


def _spoken(won: int, one: bool, gap: str) -> str:
    """The amount as it is said: 이백삼십사만 오천; `one` says 일 also where it may be left out (일백만)."""
    groups = []
    for size, great in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        group = "".join(
            ("" if digit == "1" and unit and not one else "영일이삼사오육칠팔구"[int(digit)]) + unit
            for digit, unit in zip(f"{won // size % 10**4:04}", ("천", "백", "십", ""), strict=True)
            if digit != "0"
        )
        groups += [("" if group == "일" and great == "만" and not one else group) + great] if group else []
    return gap.join(groups) or "영"


@given(
    st.integers(0, 10**13) | st.integers(0, 10**5) | st.integers(0, 10**5).map(lambda rest: 10**11 + rest),
    st.booleans(),
    st.sampled_from(["", " "]),
)
def test_every_amount_reads_as_it_is_said(won: int, one: bool, gap: str) -> None:
    typed = _spoken(won, one, gap) + gap + "원"
    if won >= 10**8 and won // 10**4 % 10**4 == 0 and won % 10**4 >= 10:  # 천억 이천원 may be 천억 이천만원
        with pytest.raises(NotRead):
            read_money(typed)
    else:
        assert read_money(typed) == won


@given(st.integers(1, 10**13))
@pytest.mark.usefixtures("in_english")
def test_every_amount_reads_as_it_is_echoed_in_english(won: int) -> None:
    for amount in (won, won // 10**10 * 10**10, won // 10**7 * 10**7):
        assert read_money(won_in_words(amount)) == amount


@given(st.text(max_size=60) | st.text("0123456789.,일이삼영천백십만억조원 -km", max_size=30))
def test_anything_is_an_amount_or_refused(typed: str) -> None:
    try:
        read = read_money(typed)
    except NotRead:
        return
    assert isinstance(read, Decimal)
    assert 0 <= read <= 10**13
    assert read == read.to_integral_value()
