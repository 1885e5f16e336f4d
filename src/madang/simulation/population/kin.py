"""Ties between homes: parents of grown-up people, other parents of lone parents' children, spouses apart."""

from __future__ import annotations

import numpy as np

from madang.simulation.population.block import Block, Flags
from madang.simulation.population.families import CHILD, GRANDCHILD, HEAD
from madang.simulation.population.matching import Ints, near, nearest_free

lone_reasons = (
    "none",
    "divorced",
    "widowed",
    "unmarried",
    "deserted",
    "imprisoned",
    "disabled",
    "conscript",
    "missing",
)
NONE, DIVORCED, WIDOWED, UNMARRIED, DESERTED, IMPRISONED, DISABLED, CONSCRIPT, MISSING = range(9)
_lone_shares = (0.52, 0.13, 0.17, 0.07, 0.03, 0.04, 0.01, 0.03)
_alive_ages = np.array([0, 30, 40, 50, 60, 70, 80], dtype=float)
_mother_alive = np.array([0.98, 0.97, 0.93, 0.8, 0.5, 0.15, 0.0])


def lone_parents(block: Block) -> Flags:
    """Adults without a spouse in the home who have a minor child there."""
    homes = block.homes
    young = np.flatnonzero((block.age < 19) & (homes.role == CHILD))
    parents = np.concatenate([homes.mother[young], homes.father[young]])
    chosen: Flags = np.zeros(block.count, dtype=bool)
    chosen[parents[parents >= 0]] = True
    return chosen & (homes.spouse < 0)


def tie(block: Block) -> None:
    """All ties between homes; leaves `lone_reason`, `apart` and `spouse_kind` among the block's columns."""
    block.facts["lone_reason"] = np.zeros(block.count, dtype=np.uint8)
    block.facts["apart"] = np.zeros(block.count, dtype=bool)
    _reasons(block)
    _absent_spouses(block)
    _separated(block)
    _other_parents(block)
    _parents_elsewhere(block)
    _spouse_kinds(block)


def _reasons(block: Block) -> None:
    lone = np.flatnonzero(lone_parents(block))
    reason = block.rng.choice(np.arange(1, 9), size=len(lone), p=_lone_shares).astype(np.uint8)
    young = block.age[lone] < 25
    reason[young & (reason < DESERTED)] = UNMARRIED
    block.facts["lone_reason"][lone] = reason


def _single(block: Block, sex: int, low: float, high: float) -> Ints:
    homes = block.homes
    alone = np.bincount(homes.home, minlength=block.home_count)[homes.home] == 1
    return np.flatnonzero(
        alone & (homes.role == HEAD) & (homes.spouse < 0) & (homes.facility == 0)
        & (block.pool.sex == sex) & (block.age >= low) & (block.age < high)
    )  # fmt: skip


def _wed(block: Block, who: Ints, others: Ints) -> None:
    block.homes.spouse[who] = others
    block.homes.spouse[others] = who


def _absent_spouses(block: Block) -> None:
    """Lone parents whose spouse lives, but elsewhere: gone, imprisoned, in hospital, conscripted, missing."""
    reason = block.facts["lone_reason"]
    for sex in (0, 1):
        who = np.flatnonzero((reason >= DESERTED) & (block.pool.sex == sex))
        pool = _single(block, 1 - sex, 22, 65)
        found = nearest_free(block.age[who] + (1.5 if sex == 0 else -1.5), block.age[pool])
        who, found = who[found >= 0], found[found >= 0]
        near_age = np.abs(block.age[pool[found]] - block.age[who]) < 15
        _wed(block, who[near_age], pool[found][near_age])


