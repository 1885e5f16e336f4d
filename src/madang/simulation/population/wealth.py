"""What people own and owe, and how they are housed. Assumed distributions (docs/province.md)."""

from __future__ import annotations

import numpy as np

from madang.simulation.population.block import Block, Flags
from madang.simulation.population.calendar_days import none, today
from madang.simulation.population.families import CHILD, GRANDCHILD, HEAD, SPOUSE
from madang.simulation.population.matching import Floats

tenures = ("owned", "rent", "jeonse", "free")
car_uses = ("ordinary", "disabled", "work")
_ages = np.array([20, 30, 40, 50, 60, 75, 90], dtype=float)
_savings = np.array([5, 14, 18, 22, 24, 14, 8]) * 1e6


def own(block: Block, price: Floats) -> None:
    """Fills the assets.*, car.*, vehicle.* columns and the homes' tenure.

    price: typical official price of a home in each region, won.
    """
    _housing(block, price)
    _property(block, price)
    _money(block)
    _cars(block)
    _moves(block)


def _heads(block: Block) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The head of each home."""
    heads = np.zeros(block.home_count, dtype=np.int64)
    chosen = np.flatnonzero(block.homes.role == HEAD)
    heads[block.homes.home[chosen]] = chosen
    return heads


def _housing(block: Block, price: Floats) -> None:
    heads, rng, count = _heads(block), block.rng, block.home_count
    age, fortune = block.age[heads], block.facts["fortune"][heads]
    owned = np.interp(age, _ages, [0.06, 0.3, 0.55, 0.64, 0.72, 0.75, 0.62]) * np.clip(fortune, 0.45, 1.25)
    foreign = block.facts["person.nationality"][heads] == 1
    drawn = rng.random(count)
    rest = rng.random(count)
    tenure = np.where(drawn < np.where(foreign, owned * 0.4, owned), 0, np.select([rest < 0.6, rest < 0.82], [1, 2], 3))
    tenure[block.homes.facility[heads] == 1] = 3
    value = price[block.pool.region[heads]] * np.exp(rng.normal(0, 0.55, count)) * np.sqrt(fortune)
    value = (value / 1e6).astype(np.int64) * 1_000_000
    rent = (np.exp(rng.normal(0, 0.4, count)) * 250e3 * np.sqrt(fortune) / 1e4).astype(np.int64) * 10_000
    deposit = np.select([tenure == 1, tenure == 2], [np.minimum(value * 0.08, 60e6), value * 0.75], 0)
    block.home_facts["housing.tenure"] = tenure.astype(np.uint8)
    block.home_facts["housing.monthly_rent"] = np.where(tenure == 1, rent, 0).astype(np.int32)
    block.home_facts["housing.deposit"] = ((deposit / 5e5).astype(np.int64) * 500_000).astype(np.int64)
    child_owned = (tenure == 3) & (age >= 60) & (rng.random(count) < 0.3)
    worth = np.where(rng.random(count) < 0.15, value * 4, value)
    block.home_facts["housing.child_owned_value"] = np.where(child_owned, worth, 0).astype(np.int64)
    block.home_facts["home_value"] = np.where(tenure == 0, value, 0).astype(np.int64)
    tenant = (tenure == 1) | (tenure == 2)
    block.facts["housing.leaseholder"] = tenant[block.homes.home] & (block.homes.role == HEAD)
    mine = np.zeros(block.count, dtype=np.int64)
    mine[heads] = np.where(tenure == 0, value, 0)
    shared = np.flatnonzero((block.homes.role == SPOUSE) & (mine[block.homes.spouse] > 0) & block.chance(0.22))
    half = mine[block.homes.spouse[shared]] // 2
    mine[shared] = half
    mine[block.homes.spouse[shared]] -= half
    block.facts["assets.home"] = mine


def _adult(block: Block) -> Flags:
    chosen: Flags = (block.age >= 19) & ~(
        (block.age < 30) & np.isin(block.homes.role, (CHILD, GRANDCHILD)) & block.chance(0.4)
    )
    return chosen


def _property(block: Block, price: Floats) -> None:
    rural = (price / price.max())[block.pool.region] < 0.6
    rate = np.interp(block.age, [25, 40, 60, 80], [0.01, 0.07, 0.2, 0.22]) * np.where(rural, 1.6, 0.9)
    has = block.chance(rate * np.clip(block.facts["fortune"], 0.4, 1.6))
    value = block.lognormal(70e6 * block.facts["fortune"], 0.9, 100_000)
    block.facts["assets.property"] = np.where(has, value, 0).astype(np.int64)
    let = has & block.chance(0.25)
    block.facts["income.rental"] = np.where(let, (value * 0.05).astype(np.int64) // 10_000 * 10_000, 0).astype(np.int64)
    other = _adult(block) & block.chance(0.03)
    block.facts["assets.other_general"] = np.where(other, block.lognormal(15e6, 0.8, 100_000), 0).astype(np.int64)
    member = _adult(block) & block.chance(0.006) & (block.facts["fortune"] > 1.2)
    block.facts["assets.memberships"] = np.where(member, block.lognormal(40e6, 0.7, 1_000_000), 0).astype(np.int64)


def _money(block: Block) -> None:
    adult, fortune = _adult(block), block.facts["fortune"].astype(np.float64)
    savings = block.lognormal(np.interp(block.age, _ages, _savings) * fortune**1.8, 1.15, 10_000)
    block.facts["assets.financial"] = np.where(adult, savings, np.where(block.chance(0.5), 0, 300_000)).astype(np.int64)
    insured = adult & block.chance(0.5)
    block.facts["assets.insurance"] = np.where(insured, block.lognormal(4e6 * fortune, 0.8, 10_000), 0).astype(np.int64)
    supported = adult & (fortune < 0.8) & (block.age < 65) & block.chance(0.04)
    block.facts["assets.self_support_savings"] = np.where(supported, np.minimum(3_600_000, savings), 0).astype(np.int64)
    owes = adult & (block.age < 75) & block.chance(0.38)
    mortgage = block.facts["assets.home"] * block.rng.uniform(0.1, 0.6, block.count)
    loan = np.where(block.facts["assets.home"] > 0, mortgage, block.lognormal(9e6, 0.9))
    block.facts["assets.debt"] = np.where(owes, (loan / 1e4).astype(np.int64) * 10_000, 0).astype(np.int64)
    interest = block.facts["assets.financial"] * 0.024
    block.facts["income.interest"] = (interest / 10).astype(np.int64) * 10


def _cars(block: Block) -> None:
    drives = _adult(block) & (block.age < 82) & block.chance(np.where(block.pool.sex == 1, 0.55, 0.27))
    age = np.minimum(block.rng.exponential(7.5, block.count).astype(np.int64), 25)
    new = block.lognormal(26e6 * np.sqrt(block.facts["fortune"]), 0.35, 100_000)
    value = np.maximum((new * 0.84**age / 1e5).astype(np.int64) * 100_000, 300_000)
    use = np.where(block.chance(0.1), 2, 0)
    use = np.where(block.facts["disability.degree"] > 0, np.where(block.chance(0.6), 1, use), use)
    size = block.rng.choice(
        np.array([0, 999, 1368, 1598, 1999, 2199, 2497, 3342]),
        block.count,
        p=(0.04, 0.12, 0.12, 0.26, 0.28, 0.1, 0.05, 0.03),
    )
    block.facts["car.value"] = np.where(drives, value, 0).astype(np.int64)
    block.facts["car.age_years"] = np.where(drives, age, 0).astype(np.uint8)
    block.facts["car.displacement"] = np.where(drives, size, 0).astype(np.int32)
    block.facts["car.use"] = np.where(drives, use, 0).astype(np.uint8)


def _moves(block: Block) -> None:
    """A fifth of homes moved in the last years; four in ten of them from another region (assumed)."""
    count, rng = block.home_count, block.rng
    moved = rng.random(count) < 0.22
    on = today - 10 - (rng.exponential(1.4, count) * 365).astype(np.int64)
    block.home_facts["moved_on"] = np.where(moved, on, none).astype(np.int32)
    region = np.zeros(count, dtype=np.int64)
    region[block.homes.home] = block.pool.region
    regions = np.unique(block.pool.region)
    before = np.where(rng.random(count) < 0.4, regions[rng.integers(0, len(regions), count)], region)
    block.home_facts["previous_region"] = np.where(moved, before, -1).astype(np.int16)
    block.home_facts["region"] = region.astype(np.int16)
