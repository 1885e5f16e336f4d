"""Work and income: wages, business, lost jobs, pensions, other transfers.

Monthly flows are kept as a level (of 2026) with a first and a last day; `series` spreads them over months.
All medians and shares here are assumed (docs/province.md), chosen near the labour force survey's order.
"""

from __future__ import annotations

import numpy as np

from madang.simulation.population.block import Block, Flags
from madang.simulation.population.calendar_days import none, today
from madang.simulation.population.families import CHILD
from madang.simulation.population.matching import Floats

pension_kinds = ("none", "old_age", "linked", "other")
exempt_reasons = ("none", "suspended", "voluntary", "split_unclaimed", "survivor_chosen")
occupational_kinds = ("none", "annuity", "retirement_lump_sum", "other_lump_sum", "linked_long")
suspension_reasons = ("none", "sentence", "presumed_dead", "address_unknown")
_ages = np.array([0, 20, 25, 30, 55, 60, 65, 70, 75, 85], dtype=float)
_men = np.array([0.0, 0.42, 0.72, 0.88, 0.8, 0.68, 0.5, 0.36, 0.2, 0.03])
_women = np.array([0.0, 0.46, 0.72, 0.63, 0.6, 0.5, 0.38, 0.3, 0.16, 0.01])
_wage_ages = np.array([18, 25, 35, 45, 55, 62, 70, 80], dtype=float)
_wage_men = np.array([1.6, 2.5, 3.7, 4.4, 4.1, 2.8, 1.5, 0.7]) * 1e6
_wage_women = np.array([1.6, 2.4, 2.9, 2.7, 2.4, 2.0, 1.0, 0.4]) * 1e6


def earn(block: Block) -> None:
    """Fills the income columns; `fortune` (a factor around 1 shared by a home) ties them and wealth together."""
    home = np.exp(block.rng.normal(0, 0.38, block.home_count))
    block.facts["fortune"] = home[block.homes.home].astype(np.float32)
    working = _working(block)
    own_business = working & block.chance(np.interp(block.age, [20, 40, 60, 75], [0.05, 0.2, 0.33, 0.45]))
    _business(block, own_business)
    _wages(block, working & ~own_business)
    _job_loss(block)
    _national_pension(block)
    _occupational_pension(block)
    _transfers(block)


def _by_sex(block: Block, men: Floats, women: Floats, ages: Floats) -> Floats:
    return np.where(block.pool.sex == 1, np.interp(block.age, ages, men), np.interp(block.age, ages, women))


def _working(block: Block) -> Flags:
    place = block.facts["person.whereabouts"]
    able = np.isin(place, (0, 6)) & (block.facts["education.enrolment"] < 3)
    able &= ~(block.facts["disability.lost_work_capacity"])
    homes = block.homes
    babies = np.flatnonzero((block.age < 1.5) & (homes.role == CHILD) & (homes.mother >= 0))
    nursing = np.zeros(block.count, dtype=bool)
    nursing[homes.mother[babies]] = True
    rate = _by_sex(block, _men, _women, _ages) * np.where(nursing, 0.45, 1.0)
    return able & (block.age >= 18) & block.chance(rate)


def _wages(block: Block, who: Flags) -> None:
    median = _by_sex(block, _wage_men, _wage_women, _wage_ages) * block.facts["fortune"]
    wage = np.maximum(block.lognormal(median, 0.34), 270_000)
    public_job = who & (block.age >= 65) & block.chance(0.3)
    day_work = who & (block.age < 65) & block.chance(0.07)
    wage = np.where(public_job, np.where(block.chance(0.7), 290_000, 760_000), wage)
    years = block.rng.exponential(np.clip((block.age - 18) / 3.5, 0.4, 9))
    start = today - (years * 365).astype(np.int32) - 15
    block.facts["employment.earned_income"] = np.where(who, wage, 0).astype(np.int32)
    block.facts["day_or_public_work"] = public_job | day_work
    block.facts["irregular"] = who & day_work
    block.facts["job_start"] = np.where(who, start, none).astype(np.int32)
    block.facts["job_end"] = np.full(block.count, none, dtype=np.int32)


def _business(block: Block, who: Flags) -> None:
    profit = block.lognormal(19e6 * block.facts["fortune"], 0.75, 10_000)
    block.facts["business.income"] = np.where(who, np.where(block.chance(0.08), 0, profit), 0).astype(np.int64)
    block.facts["business_kind"] = np.where(who, block.rng.integers(1, 7, block.count), 0).astype(np.uint8)
    opened = today - (block.rng.exponential(7, block.count) * 365).astype(np.int32) - 30
    closed = who & block.chance(0.03)
    block.facts["business_start"] = np.where(who, opened, none).astype(np.int32)
    ended = np.maximum(opened + 10, today - block.rng.integers(5, 330, block.count))
    block.facts["business_end"] = np.where(closed, ended, none).astype(np.int32)
    block.facts["irregular"] = np.zeros(block.count, dtype=bool)


def _job_loss(block: Block) -> None:
    """Four in a hundred wage earners lost their job in the last eleven months; most insured ones draw benefit.

    The benefit is 60 % of the wage within the daily floor and cap of 2025-26 (고용보험법 §45, §46).
    """
    wage = block.facts["employment.earned_income"]
    lost = (wage > 0) & ~block.facts["day_or_public_work"] & block.chance(0.04)
    end = np.maximum(block.facts["job_start"] + 60, today - block.rng.integers(5, 335, block.count))
    block.facts["job_end"] = np.where(lost, end, none).astype(np.int32)
    insured = lost & (block.age < 65) & block.chance(0.8)
    monthly = np.clip(wage * 0.6, 1_925_760, 1_980_000).astype(np.int64) // 10 * 10
    block.facts["employment.unemployment_benefit"] = np.where(insured, monthly, 0).astype(np.int32)
    block.facts["benefit_start"] = np.where(insured, end + 10, none).astype(np.int32)
    length = block.rng.integers(4, 9, block.count) * 30
    block.facts["benefit_end"] = np.where(insured, end + 10 + length, none).astype(np.int32)