def _separated(block: Block) -> None:
    """Married people who live in two homes: for work, or because they fell out (1.6 % of couples)."""
    couples = int((block.homes.spouse >= 0).sum()) // 2
    women, men = _single(block, 0, 30, 75), _single(block, 1, 30, 75)
    women = women[block.rng.permutation(len(women))[: int(couples * 0.016) + 1]]
    found = nearest_free(block.age[women] + 2.0, block.age[men])
    women, husbands = women[found >= 0], men[found[found >= 0]]
    fits = np.abs(block.age[husbands] - block.age[women]) < 12
    _wed(block, women[fits], husbands[fits])
    block.facts["apart"][women[fits]] = True
    block.facts["apart"][husbands[fits]] = True


def _other_parents(block: Block) -> None:
    """The other parent of lone parents' children: the absent spouse, or somebody living alone elsewhere."""
    homes, reason = block.homes, block.facts["lone_reason"]
    for known, unknown, sex in ((homes.mother, homes.father, 1), (homes.father, homes.mother, 0)):
        children = np.flatnonzero((known >= 0) & (unknown < 0) & (homes.role == CHILD))
        parents = np.unique(known[children])
        other = np.full(block.count, -1, dtype=np.int64)
        other[parents] = np.where(reason[parents] >= DESERTED, homes.spouse[parents], -1)
        split = parents[np.isin(reason[parents], (DIVORCED, UNMARRIED))]
        split = split[block.rng.random(len(split)) < np.where(reason[split] == DIVORCED, 0.8, 0.4)]
        pool = _single(block, sex, 20, 70)
        found = nearest_free(block.age[split] + (2.0 if sex else -2.0), block.age[pool])
        other[split[found >= 0]] = pool[found[found >= 0]]
        candidate = other[known[children]]
        fits = (candidate >= 0) & (block.age[candidate] - block.age[children] >= 17)
        unknown[children[fits]] = candidate[fits]


def _parents_elsewhere(block: Block) -> None:
    """Mothers and fathers in other homes of the block for grown-ups and for grandparents' grandchildren."""
    homes, rng = block.homes, block.rng
    grandchild = homes.role == GRANDCHILD
    orphan = (homes.mother < 0) & (homes.father < 0)
    alive = np.interp(block.age, _alive_ages, _mother_alive) * 0.8
    adult = (block.age >= 19) & (homes.role != CHILD) & block.chance(alive)
    who = np.flatnonzero(orphan & (adult | (grandchild & block.chance(0.7))))
    women = np.flatnonzero((block.pool.sex == 0) & (block.age >= 36) & (homes.role != GRANDCHILD))
    if not len(women):
        return
    mothers = women[near(block.age[who] + rng.normal(28.5, 3.5, len(who)), block.age[women], rng, 8)]
    fathers = homes.spouse[mothers]
    gap = block.age[mothers] - block.age[who]
    fits = (gap > 17) & (gap < 46) & (homes.home[mothers] != homes.home[who])
    fits &= (fathers < 0) | (block.age[fathers] - block.age[who] > 17)
    partner = homes.spouse[who]
    fits &= _rank(np.where(fits, mothers, -1)) < 4
    who, mothers, fathers, partner = who[fits], mothers[fits], fathers[fits], partner[fits]
    homes.mother[who] = mothers
    homes.father[who] = fathers
    same = (partner >= 0) & (homes.mother[partner] == homes.mother[who])
    homes.mother[who[same]] = -1
    homes.father[who[same]] = -1


def _rank(values: Ints) -> Ints:
    """How many equal values stand before each one: nobody is given more than four children elsewhere."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values)) - np.searchsorted(ordered, ordered, side="left")
    return rank


def _spouse_kinds(block: Block) -> None:
    """0 no spouse, 1 married, 2 living together without registering (4 % of couples in one home, assumed)."""
    spouse = block.homes.spouse
    together = (spouse >= 0) & (block.homes.home[spouse] == block.homes.home)
    wife = (block.pool.sex == 0) & together & block.chance(0.04)
    kind = (spouse >= 0).astype(np.uint8)
    kind[wife] = 2
    kind[spouse[wife]] = 2
    block.facts["spouse_kind"] = kind
