"""Flows over months and years, worked out from the level and the days kept for each person."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.simulation.population import drawn
from madang.simulation.population.calendar_days import first_month, month_starts, months, none
from madang.simulation.population.columns import Column
from madang.simulation.population.matching import Ints

years = tuple(range(first_month[0], first_month[0] + months // 12))
growth = {
    "employment.earned_income": 0.03,
    "employment.public_or_day_work_income": 0.03,
    "national_pension.benefit": 0.025,
    "national_pension.dependants_addition": 0.025,
    "national_pension.redistribution": 0.025,
    "national_pension.linked_occupational": 0.025,
    "transfer.national_pension": 0.025,
    "income.private_pension": 0.0,
}
"""Yearly growth of a monthly flow (assumed); the others stay level."""

spells = {
    "employment.earned_income": ("job_start", "job_end"),
    "employment.public_or_day_work_income": ("job_start", "job_end"),
    "employment.unemployment_benefit": ("benefit_start", "benefit_end"),
    "national_pension.benefit": ("pension_start", None),
    "national_pension.dependants_addition": ("pension_start", None),
    "national_pension.redistribution": ("pension_start", None),
    "national_pension.linked_occupational": ("pension_start", None),
    "transfer.national_pension": ("pension_start", None),
}
"""The columns that hold the first and last day of a flow."""

_monthly = (
    *spells,
    "employment.rehabilitation_income",
    "income.private_pension",
    "transfer.basic_pension",
    "transfer.other_public",
    "transfer.veterans_compensation",
    "transfer.veterans_allowances",
    "transfer.private_support",
    "expense.chronic_medical",
)
_yearly = ("business.income", "income.rental", "income.interest", "supporter.annual_income")
modelled = frozenset({*_monthly, *_yearly})
Months = NDArray[np.int64]


@cache
def monthly() -> tuple[str, ...]:
    """Every monthly flow; those that are drawn (:mod:`drawn`) stay level."""
    return _monthly + _drawn_flows("month")


@cache
def yearly() -> tuple[str, ...]:
    """Every yearly flow."""
    return _yearly + _drawn_flows("year")


def _drawn_flows(time: str) -> tuple[str, ...]:
    facts = (fact for fact in drawn.definitions() if fact.entity == "person" and fact.time == time)
    return tuple(fact.name for fact in facts if fact.name not in modelled)


def _level(fact: str, columns: Mapping[str, Column], rows: Ints) -> Ints:
    if fact == "employment.public_or_day_work_income":
        flag = np.asarray(columns["day_or_public_work"][rows])
        return np.where(flag, columns["employment.earned_income"][rows], 0).astype(np.int64)
    return np.asarray(columns[fact][rows]).astype(np.int64)


def _wobble(numbers: Ints, chosen: Ints) -> NDArray[np.float64]:
    """Day labourers earn between 60 and 140 % of their level, differing by month (a fixed scramble of the row)."""
    mixed = (
        numbers[:, None].astype(np.uint64) * np.uint64(2654435761) + chosen.astype(np.uint64) * np.uint64(40503)
    ) % np.uint64(997)
    return 0.6 + 0.8 * (mixed.astype(np.float64) / 996)


def by_month(
    fact: str, columns: Mapping[str, Column], rows: Ints, chosen: Ints | None = None, numbers: Ints | None = None
) -> Months:
    """Won in each month of the series: an array (rows, months). A month counts when it is wholly or partly inside.

    chosen: only these months. numbers: the rows' numbers in the whole population, where `columns` are a part of it.
    """
    chosen = np.arange(months) if chosen is None else chosen
    level = _level(fact, columns, rows)[:, None].astype(np.float64)
    steps = (1 + growth.get(fact, 0.0)) ** (chosen // 12 - (years[-1] - years[0]))
    values = level * steps
    if fact.startswith("employment.") and fact != "employment.unemployment_benefit" and fact in spells:
        wobble = _wobble(rows if numbers is None else numbers, chosen)
        values = np.where(np.asarray(columns["irregular"][rows])[:, None], values * wobble, values)
    won = (values / 10).astype(np.int64) * 10
    first, last = spells.get(fact, (None, None))
    inside = np.ones(won.shape, dtype=bool)
    if first:
        start = np.asarray(columns[first][rows])[:, None]
        inside &= (start != none) & (start < month_starts[1:][chosen])
    if last:
        end = np.asarray(columns[last][rows])[:, None]
        inside &= (end == none) | (end >= month_starts[:-1][chosen])
    found: Months = np.where(inside, won, 0)
    return found


def by_year(fact: str, columns: Mapping[str, Column], rows: Ints, numbers: Ints | None = None) -> Months:
    """Won in each year of the series: an array (rows, years)."""
    if fact == "supporter.annual_income":
        flows = ("employment.earned_income", "transfer.national_pension", "income.private_pension")
        total: Any = sum(
            by_month(flow, columns, rows, None, numbers).reshape(len(rows), -1, 12).sum(axis=2) for flow in flows
        )
        whole: Months = total + sum(by_year(flow, columns, rows) for flow in _yearly[:3])
        return whole
    level = np.asarray(columns[fact][rows]).astype(np.int64)[:, None]
    if fact not in modelled:
        return np.repeat(level, len(years), axis=1)
    values: Any = (level * (1.04 ** (np.arange(len(years)) - (len(years) - 1))) / 10).astype(np.int64) * 10
    if fact == "business.income":
        values = (values * _share_of_year_open(columns, rows) / 10).astype(np.int64) * 10
    found: Months = values
    return found


def _share_of_year_open(columns: Mapping[str, Column], rows: Ints) -> NDArray[np.float64]:
    first, last = month_starts[:-12:12], month_starts[12::12]
    start = np.asarray(columns["business_start"][rows])[:, None]
    end = np.asarray(columns["business_end"][rows])[:, None]
    days = np.minimum(np.where(end == none, last, end), last) - np.maximum(start, first)
    share: NDArray[np.float64] = np.clip(days / (last - first), 0, 1)
    return share
