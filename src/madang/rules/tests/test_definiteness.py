"""Must hold for every family: a hidden fact never turns an answer into its opposite, and rarely blurs it needlessly."""

from __future__ import annotations

import os

import pytest

from madang.rules.service import Rulebook, load_rulebook
from madang.rules.tests.definiteness import measure

FAMILIES = int(os.environ.get("MADANG_FAMILIES", "150"))
FIRST_SEED = int(os.environ.get("MADANG_FIRST_SEED", "0"))


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.mark.timeout(7200)
def test_definite_exactly_when_every_completion_agrees(rulebook: Rulebook) -> None:
    counts, contradictions = measure(rulebook, range(FIRST_SEED, FIRST_SEED + FAMILIES))
    assert contradictions == []
    assert counts["definite"] > FAMILIES
    assert counts["overcautious"] <= 0.02 * FAMILIES
