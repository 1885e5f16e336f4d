"""The column engine and the interpreter say the same of services of one place, of residents and of everybody else."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from madang.rules.columns.engine import Columns
from madang.rules.columns.families import chunk_of_families
from madang.rules.columns.results import STATUSES
from madang.rules.columns.service import refusals
from madang.rules.columns.statuses import LEFT
from madang.rules.columns.tests.agreeing import families_on
from madang.rules.service import Family, Rulebook, Standing, load_rulebook, services_on, table_on
from madang.rules.tests.failing import plain_kernels
from tests.local_pack import ID, write
from tests.local_pack import replace as spoil

DAYS = (dt.date(2024, 5, 10), dt.date(2025, 9, 1), dt.date(2026, 3, 20))
PLACES = ("1111000000", "2818500000", "4146000000", "4159000000", "5011000000", "4373000000", "2611000000")
FAMILIES = int(os.environ.get("MADANG_PLACED", "60"))


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return load_rulebook(home=write(tmp_path_factory.mktemp("home") / "packs").parent)


def placed(family: Family, seed: int) -> Family:
    """The family in one of the places that have packs, or in none, if its place is known."""
    place = random.Random(seed).choice(PLACES)
    homes = tuple(home if home.region is None else replace(home, region=place) for home in family.residences)
    return replace(family, residences=homes)


def test_columns_run_every_pack(rulebook: Rulebook) -> None:
    ids = {service.id for service in rulebook.pack.services.values() if service.area}
    assert ID in ids
    assert {id: why for id, why in refusals(rulebook, dt.date(2026, 3, 20)).items() if why and id in ids} == {}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("hide", [0.0, 0.4])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_columns_and_interpreter_agree(rulebook: Rulebook, day: dt.date, hide: float) -> None:
    families = [placed(one, seed) for seed, one in enumerate(families_on(rulebook, day, range(FAMILIES), hide))]
    local = [service for service in services_on(rulebook, day) if service.area]
    with plain_kernels():
        columns = Columns(rulebook, day, local)
        chunk = chunk_of_families(rulebook, families, columns.wanted, columns.kinds)
        found = {one.service: one for one in columns.run(chunk)}
    assert chunk.asked is not None
    said, differences = Counter[str](), []
    for row, family in zip(chunk.asked.nonzero()[0].tolist(), families, strict=True):
        for id, outcome in Standing(rulebook, family).outcomes(found).items():
            status, low = STATUSES[found[id].status[row]], outcome.amount.low if outcome.amount else -1
            said[status] += 1
            promised = (rulebook.pack.services[id].years or (0, 9999))[0] <= day.year
            if status != STATUSES[LEFT] and (status != outcome.status or (promised and found[id].amount[row] != low)):
                differences.append(f"{id} {family.residences[0].region}: {status} {found[id].amount[row]}, {outcome}")
    assert differences == []
    assert said["ineligible"] > said["eligible"] > 0


@pytest.mark.timeout(600)
def test_a_service_in_kind_runs_in_the_engines_of_conditions_too(tmp_path: Path) -> None:
    """Without an amount the table and the bitmaps run it as well, the condition of the place among its conditions."""
    folder = write(tmp_path)
    spoil(folder, "amount: {value: 1000 * count(unit), law: 시험 조례 §3}\n", "")
    spoil(folder, "gives: {per: once}\n", "")
    book, day = load_rulebook(home=tmp_path), DAYS[-1]
    table = table_on(book, day, [ID])
    assert table.refused == {}
    said = Counter[str]()
    for seed, family in enumerate(families_on(book, day, range(160), 0.3)):
        here = placed(family, seed)
        found = table.match(here).statuses[ID]
        said[found] += 1
        assert found == Standing(book, here).outcomes([ID])[ID].status
    assert said["eligible"]
    assert said["ineligible"]