def _national_pension(block: Block) -> None:
    age, man = block.age, block.pool.sex == 1
    drawing = (age >= 63) & block.chance(np.where(man, 0.72, 0.5) * np.interp(age, [63, 80, 92], [1, 0.8, 0.3]))
    benefit = np.maximum(block.lognormal(np.where(man, 620e3, 330e3), 0.45, 10), 80_000)
    other = ~drawing & block.chance(np.where(age >= 50, 0.04, 0.003)) & (age >= 20)
    benefit = np.where(other, 310_000, benefit)
    addition = (drawing & (block.homes.spouse >= 0) & block.chance(0.5)).astype(np.int32) * 25_020
    has = drawing | other
    linked = drawing & block.chance(0.02)
    block.facts["national_pension.kind"] = np.select([linked, drawing, other], [2, 1, 3], 0).astype(np.uint8)
    block.facts["national_pension.benefit"] = np.where(has, benefit, 0).astype(np.int32)
    block.facts["national_pension.dependants_addition"] = addition.astype(np.int32)
    block.facts["transfer.national_pension"] = np.where(has, benefit + addition, 0).astype(np.int32)
    share = block.rng.uniform(0.35, 0.6, block.count)
    block.facts["national_pension.redistribution"] = (np.where(drawing, benefit * share, 0) // 10 * 10).astype(np.int32)
    block.facts["national_pension.linked_occupational"] = np.where(linked, 240_000, 0).astype(np.int32)
    exempt = np.where(has, block.rng.random(block.count), 1.0)
    reason = np.select([exempt < 0.01, exempt < 0.02, exempt < 0.025, exempt < 0.03], [1, 2, 3, 4], 0)
    block.facts["national_pension.exempt_reason"] = reason.astype(np.uint8)
    started = today - ((age - 62.5) * 365).astype(np.int32)
    block.facts["pension_start"] = np.where(
        drawing, np.minimum(started, today - 40), np.where(other, today - 1500, none)
    ).astype(np.int32)


def _occupational_pension(block: Block) -> None:
    drawn = np.where(
        (block.age >= 60) & (block.facts["national_pension.kind"] == 0), block.rng.random(block.count), 1.0
    )
    kind = np.select([drawn < 0.09, drawn < 0.1, drawn < 0.106, drawn < 0.112], [1, 2, 3, 4], 0)
    block.facts["occupational_pension.kind"] = kind.astype(np.uint8)
    long_ago = today - block.rng.integers(200, 9000, block.count)
    block.facts["occupational_pension.lump_sum_date"] = np.where(kind == 3, long_ago, none).astype(np.int32)
    block.facts["occupational_pension.old_age_pension_until_2014"] = (kind > 0) & (block.age >= 78) & block.chance(0.2)
    block.facts["occupational_amount"] = np.where(kind == 1, block.lognormal(2.3e6, 0.25, 10), 0).astype(np.int32)


def _transfers(block: Block) -> None:
    old = block.age >= 65
    poor = block.facts["fortune"] < 1.25
    spouse = block.homes.spouse
    no_occupational = block.facts["occupational_pension.kind"] == 0
    paid = old & poor & no_occupational & block.chance(0.9)
    paid &= (spouse < 0) | no_occupational[spouse]
    citizen = block.facts["person.nationality"] == 0
    couple = (spouse >= 0) & old[spouse]
    amount = np.where(paid & citizen, np.where(couple, 274_000, 342_510), 0)
    block.facts["transfer.basic_pension"] = amount.astype(np.int32)
    other = np.where(block.facts["disability.degree"] > 0, np.where(block.chance(0.4), 60_000, 0), 0)
    compensation = np.where(old & block.chance(0.015), 1_200_000, 0)
    allowances = np.where(old & block.chance(0.03), 450_000, 0)
    block.facts["transfer.veterans_compensation"] = compensation.astype(np.int32)
    block.facts["transfer.veterans_allowances"] = allowances.astype(np.int32)
    other = other + compensation + allowances + block.facts["occupational_amount"]
    block.facts["transfer.other_public"] = other.astype(np.int32)
    helped = block.chance(np.where(old, 0.12, np.where(block.facts["lone_reason"] == 1, 0.25, 0.01)))
    block.facts["transfer.private_support"] = np.where(
        helped & (block.age > 19), block.lognormal(200e3, 0.5), 0
    ).astype(np.int32)
    private = (block.age >= 57) & block.chance(0.07)
    block.facts["income.private_pension"] = np.where(private, block.lognormal(310e3, 0.5), 0).astype(np.int32)
    rehabilitation = (block.facts["disability.degree"] == 2) & (block.age > 20) & (block.age < 65) & block.chance(0.08)
    block.facts["employment.rehabilitation_income"] = np.where(rehabilitation, block.lognormal(420e3, 0.4), 0).astype(
        np.int32
    )
    ill = block.chance(np.interp(block.age, [0, 40, 65, 85], [0.01, 0.03, 0.12, 0.2]))
    block.facts["expense.chronic_medical"] = np.where(ill, block.lognormal(90e3, 0.7), 0).astype(np.int32)
