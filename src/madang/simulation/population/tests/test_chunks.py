"""The column engine over the population says what the interpreter says of each resident's own family file."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from madang.rules.columns.service import FAULT, LEFT, NOTHING, STATUSES, UNBOUNDED, Columns, ServiceColumns, finish
from madang.rules.service import KOREA, Answer, Rulebook, ServiceDefinition, check, family_from, load_rulebook
from madang.simulation.population.columns import BrokenTable, StoredTable
from madang.simulation.service import Population, blocks_of, chunks_for, family_of, generate, person_id
from tests.plain_kernels import plain_kernels

DAYS = (dt.date(2024, 3, 5), dt.date(2025, 1, 1), dt.date(2026, 3, 27), dt.date(2026, 11, 20))
RESIDENTS, GRANTED = 120, 3
"""Drawn blindly, and beside them of those whom a service is granted."""

NOBODY_HERE = {"emergency_housing"}
"""Services that nobody among so few is granted: what they ask for is rare, and what the population lacks stays open."""


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Population:
    return generate(6_000, 7, "경상남도", tmp_path_factory.mktemp("population") / "p", slices=False)


@pytest.mark.timeout(900)
def test_every_service_says_what_the_interpreter_says(
    rulebook: Rulebook, population: Population, kernels: Path
) -> None:
    """Kernels of the last day are compiled; those of other days, which would take minutes, run as the Python they are,
    and of the last day both ways say the same of everybody."""
    services = list(rulebook.pack.services.values())
    with plain_kernels():
        for date in DAYS[:-1]:
            _compared(rulebook, population, services, date, kernels)
        uncompiled = _of_everybody(rulebook, population, services, kernels)
    assert _of_everybody(rulebook, population, services, kernels) == uncompiled
    said = _compared(rulebook, population, services, DAYS[-1], kernels)
    nation = [one.id for one in services if not one.area]
    never = {status: {id for id in nation if not said[f"{id} {status}"]} for status in ("eligible", "ineligible")}
    assert never["ineligible"] == set()
    assert never["eligible"] <= NOBODY_HERE
    for service in services:
        _left_by_itself(rulebook, population, service, kernels)


def _of_everybody(
    book: Rulebook, population: Population, services: list[ServiceDefinition], kernels: Path
) -> dict[str, list[bytes]]:
    """Of each service the statuses, amounts and clauses of the whole population on the last day."""
    columns = Columns(book, DAYS[-1], services, kernels)
    (block,) = blocks_of(population)
    found = columns.run(chunks_for(columns, population.manifest["regions"]).chunk(block))
    every: dict[str, list[Any]] = {
        one.service: [one.status, one.amount, one.high, *one.clauses.values()] for one in found
    }
    return {service: [column.tobytes() for column in of_one] for service, of_one in every.items()}


def _compared(
    book: Rulebook, population: Population, services: list[ServiceDefinition], date: dt.date, kernels: Path
) -> Counter[str]:
    """How often each service said what, of residents of whom both engines were asked."""
    columns = Columns(book, date, services, kernels)
    assert [plan.service.id for plan in columns.plans if not plan.runs] == []
    (block,) = blocks_of(population)
    whole = chunks_for(columns, population.manifest["regions"]).chunk(block)
    rows = _rows_of_every_kind(columns.run(whole), whole.persons, date)
    chunk = replace(whole, asked=np.isin(np.arange(whole.persons), rows))
    found = columns.run(chunk)
    left = {one.service: one.left.copy() for one in found}
    if date == DAYS[-1]:  # nobody is about to move: hardly anything is left
        assert sum(int(one.sum()) for one in left.values()) < 0.001 * len(found) * chunk.persons
    assert finish(book, date, chunk, found) == sum(int(one[chunk.asked].sum()) for one in left.values())
    said: Counter[str] = Counter()
    for row in rows:
        family = family_from(family_of(population, person_id(int(chunk.ids[row])), date, homes=True), book)
        answers = {one.service: one for one in check(book, family, [one.service for one in found], explain=False)}
        for one in found:
            assert of_columns(one, row) == of_answer(answers[one.service]), (row, one.service)
            assert one.status[row] != LEFT
            said[f"{one.service} {STATUSES[one.status[row]]}"] += 1
    return said


def _rows_of_every_kind(found: list[ServiceColumns], persons: int, date: dt.date) -> list[int]:
    """Some residents drawn blindly, and a few of those to whom each service is granted."""
    chance = random.Random(date.toordinal())
    rows = set(chance.sample(range(persons), RESIDENTS))
    for one in found:
        granted = np.flatnonzero(one.status == STATUSES.index("eligible"))
        rows |= {int(row) for row in granted[:: max(1, len(granted) // GRANTED)][:GRANTED]}
    return sorted(rows)


def _left_by_itself(book: Rulebook, population: Population, service: ServiceDefinition, kernels: Path) -> None:
    """The chunk holds whatever the interpreter asks for, although kernels of one service read less.

    They are among those of all services: in the same test, or two processes would compile them side by side.
    """
    (block,) = blocks_of(population)
    columns = Columns(book, DAYS[-1], [service], kernels)
    chunk = chunks_for(columns, population.manifest["regions"]).chunk(block)
    asked = np.arange(chunk.persons) < 40
    (found,) = columns.run(replace(chunk, asked=asked))
    before = found.status.copy()
    found.status[asked] = LEFT
    assert finish(book, DAYS[-1], replace(chunk, asked=asked), [found]) == 40
    assert (found.status[asked] == before[asked]).all()


def of_columns(one: ServiceColumns, row: int) -> tuple[str, Any, dict[str, bool | None]]:
    """Status, amount and clauses of a row, as an answer has them."""
    status = "unknown" if one.status[row] == FAULT else STATUSES[one.status[row]]
    high = int(one.high[row])
    amount = None if one.amount[row] == NOTHING else (int(one.amount[row]), None if high == UNBOUNDED else high)
    return status, amount, {id: {0: False, 1: True}.get(int(codes[row])) for id, codes in one.clauses.items()}


def of_answer(answer: Answer) -> tuple[str, Any, dict[str, bool | None]]:
    """The same of an answer."""
    amount = None if answer.amount is None else (answer.amount.low, answer.amount.high)
    return answer.status, amount, {clause.id: clause.holds for clause in answer.clauses}


def test_blocks_of_a_folder_are_those_that_were_made(population: Population) -> None:
    rows = np.concatenate([block.persons["birth"] for block in blocks_of(population)])
    assert len(rows) == population.size


PLACES = ("경상남도", "경상남도 창원시", "세종특별자치시", "서울특별시 종로구")
ON = DAYS[-1]


@pytest.fixture(scope="module")
def places(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory, kernels: Path) -> Columns:
    """Compiled services of one place each, as a catalogue has them."""
    book = load_rulebook([KOREA, services_of_places(rulebook, tmp_path_factory.mktemp("places") / "pack")])
    return Columns(book, ON, [one for id, one in book.pack.services.items() if id.startswith("place_")], kernels)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("province", ["경상남도", "세종특별자치시"])
def test_services_of_one_place(places: Columns, tmp_path: Path, province: str) -> None:
    """They are for whoever lives in the 시·군·구 or 시·도."""
    book, columns = places.rulebook, places
    population = generate(400, 3, province, tmp_path / "p", slices=False)
    (block,) = blocks_of(population)
    chunk = chunks_for(columns, population.manifest["regions"]).chunk(block)
    found = columns.run(chunk)
    said: Counter[str] = Counter()
    for row in range(0, chunk.persons, 8):
        family = family_from(family_of(population, person_id(int(chunk.ids[row])), ON), book)
        for answer, one in zip(check(book, family, [one.service for one in found], explain=False), found, strict=True):
            assert STATUSES[one.status[row]] == answer.status
            said[f"{answer.status} {one.service}"] += 1
    assert said["eligible place_2" if province == "세종특별자치시" else "eligible place_1"]
    assert not said["eligible place_3"]


def test_a_left_row_reads_where_somebody_lives(places: Columns, tmp_path: Path) -> None:
    """What the engine leaves, the interpreter finishes on the chunk: also where a region's code is compared."""
    population = generate(400, 3, "경상남도", tmp_path / "p", slices=False)
    (block,) = blocks_of(population)
    chunk = chunks_for(places, population.manifest["regions"]).chunk(block)
    found = places.run(chunk)
    before = [one.status.copy() for one in found]
    for one in found:
        one.status[:20] = LEFT
    assert finish(places.rulebook, ON, chunk, found) == 20 * len(found)
    assert all((one.status == held).all() for one, held in zip(found, before, strict=True))


