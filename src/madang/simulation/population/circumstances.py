"""What the conditions of a large catalogue ask: trades, circumstances of person and family, the household's income.

Worked out from what is there where it can be; the rest is drawn from a stream of its own, so that nothing else of the
population changes. Shares are assumed (docs/province.md).
"""

from __future__ import annotations

import numpy as np

from madang.simulation.population.block import Block, Flags
from madang.simulation.population.calendar_days import none, today
from madang.simulation.population.families import CHILD, GRANDCHILD
from madang.simulation.population.matching import Floats, Ints

stages = ("none", "prospective", "running", "closing")
sectors = ("none", "food", "manufacturing", "other")
organisations = ("none", "enterprise", "facility", "institution")
industries = ("none", "manufacturing", "primary", "information", "other")
STREAM = 2402
"""Sets these random numbers apart from those of the block itself."""
INCOME_STEP = 10_000

_drawn = {
    "circumstance.farmer": ([19, 40, 60, 75, 90], [0.006, 0.02, 0.09, 0.14, 0.08]),
    "circumstance.fisher": ([19, 60, 80], [0.0008, 0.004, 0.003]),
    "circumstance.livestock_farmer": ([19, 50, 75], [0.001, 0.006, 0.004]),
    "circumstance.forester": ([19, 50, 75], [0.001, 0.006, 0.008]),
    "circumstance.veteran": ([0, 60, 75, 90], [0.004, 0.02, 0.06, 0.1]),
    "circumstance.north_korean_defector": ([0, 90], [0.0006, 0.0006]),
}
"""Ages, and the share at each of them."""

_income = (
    "employment.earned_income", "employment.unemployment_benefit", "transfer.national_pension",
    "transfer.basic_pension", "transfer.other_public", "transfer.private_support", "income.private_pension",
)  # fmt: skip


def describe(block: Block, rng: np.random.Generator) -> None:
    """Fills the columns `circumstance.*`, `business.*`, `organisation.*` and `household.monthly_income`."""
    for name, (ages, shares) in _drawn.items():
        block.facts[name] = _chance(block, rng, np.interp(block.age, ages, shares, left=0.0 if ages[0] else None))
    _births(block, rng)
    _work(block, rng)
    _families(block)
    _organisations(block, rng)
    block.home_facts["household.monthly_income"] = _household_income(block)


def _chance(block: Block, rng: np.random.Generator, rate: Floats | float) -> Flags:
    drawn: Flags = rng.random(block.count) < rate
    return drawn


def _births(block: Block, rng: np.random.Generator) -> None:
    homes, age = block.homes, block.age
    parent = np.zeros(block.count, dtype=bool)
    for name in ("mother", "father"):
        parents = getattr(homes, name)
        parent[parents[(age < 1) & (parents >= 0)]] = True
    block.facts["circumstance.recent_birth"] = parent
    couple = (homes.spouse >= 0) & (age >= 22) & (age < 45)
    block.facts["circumstance.prospective_parent"] = couple & _chance(block, rng, 0.09)
    block.facts["circumstance.illness"] = block.facts["expense.chronic_medical"] > 0


def _work(block: Block, rng: np.random.Generator) -> None:
    age = block.age
    lost = block.facts["job_end"] != none
    block.facts["circumstance.employee"] = (block.facts["employment.earned_income"] > 0) & ~lost
    business = block.facts["business_kind"] > 0
    closing = business & ((block.facts["business_end"] != none) | _chance(block, rng, 0.03))
    idle = ~block.facts["circumstance.employee"] & ~business & (age >= 19) & (age < 70)
    block.facts["circumstance.jobseeker"] = lost | (idle & _chance(block, rng, 0.1))
    prospective = ~business & (age >= 19) & (age < 70) & _chance(block, rng, 0.012)
    stage = np.select([closing, business, prospective], [3, 2, 1], 0).astype(np.uint8)
    block.facts["business.stage"] = stage
    sector = 1 + np.searchsorted([0.2, 0.3], rng.random(block.count))
    block.facts["business.sector"] = np.where(stage > 0, sector, 0).astype(np.uint8)


def _families(block: Block) -> None:
    facts, role = block.facts, block.homes.role
    minor = (role == CHILD) & (block.age < 19)
    owned = facts["assets.home"] > 0
    of_homes = {
        "circumstance.multicultural_family": facts["naturalised"] | (facts["permit"] == 1),
        "circumstance.single_parent": facts["lone_reason"] > 0,
        "circumstance.extended_family": role == GRANDCHILD,
    }
    for name, members in of_homes.items():
        facts[name] = _per_home(block, members) > 0
    facts["circumstance.many_children"] = _per_home(block, minor) >= 2
    facts["circumstance.no_home"] = (_per_home(block, owned) == 0) & (
        block.home_facts["housing.tenure"][block.homes.home] != 0
    )
    facts["circumstance.newcomer"] = block.home_facts["moved_on"][block.homes.home] > today - 365


def _per_home(block: Block, members: Flags) -> Ints:
    """For each person how many of the members live in the home."""
    counts: Ints = np.bincount(block.homes.home[members], minlength=block.home_count)[block.homes.home]
    return counts


def _organisations(block: Block, rng: np.random.Generator) -> None:
    grown = (block.age >= 25) & (block.age < 80)
    drawn = np.where(grown, rng.random(block.count), 1.0)
    kind = np.select([drawn < 0.016, drawn < 0.0172, drawn < 0.02], [1, 2, 3], 0)
    industry = 1 + np.searchsorted([0.25, 0.3, 0.4], rng.random(block.count))
    block.facts["organisation.kind"] = kind.astype(np.uint8)
    block.facts["organisation.industry"] = np.where(kind > 0, industry, 0).astype(np.uint8)


def _household_income(block: Block) -> Ints:
    """Won a month of everybody in the home, in steps of ten thousand; a job that was lost earns nothing."""
    facts = block.facts
    monthly = facts["business.income"] // 12 + sum(facts[name].astype(np.int64) for name in _income)
    monthly -= np.where(facts["job_end"] != none, facts["employment.earned_income"], 0)
    whole = np.bincount(block.homes.home, weights=monthly, minlength=block.home_count).astype(np.int64)
    steps: Ints = (whole // INCOME_STEP * INCOME_STEP).astype(np.int32)
    return steps
