"""Days and ages as people write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from madang.portal.typed.days import read_age, read_birth_date, read_day
from madang.portal.typed.refusal import NotRead


@pytest.mark.parametrize(
    "typed", ["1958-03-01", "19580301", "1958.3.1", "1958. 3. 1.", "1958/03/01", "1958년 3월 1일", "１９５８-3-1"]
)
def test_a_day_is_read(typed: str) -> None:
    assert read_day(typed) == dt.date(1958, 3, 1)


@pytest.mark.parametrize("typed", ["", "58-03-01", "1958-13-01", "2023-02-29", "1899-01-01", "yesterday", "1958-3"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(NotRead):
        read_day(typed)


@pytest.mark.parametrize("typed", ["2026-03-21", "1890-01-01"])
def test_nobody_is_born_tomorrow_or_too_long_ago(typed: str) -> None:
    with pytest.raises(NotRead):
        read_birth_date(typed, dt.date(2026, 3, 20))


@pytest.mark.parametrize(("typed", "age"), [("67", 67), ("만 67세", 67), ("0", 0), ("67 years", 67)])
def test_an_age_is_read(typed: str, age: int) -> None:
    assert read_age(typed) == age


@given(st.text(max_size=60))
def test_anything_is_a_day_or_refused(typed: str) -> None:
    for read in (read_day, read_age):
        try:
            read(typed)
        except NotRead:
            continue


@pytest.mark.parametrize(
    ("read", "typed", "reason"),
    [
        (read_day, "1899-01-01", "from 1900 to 2100"),
        (read_day, "2101-01-01", "from 1900 to 2100"),
        (read_day, "58-03-01", "four digits"),
        (read_age, "130", "nobody is that old"),
        (read_age, "sixty", "whole years"),
    ],
)
def test_the_reason_is_the_real_one(read: Callable[[str], object], typed: str, reason: str) -> None:
    with pytest.raises(NotRead) as refused:
        read(typed)
    with override("en"):
        assert reason in str(refused.value.message)
