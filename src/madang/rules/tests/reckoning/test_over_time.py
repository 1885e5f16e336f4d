"""Facts on a time basis, and what can be said of a fact nobody told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from madang.rules.family.service import UNKNOWN, Series
from madang.rules.model import Choice, FactDefinition, Label, Place
from madang.rules.reckoning.facts import open_value, over_time
from madang.rules.reckoning.uncertain import INFINITY, Uncertain, bounds

DAY = dt.date(2026, 3, 20)
WAITING = frozenset((("pay", "a"),))


def pay(time: str, **more: Any) -> FactDefinition:
    return FactDefinition("pay", "person", "money", time, Label("월급", "Pay"), Place("facts.yaml", 1), low=0, **more)


def months(told: dict[str, Any]) -> Series:
    return Series({(int(month[:4]), int(month[5:])): _value(value) for month, value in told.items()})


def years(told: dict[int, Any]) -> Series:
    return Series(by_year={year: _value(value) for year, value in told.items()})


def _value(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) else value


def said(value: Any, basis: tuple[str, int] | None, time: str = "month") -> Any:
    return over_time(value, pay(time), basis, DAY, "a")


WINTER = months({"2025-11": 1, "2025-12": 300, "2026-01": 600, "2026-02": 900, "2026-03": 7000, "2026-04": 9})


@pytest.mark.parametrize(("n", "mean"), [(1, 900), (2, 750), (3, 600)])
def test_a_mean_is_over_the_months_before_the_reference_month(n: int, mean: int) -> None:
    assert said(WINTER, ("average", n)) == Decimal(mean)


def test_a_month_nobody_told_leaves_the_mean_open() -> None:
    found = said(months({"2025-12": 300, "2026-02": 900}), ("average", 3))
    assert bounds(found) == (Decimal(400), INFINITY)
    assert found.missing == WAITING
    assert bounds(said(months({"2025-12": 300, "2026-01": UNKNOWN, "2026-02": 900}), ("average", 3))) == bounds(found)


def test_without_a_basis_the_latest_period_that_has_begun_counts() -> None:
    assert said(WINTER, None) == Decimal(7000)
    assert said(months({"2026-02": 900, "2026-04": 9}), None) == Decimal(900)
    assert isinstance(said(months({"2026-04": 9}), None), Uncertain)


def test_a_year_is_counted_from_the_reference_year() -> None:
    told = years({2024: 1, 2025: 20, 2026: 300})
    assert [said(told, ("year", back), "year") for back in (0, -1, -2)] == [300, 20, 1]
    assert said(told, ("year", -3), "year") == Uncertain(WAITING, Decimal(0), INFINITY)


def test_a_year_of_months_is_their_sum() -> None:
    told = months({f"2025-{month:02}": 10 for month in range(1, 13)} | {"2024-12": 5, "2026-01": 7})
    assert said(told, ("year", -1)) == Decimal(120)


def test_one_figure_stands_for_every_month_and_for_every_year() -> None:
    assert said(Decimal(50), ("average", 3)) == Decimal(50)
    assert said(Decimal(50), ("year", -1)) == Decimal(600)
    assert said(Decimal(50), ("year", -1), "year") == Decimal(50)


def test_what_nobody_told_is_open_within_its_bounds() -> None:
    assert open_value(pay("month"), "a") == Uncertain(WAITING, Decimal(0), INFINITY)
    assert open_value(pay("month", high=9), "a") == Uncertain(WAITING, Decimal(0), Decimal(9))
    for kind, options in (("boolean", frozenset[Any]((True, False))), ("choice", frozenset[Any](("x", "y")))):
        found = open_value(_definition(kind), "a")
        assert found.options == options
        assert found.missing == WAITING
    assert open_value(_definition("date"), "a").low is not None
    assert open_value(_definition("text"), "a").null


def _definition(kind: str) -> FactDefinition:
    choices = tuple(Choice(value, Label(value, value)) for value in "xy") if kind == "choice" else ()
    return FactDefinition(
        "pay", "person", kind, "instant", Label("값", "Value"), Place("facts.yaml", 1), choices=choices
    )


def test_a_root_is_what_one_waits_for() -> None:
    assert open_value(pay("month", root="home"), "a").missing == frozenset((("home", "a"),))
