"""Figures as they would be: what may be written, what is refused, and what answers make of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from madang.rules.loading.service import value_on
from madang.rules.service import ReformRefused, Rulebook, check, family_from, read_change, reformed

ON = dt.date(2026, 7, 1)


def figure(rulebook: Rulebook, name: str, on: dt.date = ON) -> object:
    found = value_on(rulebook.pack.parameters[name], on)
    return None if found is None else found.value


def changed(rulebook: Rulebook, *texts: str) -> Rulebook:
    return reformed(rulebook, [read_change(text, rulebook) for text in texts], ON)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("basic_pension_base=400000", "basic_pension_base", 400_000),
        (" basic_pension_base = 400,000 ", "basic_pension_base", 400_000),
        ("basic_pension_base=+5%", "basic_pension_base", 367_185),
        ("basic_pension_base=-10000", "basic_pension_base", 339_700),
        ("housing_ratio=50%", "housing_ratio", Decimal("0.5")),
        ("housing_ratio=0.5", "housing_ratio", Decimal("0.5")),
        ("housing_ratio=-100%", "housing_ratio", 0),
    ],
)
def test_a_figure_is_changed(rulebook: Rulebook, text: str, name: str, value: object) -> None:
    assert figure(changed(rulebook, text), name) == value


def test_an_entry_or_item_is_changed_and_the_others_stay(rulebook: Rulebook) -> None:
    old = figure(rulebook, "housing_rent_grade_1")
    assert isinstance(old, list)
    assert figure(changed(rulebook, "housing_rent_grade_1[2]=400000"), "housing_rent_grade_1") == [
        old[0],
        400_000,
        *old[2:],
    ]
    raised = figure(changed(rulebook, "housing_rent_grade_1=+10%"), "housing_rent_grade_1")
    assert raised == [(item * 11 / 10).to_integral_value("ROUND_HALF_UP") for item in old]
    table = figure(changed(rulebook, "emergency_asset_limit.city=+1000000"), "emergency_asset_limit")
    before = figure(rulebook, "emergency_asset_limit")
    assert isinstance(before, dict)
    assert table == {**before, "city": before["city"] + 1_000_000}


def test_the_days_before_and_the_rulebook_itself_stay(rulebook: Rulebook) -> None:
    before = figure(rulebook, "basic_pension_base")
    after = changed(rulebook, "basic_pension_base=1")
    assert figure(after, "basic_pension_base", ON - dt.timedelta(days=1)) == before
    assert figure(after, "basic_pension_base", dt.date(2026, 12, 31)) == 1
    assert figure(after, "basic_pension_base", dt.date(2025, 12, 31)) == 342_510
    assert figure(rulebook, "basic_pension_base") == before


def test_answers_follow_and_carry_another_closure(rulebook: Rulebook) -> None:
    family = family_from({
        "date": "2026-07-15", "region": "서울특별시 종로구",
        "household": [{"id": "a", "age": 70, "relation": "head"}],
        "given": {"basic_pension.recognised_income": 0},
    }, rulebook)  # fmt: skip
    (today,) = check(rulebook, family, ["basic_pension"])
    (then,) = check(changed(rulebook, "basic_pension_base=400000"), family, ["basic_pension"])
    assert today.amount is not None
    assert then.amount is not None
    assert (today.amount.high, then.amount.high) == (349_700, 400_000)
    assert today.closure != then.closure
    same = check(reformed(rulebook, [], ON), family, ["basic_pension"])[0]
    assert same == today


@pytest.mark.parametrize(
    "text",
    [
        "",
        "basic_pension_base",
        "basic_pension_bas=1",
        "basic_pension_base=",
        "basic_pension_base=many",
        "basic_pension_base=1.5",
        "basic_pension_base=true",
        "basic_pension_base=-900000000",
        "basic_pension_base.city=1",
        "basic_pension_base[1]=1",
        "housing_rent_grade_1=1",
        "housing_rent_grade_1[0]=1",
        "housing_rent_grade_1[99]=1",
        "emergency_asset_limit=1",
        "emergency_asset_limit.moon=1",
        "x" * 10_000,
    ],
)
def test_what_cannot_be_is_refused_in_both_languages(rulebook: Rulebook, text: str) -> None:
    with pytest.raises(ReformRefused) as refused:
        changed(rulebook, text)
    assert refused.value.text("ko")
    assert refused.value.text("en")
    assert len(refused.value.text("ko")) < 300


def test_a_figure_without_a_value_on_the_day_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(ReformRefused):
        reformed(rulebook, [read_change("basic_pension_base=1", rulebook)], dt.date(1999, 1, 1))
