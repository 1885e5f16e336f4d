"""The rig of the load: its plan, what it expects, and how it compares; `benchmarks.spine_load` runs a house."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.spine.expected import Alert, alerts_of, kind_of
from benchmarks.spine.families import Families
from benchmarks.spine.generator import messages
from benchmarks.spine.plan import APART, Planner
from benchmarks.spine.planned import CHANGES, COPY, NO_CHANGE, Planned
from benchmarks.spine.registers import Registers, merged
from benchmarks.spine.report import difference, matched, on_pages, spread
from benchmarks.spine.stages import Told
from madang.exchange.mydata.assembly import Assembly
from madang.exchange.mydata.mapping import known_facts
from madang.rules.service import Rulebook, family_from_values
from madang.simulation import service as simulation

DAY = dt.date(2026, 11, 26)
OLD, NEW = ("ineligible", None, None, 0), ("eligible", 5, 5, 0)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("load") / "province"
    simulation.generate(400, 7, simulation.default_province, folder)
    return folder


def planner(province: Path, rulebook: Rulebook, seed: int) -> Planner:
    registers = Registers.read(province)
    families = Families(registers, rulebook, DAY, dt.date.fromisoformat(registers.as_of))
    return Planner(families, sorted(registers.records["moi"]), seed)


def test_a_plan_is_drawn_from_its_seed_and_leaves_families_alone(province: Path, rulebook: Rulebook) -> None:
    plan = list(planner(province, rulebook, 3).plan(5, 60))
    assert plan == list(planner(province, rulebook, 3).plan(5, 60))
    assert [one.at for one in plan] == [place / 5 for place in range(300)]
    sorts = Counter(one.sort for one in plan)
    assert 15 <= sorts[COPY] <= 50
    assert sorts[CHANGES] > 60
    assert sorts[NO_CHANGE] > 100
    ids = [one.event["id"] for one in plan if one.sort != COPY]
    assert len(set(ids)) == len(ids)
    assert all(one.event["id"] in ids for one in plan if one.sort == COPY)
    last: dict[str, float] = {}
    for one in plan:
        assert bool(one.changes) == (one.sort == CHANGES)
        for resident in one.affected:
            assert one.at - last.get(resident, -APART) >= APART
            last[resident] = one.at


def test_expected_alerts_follow_the_records_alone(province: Path, rulebook: Rulebook) -> None:
    made = planner(province, rulebook, 3)
    plan = [one for one in made.plan(5, 60) if one.kind == "birth" and one.sort == CHANGES][:2]
    assert plan
    registers = Registers.read(province)
    families = Families(registers, rulebook, DAY, dt.date.fromisoformat(registers.as_of))
    found = alerts_of(plan, families, {resident for one in plan for resident in one.affected})
    assert any(one.service == "first_meeting" and one.resident == plan[one.event].number for one in found)
    mother = plan[0].number
    whole = Assembly(families._held, known_facts(), families.reach(mother)).family()  # type: ignore[arg-type]
    slow = family_from_values(whole, rulebook, DAY)
    quick = families.family(mother)
    assert (quick.relations, quick.residences) == (slow.relations, slow.residences)
    assert quick.persons[quick.applicant] == slow.persons[slow.applicant]
    assert families.newborn == {one.event["data"]["number"] for one in plan}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (OLD, NEW, "eligible"),
        (NEW, OLD, "lost"),
        (NEW, ("unknown", 0, 5, 2), "lost"),
        (NEW, ("eligible", 6, 6, 0), "amount"),
        (NEW, ("eligible", 5, 5, 1), None),
        (OLD, ("unknown", 0, 5, 1), "question"),
        (("unknown", 0, 5, 1), ("unknown", 0, 9, 1), None),
        (("unknown", 0, 5, 2), ("unknown", 0, 9, 2), None),
    ],
)
def test_what_is_told(before: tuple[str, int, int, int], after: tuple[str, int, int, int], kind: str | None) -> None:
    assert kind_of(before, after) == kind


def test_missing_extra_and_twice_are_told_apart() -> None:
    one, other = Alert("S1", "a", "eligible", OLD, NEW, 0), Alert("S2", "a", "eligible", OLD, NEW, 1)
    told = [Told(7, one._replace(event=-1), 10.0), Told(8, one._replace(event=-1), 11.0)]
    found = difference([one, other], told)
    assert (found["missing"], found["extra"]) == (1, 1)
    assert difference([one], told[:1])["missing"] == difference([one], told[:1])["extra"] == 0
    pairs = matched([one], told, {0: 9.5})
    assert [(pair[0].id, pair[1]) for pair in pairs] == [(7, 9.5)]
    [seen] = on_pages(pairs, [("S1", 6, 9.9), ("S1", 7, 10.4), ("S1", 8, 11.0)])
    assert seen.seconds == pytest.approx(0.9)


def test_agencies_learn_before_the_hub_is_told() -> None:
    birth = Planned(0.0, CHANGES, "birth", "S1", "court", {"id": "b"}, {"moi": {"S1": {"a": 1}}, "court": {"S1": {}}})
    move = Planned(0.0, CHANGES, "move", "S2", "moi", {"id": "m"}, {"moi": {"S2": {"a": 2}}})
    known, told = messages([birth])
    assert (known, [event["id"] for event in told["court"]["events"]]) == (
        {"moi": {"records": {"S1": {"a": 1}}}},
        ["b"],
    )
    known, told = messages([birth, move])
    assert told["court"]["records"] == {"S1": {}}
    assert known | told


def test_spread_and_merge() -> None:
    assert spread([]) == {"n": 0}
    assert spread([0.1] * 99 + [2.0])["p99"] == 2.0
    assert merged({"a": {"b": 1}, "c": 2}, {"a": {"d": None}}) == {"a": {"b": 1, "d": None}, "c": 2}
