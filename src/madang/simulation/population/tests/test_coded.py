"""The population as columns of codes is the population of the family files."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest

from madang.rules.service import KOREA, family_from, load_rulebook, pack_on, table_on
from madang.simulation.service import CodedPopulation, family_of, generate, make_catalogue, residents

DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize("province", ["인천광역시", "경상남도"])
def test_packed_residents_are_those_of_the_family_files(tmp_path: Path, province: str) -> None:
    """Incheon has regions that were split in July 2026; the blocks are packed without being written."""
    make_catalogue(500, 2, tmp_path / "catalogue", on=DAY)
    book = load_rulebook([KOREA, tmp_path / "catalogue"])
    population = generate(3_000, 6, province, tmp_path / "population", slices=False)
    packed = pack_on(book, DAY, CodedPopulation(3_000, 6, province, DAY))
    assert set(packed.refused) == {id for id in book.pack.services if not id.startswith("gov24_")}
    members = {service: set(packed.members(service).tolist()) for service in packed.services}
    table, every = table_on(book, DAY), list(residents(population))
    for number in random.Random(1).sample(range(len(every)), 60):
        statuses = table.match(family_from(family_of(population, every[number], DAY), book)).statuses
        for service in packed.services:
            assert (statuses[service] == "eligible") == (number in members[service]), (number, service)
            assert statuses[service] != "unknown"
    assert packed.counts(compiled=False) == {service: len(found) for service, found in members.items()}


def test_a_block_by_itself_has_the_same_families() -> None:
    source = CodedPopulation(45_000, 3, "경상남도", DAY)
    parts = source.parts()
    assert sum(int(part.residents.sum()) for part in parts) == 45_000
    part = parts[1]
    population = source.population(part)
    codes = source.codes(part, ["person.birth_date", "coresidents", "household.monthly_income"])
    for row in random.Random(2).sample(range(population.size), 25):
        family = family_of(population, f"p{row + 1:07d}", DAY)
        applicant = next(person for person in family["persons"] if person["id"] == family["applicant"])
        home = next(one for one in family["residences"] if family["applicant"] in one["persons"] and "facts" in one)
        told = {name: source.domains[name][column[row]] for name, column in codes.items()}
        assert applicant["birth_date"] == told["person.birth_date"]
        assert home["facts"]["household.monthly_income"] == told["household.monthly_income"]
        assert len(home["persons"]) == told["coresidents"]


def test_an_earlier_day_has_other_facts() -> None:
    with pytest.raises(ValueError, match="2026-11-20"):
        CodedPopulation(100, 1, "경상남도", dt.date(2026, 1, 1))
