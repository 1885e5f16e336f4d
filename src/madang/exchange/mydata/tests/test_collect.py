"""What the agencies say becomes facts: nothing invented, nothing lost, and going on with what there is."""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import Any

import pytest

from madang.exchange.mydata import service
from madang.exchange.mydata.mapping import known_facts
from madang.rules import service as rules
from madang.simulation import service as simulation

on = dt.date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("unrecorded")


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


def as_known(value: Any, truth: Any) -> bool:
    """Whether an agency's value says the same as the truth: by month as far as both go, or as one figure."""
    if isinstance(value, dict) or isinstance(truth, dict):
        ours = value if isinstance(value, dict) else dict.fromkeys(truth, value)
        theirs = truth if isinstance(truth, dict) else dict.fromkeys(ours, truth)
        return all(ours[period] == theirs[period] for period in ours.keys() & theirs.keys())
    return bool(value == truth)


def truth_of(province: simulation.Population, resident: str) -> dict[str, Any]:
    found: dict[str, Any] = plain(simulation.family_of(province, resident, on))
    return found


def unmarried_couple_in(family: dict[str, Any]) -> bool:
    return any(relation["kind"] == "de_facto_spouse" for relation in family["relations"])


def flat(person: dict[str, Any]) -> dict[str, Any]:
    beside = {f"person.{name}": person[name] for name in ("birth_date", "sex") if name in person}
    return {**person["facts"], **beside}


@pytest.mark.parametrize("row", range(0, 600, 67))
def test_what_is_collected_is_true_and_whole(
    agencies: simulation.RunningAgencies, province: simulation.Population, row: int
) -> None:
    resident = f"p{row + 1:07d}"
    truth = truth_of(province, resident)
    collected = service.collect_and_wait(simulation.number_of(resident), on)
    assert collected.not_had == ()
    assert collected.family is not None
    found = plain(collected.family)
    ids = {name: simulation.resident_of(number) for name, number in collected.subjects.items()}
    assert ids[found["applicant"]] == resident
    true_persons = {person["id"]: flat(person) for person in truth["persons"]}
    assert set(ids.values()) <= set(true_persons)
    if not unmarried_couple_in(truth):
        assert set(ids.values()) == set(true_persons)
    held = {fact.name for fact in known_facts() if fact.entity == "person"}
    for person in found["persons"]:
        values, true = flat(person), true_persons[ids[person["id"]]]
        assert set(values) == held & set(true)
        for name, value in values.items():
            assert as_known(value["value"], true[name]), name
            assert value["source"] in {"moi", "nts", "nhis", "ei", "welfare", "court"}
            assert value["as_of"] == on.isoformat()
    check_relations(found, truth, ids)
    check_residences(found, truth, ids)


def check_relations(found: dict[str, Any], truth: dict[str, Any], ids: dict[str, str]) -> None:
    def pairs(
        family: dict[str, Any], names: dict[str, str] | None
    ) -> set[tuple[frozenset[str] | tuple[str, str], str]]:
        result = set()
        for relation in family["relations"]:
            ends = [names[relation[end]] if names else relation[end] for end in ("from", "to")]
            both = frozenset(ends) if relation["kind"] == "spouse" else (ends[0], ends[1])
            result.add((both, relation["kind"]))
        return result

    reached = set(ids.values())
    true = {pair for pair in pairs(truth, None) if set(pair[0]) <= reached and pair[1] != "de_facto_spouse"}
    assert pairs(found, ids) == true


def check_residences(found: dict[str, Any], truth: dict[str, Any], ids: dict[str, str]) -> None:
    def homes(family: dict[str, Any], names: dict[str, str]) -> set[tuple[Any, ...]]:
        return {
            (
                frozenset(names[one] for one in home["persons"] if one in names),
                home["region"],
                home.get("from"),
                home.get("to"),
            )
            for home in family["residences"]
            if any(one in names for one in home["persons"])
        }

    reached = {one: one for one in ids.values()}
    assert homes(found, ids) == homes(truth, reached)


def test_the_rules_read_what_is_collected(agencies: simulation.RunningAgencies) -> None:
    rulebook = rules.load_rulebook()
    for number in ("S0000050", "S0000300"):
        collected = service.collect_and_wait(number, on)
        assert collected.family is not None
        family = rules.family_from(collected.family, rulebook)
        assert rules.check(rulebook, family, explain=False)


def test_no_register_number_is_in_the_family(agencies: simulation.RunningAgencies) -> None:
    collected = service.collect_and_wait("S0000050", on)
    assert not [number for number in collected.subjects.values() if number in json.dumps(plain(collected.family))]


misbehaviours = {
    "unavailable": "down",
    "hang": "slow",
    "rubbish": "wrong",
    "wrong_schema": "wrong",
    "refuse": "down",
    "stale": "stale",
}


@pytest.mark.parametrize(("mode", "why"), misbehaviours.items())
def test_it_goes_on_without_the_tax_office(agencies: simulation.RunningAgencies, mode: str, why: str) -> None:
    agencies.control.behave("nts", mode)
    collected = service.collect_and_wait("S0000050", on, timeout=0.6)
    assert [(lack.agency, lack.why) for lack in collected.not_had] == [("nts", why)]
    assert "business.income" in collected.not_had[0].facts
    assert collected.not_had[0].label["ko"].startswith("국세청")
    assert collected.family is not None
    facts = collected.family["persons"][0]["facts"]
    assert "business.income" not in facts
    assert facts["employment.earned_income"]["source"] == "nhis"


