"""Must hold for every family: a hidden fact never turns an answer into its opposite, and rarely blurs it needlessly."""

from __future__ import annotations

import os
import random
from dataclasses import replace

import pytest

from madang.rules.service import Family, Rulebook, check
from madang.rules.tests.definiteness import measure
from madang.rules.tests.families import random_family

FAMILIES = int(os.environ.get("MADANG_FAMILIES", "150"))
FIRST_SEED = int(os.environ.get("MADANG_FIRST_SEED", "0"))
COMPLETE = 2026
"""A year of which no figure is missing."""


@pytest.mark.timeout(7200)
def test_definite_exactly_when_every_completion_agrees(rulebook: Rulebook) -> None:
    counts, contradictions = measure(rulebook, range(FIRST_SEED, FIRST_SEED + FAMILIES))
    assert contradictions == []
    assert counts["definite"] > FAMILIES
    assert counts["overcautious"] <= 0.02 * FAMILIES


@pytest.mark.parametrize("withheld", [0.5, 1.0])
def test_what_is_merely_not_known_is_no_fault(rulebook: Rulebook, withheld: float) -> None:
    """Of others than the applicant some tell nothing: an answer waits for it, and no condition fails for want of it."""
    seeds = [seed for seed in range(90) if random_family(rulebook, seed).date.year == COMPLETE]
    assert len(seeds) > 20
    for seed in seeds:
        family, chance = random_family(rulebook, seed), random.Random(seed)
        silent = {id for id in family.persons if id != family.applicant and chance.random() < withheld}
        persons = {id: replace(one, facts={}) if id in silent else one for id, one in family.persons.items()}
        told, partly = faults(rulebook, family), faults(rulebook, replace(family, persons=persons))
        assert partly <= told, (seed, silent)


def faults(rulebook: Rulebook, family: Family) -> set[tuple[str, str]]:
    """(service, clause) of each condition that fails."""
    return {
        (one.service, clause.id)
        for one in check(rulebook, family, explain=False)
        for clause in one.clauses
        if clause.fault is not None
    }
