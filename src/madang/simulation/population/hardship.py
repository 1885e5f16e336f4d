"""Disability, children's care, what the welfare office knows, and sudden crises.

Rare states are drawn more often than they occur, so that a province of 20,000 has some of each;
docs/province.md gives every rate.
"""

from __future__ import annotations

import numpy as np

from madang.simulation.population import kin
from madang.simulation.population.block import Block
from madang.simulation.population.calendar_days import none, today
from madang.simulation.population.families import CHILD, GRANDCHILD, OTHER, SPOUSE

degrees = ("none", "mild", "severe")
care_settings = ("home", "daycare", "sitter")
child_suspensions = ("none", "presumed_dead", "address_unknown")
crises = (
    "none",
    "earner_lost",
    "illness",
    "neglect",
    "violence",
    "disaster",
    "business",
    "job_loss",
    "ordinance",
    "notified",
)


def disable(block: Block) -> None:
    """Disability, before work is drawn."""
    mild = np.interp(block.age, [0, 20, 45, 65, 80], [0.002, 0.01, 0.02, 0.08, 0.15])
    severe = np.interp(block.age, [0, 20, 45, 65, 80], [0.006, 0.01, 0.02, 0.035, 0.05])
    drawn = block.rng.random(block.count)
    degree = np.select([drawn < severe, drawn < severe + mild], [2, 1], 0)
    lost = np.where(block.facts["lone_reason"] > 0, block.chance(0.3), block.chance(0.4))
    block.facts["disability.degree"] = degree.astype(np.uint8)
    spouse = block.homes.spouse
    ill = np.zeros(block.count, dtype=bool)
    patients = spouse[(block.facts["lone_reason"] == kin.DISABLED) & (spouse >= 0)]
    ill[patients] = True
    ill |= (block.homes.role == SPOUSE) & (block.age < 60) & block.chance(0.008)
    block.facts["disability.lost_work_capacity"] = ((degree == 2) & lost & (block.age >= 19)) | ill


def burden(block: Block) -> None:
    """Everything else of this module, after work and wealth."""
    _children(block)
    _birth_orders(block)
    _household(block)
    _crisis(block)


def _children(block: Block) -> None:
    age, homes = block.age, block.homes
    daycare = np.interp(age, [0.4, 1, 2, 3, 6.6, 6.7], [0.05, 0.5, 0.85, 0.93, 0.93, 0.0])
    setting = np.select([block.chance(daycare), (age < 3) & block.chance(0.08)], [1, 2], 0)
    block.facts["child.care_setting"] = np.where(age < 7, setting, 0).astype(np.uint8)
    block.facts["child.birth_registered"] = ~((age < 0.4) & block.chance(0.12)) & ~((age < 9) & block.chance(0.012))
    late = np.where(
        block.chance(0.12), block.rng.integers(60, 200, block.count), block.rng.integers(3, 40, block.count)
    )
    on = block.pool.birth + late
    applied = (age < 13) & (on <= today) & ~block.chance(0.04)
    block.facts["child.allowance_applied_on"] = np.where(applied, on, none).astype(np.int32)
    block.facts["child.first_meeting_received"] = (age < 5) & block.chance(np.where(age < 0.5, 0.55, 0.9))
    drawn = np.where(age < 19, block.rng.random(block.count), 1.0)
    block.facts["child.suspension_reason"] = np.select([drawn < 0.006, drawn < 0.012], [1, 2], 0).astype(np.uint8)
    block.facts["child.in_applicants_care"] = _cared_for_from_elsewhere(block)
    without = (age < 18) & ((homes.role == GRANDCHILD) | ((homes.mother < 0) & (homes.father < 0)))
    block.facts["child.parental_care_lost"] = without & block.chance(0.75)


def _cared_for_from_elsewhere(block: Block) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    homes = block.homes
    away = np.zeros(block.count, dtype=bool)
    for parent in (homes.mother, homes.father):
        away |= (parent >= 0) & (homes.home[parent] != homes.home)
    return away & (block.age < 18) & block.chance(0.25)


def _birth_orders(block: Block) -> None:
    """Order among the children of the same mother (of the same father where she is not known)."""
    homes = block.homes
    parent = np.where(homes.mother >= 0, homes.mother, np.where(homes.father >= 0, homes.father + block.count, -1))
    order = np.lexsort((np.arange(block.count), block.pool.birth, parent))
    place = np.arange(block.count)
    first = (
        np.concatenate([[True], parent[order][1:] != parent[order][:-1]]) if block.count else np.array([], dtype=bool)
    )
    begin = np.maximum.accumulate(np.where(first, place, 0))
    rank = np.ones(block.count, dtype=np.int64)
    rank[order] = place - begin + 1
    block.facts["child.birth_order"] = np.where(parent >= 0, np.minimum(rank, 9), 1).astype(np.uint8)


def _household(block: Block) -> None:
    fortune, age, homes = block.facts["fortune"], block.age, block.homes
    other = homes.role == OTHER
    lodger = other & block.chance(0.6)
    apart = block.facts["person.whereabouts"] == 6
    block.facts["household.lodger"] = lodger
    block.facts["household.shares_living"] = np.where(lodger, block.chance(0.3), ~apart)
    reason = block.facts["lone_reason"]
    deserted = (reason == kin.DESERTED) | ((homes.spouse >= 0) & block.facts["apart"] & block.chance(0.4))
    block.facts["household.deserted_by_spouse"] = deserted & (homes.spouse >= 0)
    block.facts["supporter.cannot_be_relied_on"] = (age >= 19) & block.chance(np.where(fortune < 0.6, 0.12, 0.03))
    poor = fortune < 0.55
    before = block.chance(0.5)[_representative(block)] & poor
    block.facts["livelihood.applied_before"] = before & (age >= 19)
    drawing = before & block.chance(0.7)[_representative(block)]
    block.facts["livelihood.recipient"] = drawing
    block.facts["crisis.same_aid"] = drawing & block.chance(0.6)[_representative(block)]
    severe = (block.facts["disability.degree"] == 2) & (age >= 18)
    block.facts["disability.pension_entitled"] = severe & (fortune < 1.0) & block.chance(0.85)


def _representative(block: Block) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each person one member of the home, the same for all of them."""
    first = np.zeros(block.home_count, dtype=np.int64)
    first[block.homes.home] = np.arange(block.count)
    chosen: np.ndarray[tuple[int], np.dtype[np.int64]] = first[block.homes.home]
    return chosen


def _crisis(block: Block) -> None:
    """A cause shared by the grown-ups of a home: job loss and closure follow from work, others are drawn."""
    count, home = block.home_count, block.homes.home
    drawn = block.rng.random(count)
    edges = np.cumsum([0.004, 0.01, 0.003, 0.004, 0.003, 0.0, 0.0, 0.005, 0.004])
    reason = np.where(drawn < edges[-1], np.searchsorted(edges, drawn, side="right") + 1, 0)
    jobless, closed = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    jobless[home[(block.facts["job_end"] > today - 180) & block.chance(0.6)]] = True
    closed[home[block.facts["business_end"] > today - 200]] = True
    reason = np.select([jobless, closed], [7, 6], reason)
    mine = np.where((block.age >= 18) & (block.homes.role != CHILD), reason[home], 0)
    block.facts["crisis.reason"] = mine.astype(np.uint8)
    block.facts["crisis.victim_without_fault"] = (mine == 5) | ((block.age >= 18) & block.chance(0.004))