def test_without_the_family_register_homes_still_tell_of_spouse_and_children(
    agencies: simulation.RunningAgencies, province: simulation.Population
) -> None:
    whole = {
        row for row in range(600) if province.persons["spouse_kind"][row] == 1 and province.persons["role"][row] == 1
    }
    number = f"S{min(whole) + 1:07d}"
    agencies.control.behave("court", "unavailable")
    collected = service.collect_and_wait(number, on)
    assert collected.family is not None
    kinds = [relation["kind"] for relation in collected.family["relations"]]
    assert kinds.count("spouse") == 1
    assert collected.family["persons"][0]["birth_date"]["source"] == "moi"
    truth = truth_of(province, simulation.resident_of(number))
    ids = {name: simulation.resident_of(number) for name, number in collected.subjects.items()}
    known = {(r["from"], r["to"], r["kind"]) for r in truth["relations"]} | {
        (r["to"], r["from"], r["kind"]) for r in truth["relations"] if r["kind"] == "spouse"
    }
    assert {(ids[r["from"]], ids[r["to"]], r["kind"]) for r in collected.family["relations"]} <= known


def test_without_the_resident_register_there_are_no_homes_but_kin(agencies: simulation.RunningAgencies) -> None:
    agencies.control.behave("moi", "refuse")
    collected = service.collect_and_wait("S0000050", on)
    assert collected.family is not None
    assert collected.family["residences"] == []
    assert collected.family["persons"][0]["birth_date"]["source"] == "court"


def test_when_nobody_answers_there_is_no_family_and_every_reason(agencies: simulation.RunningAgencies) -> None:
    for agency in simulation.agencies:
        agencies.control.behave(agency, "unavailable")
    collected = service.collect_and_wait("S0000050", on)
    assert collected.family is None
    assert {lack.agency for lack in collected.not_had} == set(simulation.agencies)


def test_all_are_asked_at_once(agencies: simulation.RunningAgencies) -> None:
    for agency in ("nts", "nhis", "ei", "welfare"):
        agencies.control.behave(agency, latency=400)
    begin = time.monotonic()
    service.collect_and_wait("S0000050", on)
    # Two rounds of the four slow ones beside each other take 0.8 s; one after the other they would take 3.2 s.
    assert time.monotonic() - begin < 2.4


def test_somebody_unknown_is_said_to_be_unknown(agencies: simulation.RunningAgencies) -> None:
    with pytest.raises(service.UnknownResident):
        service.collect_and_wait("S9999999", on)


def test_what_happens_to_somebody_is_collected(agencies: simulation.RunningAgencies) -> None:
    before = service.collect_and_wait("S0000120", on)
    assert before.family is not None
    agencies.control.move("S0000120", "경상남도 남해군", dt.date(2026, 11, 1))
    after = service.collect_and_wait("S0000120", on)
    assert after.family is not None
    mine = [home for home in after.family["residences"] if after.family["applicant"] in home["persons"]]
    assert [home["region"] for home in mine][-1] == "경상남도 남해군"
    assert mine[0]["to"] == dt.date(2026, 10, 31)
    assert before.family != after.family
    agencies.control.move("S0000120", mine[0]["region"], dt.date(2020, 1, 1))


def test_each_fact_comes_from_its_best_source(agencies: simulation.RunningAgencies) -> None:
    best = {fact.name: fact.sources[0].agency for fact in known_facts()}
    collected = service.collect_and_wait("S0000300", on)
    assert collected.family is not None
    for person in collected.family["persons"]:
        for name, value in flat(person).items():
            assert value["source"] == best[name], name


def test_nothing_later_than_the_day_is_known_on_it(
    agencies: simulation.RunningAgencies, province: simulation.Population
) -> None:
    earners = [row for row in range(600) if -9000 < province.persons["job_start"][row] < 20_000]
    early = dt.date(2026, 3, 15)
    collected = service.collect_and_wait(f"S{earners[0] + 1:07d}", early)
    assert collected.family is not None
    assert collected.family["date"] == early
    series = [v["value"] for v in collected.family["persons"][0]["facts"].values() if isinstance(v["value"], dict)]
    assert series
    assert max(max(one) for one in series) == "2026-03"
    born = [plain(person["birth_date"]["value"]) for person in collected.family["persons"]]
    assert max(born) <= early.isoformat()


def test_no_agency_knows_an_unmarried_couple(
    agencies: simulation.RunningAgencies, province: simulation.Population
) -> None:
    row = next(row for row in range(600) if province.persons["spouse_kind"][row] == 2)
    collected = service.collect_and_wait(f"S{row + 1:07d}", on)
    assert collected.family is not None
    me = collected.family["applicant"]
    assert not [r for r in collected.family["relations"] if r["kind"] == "spouse" and me in (r["from"], r["to"])]
    assert simulation.number_of(f"p{int(province.persons['spouse'][row]) + 1:07d}") in collected.subjects.values()
