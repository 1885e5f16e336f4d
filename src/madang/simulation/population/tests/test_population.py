"""The simulated province against the official marginals, the census, and itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.rules.service import load_rulebook
from madang.simulation.population import facts, generation, marginals, series, sizes
from madang.simulation.population.calendar_days import ages, reference
from madang.simulation.population.columns import digest
from madang.simulation.population.demo import demo_people
from madang.simulation.population.reading import (
    NoSuchResident,
    Population,
    family_of,
    open_population,
    person_id,
    row_of,
)

size = 20_000


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Population:
    folder = tmp_path_factory.mktemp("province")
    generation.write(size, 7, "경상남도", folder)
    return open_population(folder)


def shares(population: Population) -> tuple[np.ndarray, np.ndarray]:
    """Persons by region × sex × band: drawn, and the official ones scaled to the same total."""
    official = marginals.read_marginals("4800000000").counts
    region = np.asarray(population.homes["region"])[np.asarray(population.persons["home"])]
    band = np.minimum(ages(np.asarray(population.persons["birth"])) // 5, 20)
    drawn = np.zeros_like(official)
    np.add.at(drawn, (region, np.asarray(population.persons["sex"]), band), 1)
    return drawn, official * (population.size / official.sum())


@pytest.mark.parametrize("axes", [(0, 1), (0, 2), (1, 2)], ids=["age", "sex", "region"])
def test_age_sex_and_region_lie_within_one_percent(province: Population, axes: tuple[int, int]) -> None:
    drawn, official = shares(province)
    difference = np.abs(drawn.sum(axis=axes) - official.sum(axis=axes))
    # A band of nine people cannot be hit within one percent: within one person there.
    assert (difference <= np.maximum(0.01 * official.sum(axis=axes), 1.0)).all()


def test_every_cell_lies_within_two_people(province: Population) -> None:
    drawn, official = shares(province)
    assert np.abs(drawn - official).max() < 2


def test_household_sizes_lie_within_two_points_of_the_census(province: Population) -> None:
    counts = np.bincount(np.asarray(province.persons["home"]))
    ordinary = counts[np.asarray(province.homes["facility"]) == 0]
    drawn = np.bincount(np.minimum(ordinary, 5), minlength=6)[1:] / len(ordinary) * 100
    census = np.append(sizes.census_shares()[:4], sizes.census_shares()[4:].sum()) * 100
    assert np.abs(drawn - census).max() < 2
    assert abs(ordinary.mean() - sizes.census()["mean_household_size"]["value"]) < 0.05


tables = st.integers(3, 6).flatmap(
    lambda width: st.lists(st.lists(st.integers(1, 5000), min_size=width, max_size=width), min_size=2, max_size=6)
)


@given(tables, st.integers(1, 3000))
@settings(deadline=None, max_examples=60)
def test_controlled_rounding_keeps_both_margins(rows: list[list[int]], total: int) -> None:
    table = np.array(rows)
    found = marginals.controlled_rounding(table, total)
    assert (found >= 0).all()
    assert (found.sum(axis=1) == marginals.largest_remainder(table.sum(axis=1), total)).all()
    assert (found.sum(axis=0) == marginals.largest_remainder(table.sum(axis=0), total)).all()


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        generation.write(1500, seed, "51", tmp_path / name)
    for name in "abc":
        (tmp_path / name / "manifest.json").unlink()
    first, again, other = (digest(tmp_path / name) for name in "abc")
    assert first == again
    assert first != other


def test_blocks_are_bounded_and_add_up() -> None:
    written = list(generation.blocks(45_000, 1, "전북특별자치도"))
    assert len(written) == 3
    assert sum(len(part.persons["birth"]) for part in written) == 45_000
    assert max(len(part.persons["birth"]) for part in written) < 16_000
    assert written[1].first_person == len(written[0].persons["birth"])


def test_the_nation_has_every_region(tmp_path: Path) -> None:
    generation.write(3000, 1, "nation", tmp_path)
    population = open_population(tmp_path)
    assert population.size == 3000
    assert len(population.manifest["regions"]) == 229


@pytest.mark.parametrize("size", [1, 17, 60, 300])
def test_a_handful_of_residents_is_a_population(tmp_path: Path, size: int) -> None:
    """Blocks of one or two people, without anybody who could be a mother."""
    generation.write(size, 1, "nation", tmp_path)
    assert open_population(tmp_path).size == size


def test_an_unknown_province_names_those_there_are() -> None:
    with pytest.raises(marginals.UnknownProvince, match="강원특별자치도"):
        marginals.province_codes("달나라")


def test_kinship_is_possible(province: Population) -> None:
    columns = province.persons
    birth = np.asarray(columns["birth"]).astype(np.int64)
    for name, sex in (("mother", 0), ("father", 1)):
        parent = np.asarray(columns[name])
        who = np.flatnonzero(parent >= 0)
        assert (np.asarray(columns["sex"])[parent[who]] == sex).all()
        gap = (birth[who] - birth[parent[who]]) / 365.2425
        assert gap.min() > 14
        assert np.percentile(gap, [5, 95]) == pytest.approx([22, 38], abs=4)
    spouse = np.asarray(columns["spouse"])
    married = np.flatnonzero(spouse >= 0)
    assert (spouse[spouse[married]] == married).all()
    assert (np.asarray(columns["sex"])[married] != np.asarray(columns["sex"])[spouse[married]]).all()
    mother = np.asarray(columns["mother"])
    assert not ((mother[married] >= 0) & (mother[married] == mother[spouse[married]])).any()


def test_brothers_and_sisters_at_home_are_not_born_months_apart(province: Population) -> None:
    columns = province.persons
    child = np.flatnonzero((np.asarray(columns["role"]) == 2) & (np.asarray(columns["mother"]) >= 0))
    order = child[np.lexsort((np.asarray(columns["birth"])[child], np.asarray(columns["mother"])[child]))]
    mother, birth = np.asarray(columns["mother"])[order], np.asarray(columns["birth"])[order]
    gap = np.diff(birth)[mother[1:] == mother[:-1]]
    assert ((gap > 0) & (gap < 270)).mean() < 0.01
    assert (gap == 0).mean() < 0.05


def test_every_askable_fact_of_the_vocabulary_is_filled(province: Population) -> None:
    assert set(facts.vocabulary()) <= facts.provided()
    family = family_of(province, "p0000001", reference)
    held = set(family["persons"][0]["facts"]) | set(family["residences"][0]["facts"])
    assert set(facts.vocabulary()) - held <= facts.always | {"residence.region"}


def test_who_has_no_means_has_nothing_that_the_vocabulary_rules_out(province: Population) -> None:
    """Else a family file of the population would contradict itself."""
    none = load_rulebook().pack.facts["person.without_means"]
    columns = {name: np.asarray(province.persons[name]) for name in facts.means_columns()}
    without = facts.worked_out["person.without_means"](columns)
    assert without.any()
    assert not without.all()
    for name in none.rules_out:
        if name in province.persons:
            assert not np.asarray(province.persons[name])[without].any(), name
        else:
            assert name in {*facts.worked_out, *series.monthly(), *series.yearly()}


def test_a_family_reaches_home_spouse_children_and_parents(province: Population) -> None:
    for row in range(0, size, 97):
        family = family_of(province, person_id(row), reference)
        ids = [person["id"] for person in family["persons"]]
        assert len(ids) == len(set(ids)) <= 50
        reached = {row_of(province, one) for one in ids}
        assert {row, *province.coresidents(row), *province.children(row), *province.parents(row)} <= reached
        assert {id for home in family["residences"] for id in home["persons"]} == set(ids)


def test_nobody_is_there_before_being_born(province: Population) -> None:
    baby = int(np.argmax(np.asarray(province.persons["birth"])))
    before = dt.date(2024, 1, 1)
    with pytest.raises(NoSuchResident):
        family_of(province, person_id(baby), before)
    mother = int(province.persons["mother"][baby])
    assert person_id(baby) not in [person["id"] for person in family_of(province, person_id(mother), before)["persons"]]


def test_income_series_end_with_the_month_asked_for(province: Population) -> None:
    started = np.asarray(province.persons["job_start"])
    row = int(np.flatnonzero((started > -10_000) & (started < 18_000))[0])
    wage = family_of(province, person_id(row), dt.date(2026, 5, 9))["persons"][0]["facts"]["employment.earned_income"]
    assert isinstance(wage, dict)
    assert next(iter(wage)) == "2023-01"
    assert list(wage)[-1] == "2026-05"


@pytest.mark.parametrize("id", ["", "x", "p", "p0", "p99999999", "q0000001", "p-1"])
def test_an_id_that_nobody_has_is_refused(province: Population, id: str) -> None:
    with pytest.raises(NoSuchResident):
        family_of(province, id, reference)


def test_people_to_show_the_house_with(province: Population) -> None:
    people = demo_people(province)
    assert [person.kind for person in people] == [
        "mother",
        "old_couple",
        "newborn",
        "single_parent",
        "laid_off",
        "migrant_family",
    ]
    assert len({person.resident for person in people}) == 6
    assert all(person.ko and person.en for person in people)


def test_rare_lives_occur(province: Population) -> None:
    columns = province.persons
    kinds = {"person.whereabouts": 7, "disability.degree": 3, "person.marital_status": 4, "crisis.reason": 10}
    for name, choices in (kinds | {"lone_reason": 9, "permit": 6}).items():
        counts = np.bincount(np.asarray(columns[name]), minlength=choices)
        assert (counts >= (2 if name == "lone_reason" else 15)).all(), (name, counts)


def test_a_child_relation_points_from_parent_to_child(province: Population) -> None:
    """docs/rule-language.md: `to` is the kind of `from`."""
    child = int(np.flatnonzero(np.asarray(province.persons["mother"]) >= 0)[0])
    mother = int(province.persons["mother"][child])
    relations = family_of(province, person_id(child), reference)["relations"]
    assert {"from": person_id(mother), "to": person_id(child), "kind": "child"} in relations
