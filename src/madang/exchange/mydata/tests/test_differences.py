"""What differs is written, for the days it differs; a correction names what it corrects."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from madang.exchange.mydata.fetching.differences import differing
from madang.exchange.mydata.fetching.telling import Told
from madang.facts.service import KnownFact, NewFact

DAY, LATER, EVENT = dt.date(2026, 11, 20), dt.date(2026, 11, 25), dt.date(2026, 11, 16)
JUNE, JULY, AUGUST = dt.date(2026, 6, 1), dt.date(2026, 7, 1), dt.date(2026, 8, 1)
NAME = "person.marital_status"
RANKS = {(NAME, "court"): 0, (NAME, "moi"): 1, (NAME, "ask"): 2}
HELD = KnownFact(
    7, "p1", NAME, "", "married", None, None, dt.datetime(2026, 11, 20, tzinfo=dt.UTC), "court", DAY, True, None
)


def told(value: Any, source: str = "court", time: str = "instant", **more: Any) -> Told:
    since = more.pop("since", None)
    return Told(
        NewFact("p1", NAME, value, source, as_of=more.pop("as_of", DAY), **more), time, RANKS[NAME, source], since
    )


def wrote(one: Told, *held: KnownFact) -> list[tuple[Any, dt.date | None, dt.date | None, int | None]]:
    return [(new.value, new.valid_from, new.valid_to, new.supersedes) for new in differing([one], held, RANKS)]


def test_nothing_known_yet() -> None:
    assert wrote(told("married")) == [("married", None, None, None)]


def test_the_same_is_not_written() -> None:
    assert wrote(told("married"), HELD) == []
    assert wrote(told("married", as_of=LATER), HELD) == []


def test_of_the_same_day_it_is_a_correction() -> None:
    assert wrote(told("widowed"), HELD) == [("widowed", None, None, 7)]


def test_of_a_later_day_it_is_a_change_from_then_on() -> None:
    assert wrote(told("widowed", as_of=LATER), HELD) == [("widowed", LATER, None, None)]


def test_after_an_event_it_holds_from_the_day_of_the_event() -> None:
    assert wrote(told("widowed", since=EVENT), HELD) == [("widowed", EVENT, None, None)]


def test_what_is_older_than_what_is_known_says_nothing() -> None:
    assert wrote(told("widowed", as_of=EVENT), HELD) == []


def test_a_worse_source_never_hides_a_better_one_and_an_answer_gives_way() -> None:
    assert wrote(told("widowed", "moi"), HELD) == []
    asked = HELD._replace(source="ask", as_of=None)
    assert wrote(told("widowed"), asked) == [("widowed", None, None, None)]


def test_of_a_series_only_other_months_are_written() -> None:
    held = [
        HELD._replace(id=1, value=Decimal(10), valid_from=JUNE, valid_to=JULY),
        HELD._replace(id=2, value=Decimal(20), valid_from=JULY, valid_to=AUGUST),
    ]
    one = told(Decimal(20), time="month", valid_from=JUNE, valid_to=AUGUST)
    assert wrote(one, *held) == [(20, JUNE, JULY, 1)]
    always = told(Decimal(5), time="month")
    assert wrote(always, *held) == [(5, None, None, None)]


def test_a_fact_of_which_only_some_days_are_left_is_painted_over() -> None:
    parts = [HELD._replace(valid_to=JUNE), HELD._replace(valid_from=JULY)]
    assert [new[3] for new in wrote(told("widowed", time="static"), *parts)] == [None]


@pytest.mark.parametrize(("known", "new"), [(True, 1), (Decimal(1), True)])
def test_yes_is_not_one(known: Any, new: Any) -> None:
    assert wrote(told(new, time="static"), HELD._replace(value=known)) != []
