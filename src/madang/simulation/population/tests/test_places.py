"""A region is called what it was called on the day, in every province and through every change of codes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from madang.rules.service import family_from, load_rulebook
from madang.simulation.population.calendar_days import day
from madang.simulation.population.places import name_on
from madang.simulation.service import family_of, generate, residents

DAYS = [dt.date(2024, 1, 5), dt.date(2025, 5, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 1), dt.date(2026, 11, 20)]


@pytest.mark.parametrize(
    ("code", "on", "names"),
    [
        ("2911000000", dt.date(2026, 6, 30), {"광주광역시 동구"}),
        ("2911000000", dt.date(2026, 7, 1), {"전남광주통합특별시 동구"}),
        ("2811000000", dt.date(2026, 7, 1), {"인천광역시 제물포구", "인천광역시 영종구"}),
        ("5221000000", dt.date(2023, 5, 1), {"전라북도 김제시"}),
        ("4812000000", dt.date(1900, 1, 1), {"경상남도 창원시"}),
    ],
)
def test_the_name_of_the_day(code: str, on: dt.date, names: set[str]) -> None:
    assert {name_on(code, on, home) for home in range(4)} == names


@pytest.mark.parametrize("province", ["광주광역시", "인천광역시"])
def test_the_reader_takes_every_family_on_every_day(tmp_path: Path, province: str) -> None:
    rulebook = load_rulebook()
    population = generate(300, 3, province, tmp_path / "made", slices=False)
    grown = [one for one in residents(population) if population.persons["birth"][int(one[1:]) - 1] < day(DAYS[0])]
    for resident in grown[::20]:
        for on in DAYS:
            family = family_from(family_of(population, resident, on), rulebook)
            assert all(home.region is not None for home in family.residences if resident in home.persons)
