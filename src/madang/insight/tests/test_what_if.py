"""A change over a small population: the same counts and won as the interpreter, resident by resident."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from madang.insight.service import NoEffect, WhatIf, what_if
from madang.insight.whatif.running import ages_on
from madang.rules.service import Answer, Rulebook, check, family_from, read_change, reformed
from madang.simulation.service import Population, family_of, generate, person_id, source_of

ON = dt.date(2026, 7, 1)
CHANGES = ("parent_benefit_age_0=1200000",)


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Population:
    return generate(2_500, 7, "세종특별자치시", tmp_path_factory.mktemp("people") / "p", slices=False)


@pytest.fixture(scope="module")
def result(rulebook: Rulebook, population: Population, kernels: Path) -> WhatIf:
    changes = [read_change(text, rulebook) for text in CHANGES]
    seen: list[int] = []
    found = what_if(rulebook, changes, ON, source_of(population), kernels=kernels, progress=seen.append)
    assert sum(seen) == found.counted
    return found


def answers(rulebook: Rulebook, population: Population) -> dict[str, Answer]:
    """The interpreter's answers of everybody to whom a child under two may matter: its parents and its home."""
    persons, today = population.persons, (ON - dt.date(1970, 1, 1)).days
    small = np.flatnonzero((persons["birth"] <= today) & (persons["birth"] > today - 800))
    near = {
        int(row) for child in small for row in (*population.parents(int(child)), *population.coresidents(int(child)))
    }
    found = {}
    for row in sorted(row for row in near if persons["birth"][row] <= today):
        family = family_from(family_of(population, person_id(row), ON), rulebook)
        found[person_id(row)] = check(rulebook, family, ["parent_benefit"], explain=False)[0]
    return found


def test_counts_and_won_are_those_of_the_interpreter(
    rulebook: Rulebook, population: Population, result: WhatIf
) -> None:
    after = reformed(rulebook, [read_change(text, rulebook) for text in CHANGES], ON)
    before_of, after_of = answers(rulebook, population), answers(after, population)
    eligible = [person for person, one in before_of.items() if one.status == "eligible"]
    more = [person for person in eligible if _won(after_of[person]) > _won(before_of[person])]
    units = {min(before_of[person].unit): person for person in reversed(eligible)}
    change = sum(_won(after_of[person]) - _won(before_of[person]) for person in units.values())
    (effect,) = result.services
    told = {name: effect.tally.total(name) for name in ("persons_before", "persons_more", "units_before", "won_change")}
    assert told == {
        "persons_before": len(eligible), "persons_more": len(more), "units_before": len(units), "won_change": change,
    }  # fmt: skip
    assert change > 0


def _won(answer: Answer) -> int:
    return 0 if answer.amount is None or answer.status != "eligible" else answer.amount.low


def test_only_services_that_read_the_figure_are_run_and_the_sample_is_told(result: WhatIf) -> None:
    assert [service.id for service in result.services] == ["parent_benefit"]
    assert result.sampled
    assert result.stands_for > 300_000
    (effect,) = result.services
    whole = result.budget(effect, "won_change")
    assert 0 < whole.error < whole.value
    assert [(f.before, f.after) for f in result.figures] == [(1_000_000, 1_200_000)]
    tenths = effect.tally.group_residents["decile"]
    assert tenths.sum() == result.counted
    assert tenths.min() > result.counted / 20


def test_a_figure_that_nobody_reads_on_the_day_is_told(rulebook: Rulebook, population: Population) -> None:
    change = read_change("parent_benefit_age_0=1", rulebook)
    alone = {"first_meeting": rulebook.pack.services["first_meeting"]}
    without = replace(rulebook, pack=replace(rulebook.pack, services=alone))
    with pytest.raises(NoEffect) as refused:
        what_if(without, [change], ON, source_of(population))
    assert "parent_benefit_age_0" in refused.value.label.en


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        ("2000-03-01", "2026-02-28", 25), ("2000-03-01", "2026-03-01", 26), ("2000-02-29", "2025-02-28", 24),
        ("2000-02-29", "2025-03-01", 25), ("1931-12-31", "2026-12-30", 94), ("2026-12-31", "2026-07-01", 0),
    ],
)  # fmt: skip
def test_ages(birth: str, on: str, age: int) -> None:
    days = np.array([(dt.date.fromisoformat(birth) - dt.date(1970, 1, 1)).days])
    assert list(ages_on(days, dt.date.fromisoformat(on))) == [age]


def test_nothing_is_kept_of_a_population_but_its_sums(result: WhatIf, tmp_path: Path) -> None:
    (effect,) = result.services
    assert sum(array.nbytes for array in (*effect.tally.sums.values(), *effect.tally.squares.values())) < 100_000