def services_of_places(rulebook: Rulebook, folder: Path) -> Path:
    """A pack with a service for each place, and only for who lives there."""
    (folder / "services").mkdir(parents=True)
    (folder / "pack.yaml").write_text('{"id": "places", "label": {"ko": "-", "en": "-"}, "version": "1"}')
    for number, place in enumerate(PLACES):
        region = rulebook.regions.find(place, ON)
        fact = "region.province" if region.level == "sido" else "region.district"
        clause = {"id": "lives", "when": f'{fact} = "{region.code}"', "law": "-", "label": {"ko": place, "en": "There"}}
        service = {
            "service": f"place_{number}",
            "kind": "in_kind",
            "label": {"ko": "모의", "en": "Made up"},
            "agency": "-",
            "law": "-",
            "unit": "applicant_alone",
            "clauses": [clause],
        }
        (folder / "services" / f"place_{number}.yaml").write_text(json.dumps(service, ensure_ascii=False))
    return folder


def test_blocks_are_read_and_nothing_is_mapped(tmp_path: Path) -> None:
    """So that memory is that of a block, however large the files; a file that was cut off is told with its row."""
    made = generate(3_000, 7, "세종특별자치시", tmp_path / "p", slices=False)
    (block,) = blocks_of(made)
    assert isinstance(made.persons, StoredTable)
    assert made.size == len(block.persons["birth"]) == 3_000
    assert not made.persons._maps
    assert all(np.array_equal(made.persons[name], column) for name, column in block.persons.items())
    assert all(np.array_equal(made.homes[name], column) for name, column in block.homes.items())
    path = tmp_path / "p" / "persons" / "sex.npy"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(BrokenTable, match=r"rows end at 2,990"):
        list(blocks_of(made))
    path.write_bytes(b"no column")
    with pytest.raises(BrokenTable, match=r"sex\.npy"):
        list(blocks_of(made))
