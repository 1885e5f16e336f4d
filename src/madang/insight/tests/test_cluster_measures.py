"""What is kept of a block adds up to what `Tally` counts, whatever the block holds and however it is cut."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from madang.insight.cluster.about import FAMILIES, About
from madang.insight.cluster.measures import Measure, left_rows, measures
from madang.insight.cluster.result import families_counted
from madang.insight.cluster.running import done
from madang.rules.columns.service import (
    FAULT,
    LEFT,
    NOTHING,
    STATUSES,
    Chunk,
    Lists,
    ServiceColumns,
    ServiceTally,
    Tally,
    refusals,
)
from madang.rules.service import Rulebook

ON = dt.date(2026, 7, 1)
SERVICES = ("basic_pension", "child_allowance")
REGIONS = ("경상남도 거제시", "경상남도 창원시", "전라남도 여수시")


def odd_chunk(chance: np.random.Generator) -> tuple[Chunk, np.ndarray, list[ServiceColumns]]:
    """Persons with every status, clause and amount but faults, units across homes and regions."""
    persons, homes = int(chance.integers(1, 60)), int(chance.integers(1, 12))
    home = chance.integers(0, homes, persons)
    asked = None if chance.integers(2) else chance.integers(0, 4, persons) > 0
    chunk = Chunk(home, homes, {}, {}, asked=asked)
    found = []
    for id in SERVICES:
        amount = np.where(chance.integers(0, 3, persons) > 0, chance.integers(0, 2**45, persons), NOTHING)
        clauses = {clause: chance.choice([0, 1, 3], persons).astype(np.int8) for clause in ("one", "two")}
        status = chance.choice([code for code in range(len(STATUSES)) if code != FAULT], persons).astype(np.int8)
        found.append(ServiceColumns(id, status, amount, amount, clauses, chance.integers(0, persons, persons)))
    return chunk, chance.integers(0, len(REGIONS), homes), found


@pytest.mark.parametrize("seed", range(40))
def test_sums_over_regions_are_the_tally(rulebook: Rulebook, seed: int) -> None:
    chance = np.random.default_rng(seed)
    tally = Tally(rulebook, ON, ())
    tally.services = {id: ServiceTally(id) for id in SERVICES}
    sums: dict[tuple[str, int, str], int] = {}
    for _ in range(3):
        chunk, regions, found = odd_chunk(chance)
        tally.note_left(chunk, found)
        left = left_rows(found)
        for service in found:  # as the interpreter would
            service.status[service.status == LEFT] = 1
        tally.add(chunk, found)
        for id, region, name, value in measures(chunk, regions, found, left):
            sums[id, region, name] = sums.get((id, region, name), 0) + value
    about = About(FAMILIES, ON, REGIONS, tally.persons, 3, SERVICES)
    counted = families_counted(rulebook, about, SERVICES, [Measure(*key, value) for key, value in sums.items()])
    assert counted.tally.as_dict() == tally.as_dict()
    for id, one in tally.services.items():
        for places in (counted.regions, counted.provinces):
            here = [place for (service, _), place in places.items() if service == id]
            assert sum(place.eligible for place in here) == one.statuses["eligible"]
            assert sum(place.units for place in here) == one.units
            assert sum(place.amount for place in here) == one.amount


def test_persons_count_where_they_live_and_units_where_their_first_member_does(rulebook: Rulebook) -> None:
    eligible = np.ones(3, dtype=np.int8)
    won = np.array([700, 700, 50])
    couple = ServiceColumns("basic_pension", eligible, won, won, {}, np.array([1, 1, 2]))
    chunk = Chunk(np.arange(3), 3, {"coresidents": Lists(np.arange(4), np.arange(3))}, {})
    found = list(measures(chunk, np.array([2, 0, 1]), [couple], left_rows([couple])))
    about = About(FAMILIES, ON, REGIONS, 3, 1, SERVICES)
    counted = families_counted(rulebook, about, ["basic_pension"], found)
    assert counted.regions == {
        ("basic_pension", "전라남도 여수시"): (1, 1, 700),
        ("basic_pension", "경상남도 거제시"): (1, 0, 0),
        ("basic_pension", "경상남도 창원시"): (1, 1, 50),
    }
    assert counted.provinces["basic_pension", "경상남도"] == (2, 1, 50)


def test_a_service_the_engine_cannot_run_is_named_with_the_reason(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    from madang.insight.cluster import result
    from madang.rules.service import Label

    assert refusals(rulebook, ON)["basic_pension"] == []
    monkeypatch.setattr(result, "refusals", lambda *_: {"basic_pension": [("age", Label("까닭", "reason"))]})
    counted = families_counted(rulebook, About(FAMILIES, ON, REGIONS, 0, 0), SERVICES, [])
    assert counted.tally.services["basic_pension"].refusals == ("age: 까닭 / reason",)
    assert counted.tally.services["child_allowance"].refusals == ()


def test_cpu_adds_up_and_the_largest_peak_counts(rulebook: Rulebook) -> None:
    found = [Measure("", -1, "cpu:kernels", 2_500_000), Measure("", -1, "peak", 4096), Measure("", 1, "persons", 7)]
    counted = families_counted(rulebook, About(FAMILIES, ON, REGIONS, 7, 1), (), found)
    told = counted.as_dict()
    assert (told["cpu_seconds"], told["peak_mb"], told["persons"]) == ({"kernels": 2.5}, 4, 7)


def test_progress_is_that_of_the_first_stage_at_work() -> None:
    class Stage:
        def __init__(self, tasks: int, completed: int) -> None:
            self.numTasks, self.numCompletedTasks = tasks, completed

    class Tracker:
        def __init__(self, stages: dict[int, Stage | None]) -> None:
            self.stages = stages

        def getActiveStageIds(self) -> list[int]:  # noqa: N802 -- Spark's name
            return list(self.stages)

        def getStageInfo(self, stage: int) -> Stage | None:  # noqa: N802
            return self.stages[stage]

    assert done(Tracker({})) == 0
    assert done(Tracker({4: None, 3: Stage(8, 2)})) == 0.25
