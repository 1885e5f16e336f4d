"""Homes put together from a region's residents: who lives with whom, and who is whose child.

The mix of household sizes is the census'; ages between spouses and between parents and children
are assumed distributions (docs/province.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from madang.simulation.population.matching import Floats, Ints, nearest_free, weighted_choice
from madang.simulation.population.sizes import homes_for, kinds

roles = ("head", "spouse", "child", "grandparent", "grandchild", "other")
HEAD, SPOUSE, CHILD, GRANDPARENT, GRANDCHILD, OTHER = range(6)
home_kinds = ("ordinary", "facility")

_at_home_ages = np.array([0.0, 19.0, 23.0, 27.0, 30.0, 35.0, 40.0, 50.0, 60.0])
_at_home_rates = np.array([1.0, 0.75, 0.6, 0.47, 0.3, 0.17, 0.09, 0.04, 0.0])
_married_ages = np.array([0, 20, 25, 28, 31, 35, 40, 65, 75, 85, 120], dtype=float)
_married_women = np.array([0, 0.03, 0.2, 0.5, 0.7, 0.8, 0.85, 0.9, 0.6, 0.25, 0.0])


@dataclass(slots=True)
class Homes:
    """For each person of a region: home number from 0, role, and spouse, mother, father (indices or -1)."""

    home: Ints
    role: Ints
    spouse: Ints
    mother: Ints
    father: Ints
    facility: Ints


def empty_homes(count: int) -> Homes:
    """Nobody has a home yet."""
    nobody = [np.full(count, -1, dtype=np.int64) for _ in range(5)]
    home, role, spouse, mother, father = nobody
    return Homes(home, role, spouse, mother, father, np.zeros(count, dtype=np.int64))


def at_home(age: Floats, factor: float) -> Floats:
    """How likely somebody of that age lives as a child with parents; certain under 19."""
    rate = _at_home_rates[np.searchsorted(_at_home_ages, age, side="right") - 1]
    return np.where(age < 19, 1.0, np.minimum(0.9, rate * factor))


def at_facility(age: Floats) -> Floats:
    """How likely somebody lives in a facility (assumed)."""
    return np.select([age >= 80, age >= 65, age >= 19, age < 1], [0.06, 0.012, 0.003, 0.0], 0.002)


class Region:
    """One region's residents being put into homes."""

    def __init__(self, age: Floats, sex: Ints, factor: float, rng: np.random.Generator) -> None:
        count = len(age)
        self.age, self.sex, self.rng, self.factor = age, sex, rng, factor
        self.homes = empty_homes(count)
        self.free = np.ones(count, dtype=bool)
        self.next_home = 0

    def settle(self) -> Homes:
        """Everybody gets a home."""
        self._facilities()
        people = np.flatnonzero(self.free)
        if len(people):
            self._families(people)
        self._alone(np.flatnonzero(self.free))
        return self.homes

    def _facilities(self) -> None:
        chosen = np.flatnonzero(self.rng.random(len(self.age)) < at_facility(self.age))
        self.homes.facility[chosen] = 1
        self._alone(chosen)

    def _alone(self, who: Ints) -> None:
        self._place(who, self._new_homes(len(who)), HEAD)
        children = who[self.age[who] < 16]
        self.homes.facility[children] = 1

    def _new_homes(self, count: int) -> Ints:
        self.next_home += count
        return np.arange(self.next_home - count, self.next_home)

    def _place(self, who: Ints, home: Ints, role: int) -> None:
        self.homes.home[who] = home
        self.homes.role[who] = role
        self.free[who] = False

    def _families(self, people: Ints) -> None:
        likely = at_home(self.age[people], self.factor)
        counts = homes_for(len(people), float(likely.sum()))
        slots = np.repeat([kind.children for kind in kinds], counts)
        children = self._children(people, likely, int(slots.sum()))
        self.free[children] = False
        groups = self._sibships(children, slots)
        which = np.repeat(np.arange(len(kinds)), counts)
        order = np.flatnonzero(slots)
        home_heads = self._parents(groups, which[order])
        couples = np.flatnonzero([kinds[kind].heads == "couple" and not kinds[kind].children for kind in which])
        childless = self._couples(len(couples))
        self._grandparents(which[order], home_heads)
        self._grandparents(which[couples][: len(childless)], childless)
        self._pairs(int(sum(kinds[kind].heads == "pair" for kind in which)))

    def _children(self, people: Ints, likely: Floats, slots: int) -> Ints:
        young = people[self.age[people] < 19]
        older = people[(self.age[people] >= 19) & (likely > 0)]
        weights = at_home(self.age[older], self.factor)
        chosen = older[weighted_choice(weights, min(slots - len(young), len(older)), self.rng)]
        return np.concatenate([young, chosen])

    def _sibships(self, children: Ints, slots: Ints) -> list[Ints]:
        """Children near in age, cut into groups; too many children enlarge the last groups."""
        noise = self.rng.normal(0, 1.2, len(children))
        ordered = children[np.argsort(self.age[children] + noise, kind="stable")]
        places = np.flatnonzero(slots)
        shuffled = places[self.rng.permutation(len(places))]
        cuts = np.cumsum(slots[shuffled])[:-1] if len(shuffled) else np.array([], dtype=np.int64)
        pieces = np.split(ordered, np.minimum(cuts, len(ordered)))
        groups: list[Ints] = [np.array([], dtype=np.int64)] * len(places)
        rank = {int(place): position for position, place in enumerate(places)}
        for place, piece in zip(shuffled, pieces, strict=False):
            groups[rank[int(place)]] = piece
        return groups

    def _adults(self, sex: int | None = None, oldest_first: bool = False) -> Ints:
        chosen = self.free & (self.age >= 20)
        if sex is not None:
            chosen &= self.sex == sex
        return np.flatnonzero(chosen)

    def _take(self, wanted: Floats, pool: Ints) -> Ints:
        found = nearest_free(wanted, self.age[pool])
        return np.where(found >= 0, pool[found] if len(pool) else -1, -1)

    def _parents(self, groups: list[Ints], which: Ints) -> Ints:
        """Mothers and fathers for the sibships; returns the head of each home (-1: nobody was left)."""
        rng = self.rng
        count = len(groups)
        eldest = np.array([self.age[g].max() if len(g) else 0.0 for g in groups])
        heads_of = np.array([kinds[kind].heads for kind in which])
        skip = heads_of == "skip"
        lone_father = (heads_of == "lone") & (rng.random(count) < 0.24)
        at_birth = np.where(eldest < 25, rng.normal(30.0, 3.6, count), rng.normal(27.0, 3.4, count))
        wanted = eldest + np.where(skip, rng.normal(56, 4, count), np.clip(at_birth, 19.5, 42))
        mother = np.full(count, -1, dtype=np.int64)
        father = np.full(count, -1, dtype=np.int64)
        need = np.flatnonzero(~lone_father)
        mother[need] = self._take(wanted[need], self._adults(0))
        self.free[mother[mother >= 0]] = False
        need = np.flatnonzero(lone_father | (heads_of == "couple") | (mother < 0))
        husband = np.where(mother >= 0, self.age[mother] + rng.normal(2.4, 2.4, count), wanted + 2.5)
        father[need] = self._take(np.maximum(husband, eldest + 18)[need], self._adults(1))
        self.free[father[father >= 0]] = False
        return self._house(groups, mother, father, skip, eldest)

    def _house(self, groups: list[Ints], mother: Ints, father: Ints, skip: np.ndarray[tuple[int], np.dtype[np.bool_]],
               eldest: Floats) -> Ints:  # fmt: skip
        head = np.where(father >= 0, father, mother)
        home = self._new_homes(len(groups))
        both = np.flatnonzero((mother >= 0) & (father >= 0))
        self._marry(father[both], mother[both])
        settled = np.flatnonzero(head >= 0)
        self._place(head[settled], home[settled], HEAD)
        self._place(mother[both], home[both], SPOUSE)
        for group, number, m, f, is_skip, old in zip(groups, home, mother, father, skip, eldest, strict=True):
            if m < 0 and f < 0:
                self.free[group] = True
                continue
            self._place(group, np.full(len(group), number), GRANDCHILD if is_skip else CHILD)
            if not is_skip:
                self.homes.mother[group] = m if m >= 0 and self.age[m] - old >= 15 else -1
                self.homes.father[group] = f if f >= 0 and self.age[f] - old >= 15 else -1
        return head

    def _marry(self, men: Ints, women: Ints) -> None:
        self.homes.spouse[men] = women
        self.homes.spouse[women] = men

    def _couples(self, count: int) -> Ints:
        women = self._adults(0)
        weights = np.interp(self.age[women], _married_ages, _married_women)
        wives = women[weighted_choice(weights, min(count, len(women)), self.rng)]
        wanted = self.age[wives] + self.rng.normal(2.6, 2.4, len(wives))
        husbands = self._take(wanted, self._adults(1))
        apart = np.abs(self.age[husbands] - self.age[wives]) > 18
        together = (husbands >= 0) & ~apart
        wives, husbands = wives[together], husbands[together]
        home = self._new_homes(len(wives))
        self._marry(husbands, wives)
        self._place(husbands, home, HEAD)
        self._place(wives, home, SPOUSE)
        return husbands

    def _grandparents(self, which: Ints, heads: Ints) -> None:
        """A parent of the head (or of the head's spouse) moves in."""
        chosen = np.array([kinds[kind].grandparents > 0 for kind in which], dtype=bool) & (heads >= 0)
        hosts = heads[chosen]
        spouse = self.homes.spouse[hosts]
        child = np.where((self.rng.random(len(hosts)) < 0.3) & (spouse >= 0), spouse, hosts)
        old = self._take(self.age[child] + self.rng.normal(28, 3, len(child)), self._adults())
        fits = (old >= 0) & (self.age[old] - self.age[child] >= 17)
        old, child = old[fits], child[fits]
        self._place(old, self.homes.home[child], GRANDPARENT)
        woman = self.sex[old] == 0
        self.homes.mother[child[woman]] = old[woman]
        self.homes.father[child[~woman]] = old[~woman]

    def _pairs(self, count: int) -> None:
        """Two adults of like age who share a home: brothers and sisters, friends, lodgers."""
        free = np.flatnonzero(self.free & (self.age >= 20) & (self.age < 75))
        free = free[np.argsort(self.age[free], kind="stable")]
        starts = np.arange(0, len(free) - 1, 2)
        starts = starts[self.rng.permutation(len(starts))[:count]]
        home = self._new_homes(len(starts))
        self._place(free[starts], home, HEAD)
        self._place(free[starts + 1], home, OTHER)
