"""Among 20,000 residents every clause of every service is met by twenty, and not met by twenty.

Not everybody is asked: for each service a few residents out of each group that the clause turns on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from madang.rules import service as rules
from madang.simulation.population import generation, series
from madang.simulation.population.calendar_days import reference, today
from madang.simulation.population.reading import Population, family_of, open_population, person_id

Flags = NDArray[np.bool_]
each = 26


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Population:
    folder = tmp_path_factory.mktemp("clauses")
    generation.write(20_000, 2026, "경상남도", folder)
    return open_population(folder)


@pytest.fixture(scope="module")
def rulebook() -> rules.Rulebook:
    return rules.load_rulebook()


class Groups:
    """Who a clause may turn on."""

    def __init__(self, population: Population) -> None:
        self.of: dict[str, NDArray[Any]] = {name: np.asarray(values) for name, values in population.persons.items()}
        self.size = population.size
        self.age = (today - self.of["birth"]) / 365.2425
        self.anybody = np.ones(self.size, dtype=bool)
        self.foreign = np.isin(self.of["permit"], (4, 5))
        self.away = self.of["person.whereabouts"] != 0
        self.old = self.age >= 65
        self.poor = self.of["fortune"] < 0.6
        self.home = self.of["home"]
        self.rents = np.asarray(population.homes["housing.tenure"])[self.home] == 1

    def parents_of(self, children: Flags) -> Flags:
        """Fathers and mothers of these."""
        found = np.zeros(self.size, dtype=bool)
        for name in ("mother", "father"):
            parents = self.of[name][children]
            found[parents[parents >= 0]] = True
        return found

    def kin_elsewhere_of(self, people: Flags) -> Flags:
        """Their parents and children who live in other homes."""
        found = np.zeros(self.size, dtype=bool)
        for name in ("mother", "father"):
            parent = self.of[name]
            apart = (parent >= 0) & (self.home[parent] != self.home)
            found |= apart & people[parent]
            found[parent[apart & people]] = True
        return found

    def by_service(self) -> dict[str, list[Flags]]:
        """The groups asked about each service."""
        of, child, baby = self.of, self.age < 9, self.age < 1.9
        income = series.by_year("supporter.annual_income", of, np.arange(self.size))[:, -2]
        property_ = of["assets.home"] + of["assets.property"] + of["assets.other_general"]
        rich = (income > 130_000_000) | (property_ > 1_200_000_000)
        lone, abroad = of["lone_reason"] > 0, of["stay.abroad_days"] > 90
        other = self.of["person.nationality"] == 1
        kinds = (child, child & ~of["child.birth_registered"], child & other, child & abroad)
        children = [self.anybody, *(self.parents_of(kind) for kind in kinds)]
        babies = [self.anybody, self.parents_of(baby), self.parents_of(baby & ~of["child.first_meeting_received"])]
        need = [
            self.anybody,
            self.poor,
            self.foreign,
            self.away,
            self.rents & self.poor,
            self.kin_elsewhere_of(rich & ~of["supporter.cannot_be_relied_on"]),
        ]
        lost = np.isin(of["person.whereabouts"], (2, 4, 5))
        return {
            "basic_pension": [self.anybody, self.old, self.foreign, abroad, lost, of["occupational_pension.kind"] > 0],
            "child_allowance": children,
            "parent_benefit": babies,
            "first_meeting": babies,
            "livelihood": need,
            "housing": need,
            "emergency": [
                self.anybody,
                of["crisis.reason"] > 0,
                self.foreign,
                self.away,
                of["crisis.same_aid"],
                self.poor,
            ],
            "single_parent": [self.anybody, lone, lone & self.poor, self.foreign, self.away],
        }


def tally(
    population: Population, rulebook: rules.Rulebook, service: str, groups: list[Flags]
) -> dict[str, Counter[Any]]:
    """Clause → how often it holds, fails or is unknown among some of each group."""
    rng = np.random.default_rng(1)
    asked = {int(row) for group in groups for row in rng.permutation(np.flatnonzero(group))[:each]}
    found: dict[str, Counter[Any]] = defaultdict(Counter)
    read = {fact.name for fact in rules.vocabulary(rulebook, [service])}
    for row in sorted(asked):
        told = family_of(population, person_id(row), reference)
        for one in [*told["persons"], *told["residences"]]:
            one["facts"] = {name: value for name, value in one.get("facts", {}).items() if name in read}
        family = rules.family_from(told, rulebook)
        for answer in rules.check(rulebook, family, [service], explain=False):
            for clause in answer.clauses:
                found[clause.id][clause.holds] += 1
    return found


@pytest.mark.parametrize("service", ["basic_pension", "child_allowance", "parent_benefit", "first_meeting",
                                     "livelihood", "housing", "emergency", "single_parent"])  # fmt: skip
def test_every_clause_is_met_and_not_met_by_twenty(
    province: Population, rulebook: rules.Rulebook, service: str
) -> None:
    found = tally(province, rulebook, service, Groups(province).by_service()[service])
    rare = {id: dict(counts) for id, counts in found.items() if min(counts[True], counts[False]) < 20}
    assert found
    assert not rare
    # The population leaves nothing open: whatever is asked has an answer.
    assert not [id for id, counts in found.items() if counts[None]]
