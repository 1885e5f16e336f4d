"""Sums by group against a plain count, and the sampling error against drawing samples."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.insight.whatif.estimates import estimate
from madang.insight.whatif.groups import (
    AGES,
    age_bands,
    age_dimension,
    decile_cuts,
    decile_dimension,
    deciles,
    equivalised,
    region_dimension,
)
from madang.insight.whatif.outcomes import Outcome, People
from madang.insight.whatif.tally import Tally

DIMENSIONS = {"age": age_dimension(), "region": region_dimension(["가", "나"]), "decile": decile_dimension()}


def block(seed: int, homes: int) -> tuple[People, Outcome, Outcome]:
    """Homes of one to four; everybody of a home is one unit."""
    rng = np.random.default_rng(seed)
    home = np.repeat(np.arange(homes), rng.integers(1, 5, homes))
    count = len(home)
    region = rng.integers(0, 2, homes)[home]
    groups = {
        "age": age_bands(rng.integers(0, 100, count)),
        "region": region,
        "decile": rng.integers(0, 10, homes)[home],
    }

    def outcome() -> Outcome:
        eligible = rng.random(homes) < 0.4
        amount = np.where(eligible, rng.integers(1, 50, homes) * 10_000, 0)
        return Outcome(eligible[home], rng.random(count) < 0.1, amount[home], home)

    return People(home, groups), outcome(), outcome()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 30))
def test_blocks_add_up_to_a_plain_count(seed: int, homes: int) -> None:
    tally = Tally(DIMENSIONS)
    plain = dict.fromkeys(("persons_gaining", "persons_losing", "units_gaining", "units_more", "won_change"), 0)
    by_region = [0, 0]
    for part in range(3):
        people, before, after = block(seed + part, homes)
        tally.add(people, before, after)
        head = np.searchsorted(people.home, people.home)
        for row in range(len(people.home)):
            was, now = bool(before.eligible[row]), bool(after.eligible[row])
            plain["persons_gaining"] += now and not was
            plain["persons_losing"] += was and not now
            if head[row] == row:
                change = int(after.amount[row] - before.amount[row])
                plain["units_gaining"] += now and not was
                plain["units_more"] += was and now and change > 0
                plain["won_change"] += change
                by_region[int(people.groups["region"][row])] += change
    assert {name: tally.total(name) for name in plain} == plain
    place = [round(estimate(tally, "won_change", "region", g, stands_for=tally.residents).value) for g in (0, 1)]
    assert place == by_region


@pytest.mark.parametrize("dimension", list(DIMENSIONS))
def test_groups_add_up_to_the_whole(dimension: str) -> None:
    tally = Tally(DIMENSIONS)
    tally.add(*block(3, 200))
    assert np.array_equal(tally.sums[dimension].sum(axis=0), tally.sums[""][0])
    assert tally.group_residents[dimension].sum() == tally.residents


def test_the_error_of_a_sample_is_the_spread_of_samples() -> None:
    people, before, after = block(11, 4_000)
    chosen = np.random.default_rng(5)
    found, errors = [], []
    for _ in range(300):
        kept = np.flatnonzero(np.isin(people.home, chosen.choice(4_000, 400, replace=False)))
        home = np.unique(people.home[kept], return_inverse=True)[1]
        part = [Outcome(o.eligible[kept], o.open[kept], o.amount[kept], home) for o in (before, after)]
        tally = Tally(DIMENSIONS)
        tally.add(People(home, {name: rows[kept] for name, rows in people.groups.items()}), *part)
        # The number of homes is what is drawn; residents come with them.
        figure = estimate(tally, "won_change", stands_for=round(tally.residents * 10))
        found.append(figure.value)
        errors.append(figure.error)
    assert np.std(found) == pytest.approx(np.mean(errors), rel=0.15)


def test_everybody_counted_has_no_error_and_one_home_tells_nothing_of_others() -> None:
    tally = Tally(DIMENSIONS)
    tally.add(*block(1, 1))
    assert estimate(tally, "won_after", stands_for=tally.residents).error == 0
    assert math.isinf(estimate(tally, "won_after", stands_for=1_000).error)
    assert estimate(Tally(DIMENSIONS), "won_after", stands_for=1_000).value == 0


def test_ages_and_incomes_fall_into_their_groups() -> None:
    assert len(age_dimension().groups) == len(AGES)
    assert list(age_bands(np.array([0, 1, 2, 64, 65, 120]))) == [0, 0, 1, 7, 8, 10]
    assert list(equivalised(np.array([4_000, 0, 0, 0, 9_000]), np.array([0, 0, 0, 0, 1]))) == [2_000.0] * 4 + [9_000.0]
    incomes = np.arange(1_000, dtype=np.float64)
    tenths = deciles(incomes, decile_cuts(incomes))
    assert list(np.bincount(tenths)) == [100] * 10
    assert list(deciles(np.zeros(3), decile_cuts(np.zeros(50)))) == [0, 0, 0]


def test_a_unit_is_counted_at_its_first_eligible_applicant_on_either_side() -> None:
    home = np.array([0, 0, 0, 1])
    unit = np.array([7, 7, 2, 3])
    nobody = np.zeros(4, dtype=bool)
    before = Outcome(np.array([False, True, True, False]), nobody, np.array([0, 500, 90, 0]), unit)
    after = Outcome(np.array([True, True, False, True]), nobody, np.array([600, 600, 0, 50]), unit)
    tally = Tally(DIMENSIONS)
    tally.add(People(home, {name: np.zeros(4, dtype=np.int64) for name in DIMENSIONS}), before, after)
    found = {name: tally.total(name) for name in ("units_before", "units_after", "units_gaining", "units_losing")}
    assert found == {"units_before": 2, "units_after": 2, "units_gaining": 1, "units_losing": 1}
    assert (tally.total("units_more"), tally.total("units_less")) == (1, 0)
    assert (tally.total("won_before"), tally.total("won_after"), tally.total("won_change")) == (590, 650, 60)
    assert (tally.total("persons_gaining"), tally.total("persons_losing"), tally.total("persons_more")) == (2, 1, 1)
