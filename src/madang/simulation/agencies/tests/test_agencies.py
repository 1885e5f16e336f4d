"""The agencies keep their contracts, misbehave on command, and change when something happens."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from jsonschema import Draft202012Validator

from madang.simulation import service
from madang.simulation.agencies.life import cloud_event
from madang.simulation.agencies.records import fields
from madang.simulation.agencies.running import RunningAgencies
from madang.simulation.agencies.server import contracts
from madang.simulation.agencies.slices import Slice, agencies, slice_path
from madang.simulation.population.calendar_days import reference
from madang.simulation.population.facts import provided, vocabulary
from madang.simulation.population.families import HEAD
from madang.simulation.population.marginals import folder as population_folder

size = 1200


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> service.Population:
    return service.generate(size, 11, service.default_province, tmp_path_factory.mktemp("agencies") / "province")


@pytest.fixture(scope="module")
def running(province: service.Population) -> Iterator[RunningAgencies]:
    with RunningAgencies(province.folder) as agencies_:
        yield agencies_


@pytest.fixture(scope="module")
def living(province: service.Population, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAgencies]:
    """The same agencies over a copy, for what changes them."""
    copy = tmp_path_factory.mktemp("living") / "province"
    shutil.copytree(province.folder, copy)
    with RunningAgencies(copy) as agencies_:
        yield agencies_


@pytest.fixture(autouse=True)
def _behave(running: RunningAgencies) -> Iterator[None]:
    yield
    running.all_right()


def schema(agency: str, name: str) -> Draft202012Validator:
    contract = yaml.safe_load((contracts / f"{agency}.yaml").read_text(encoding="utf-8"))
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": contract["components"]})


def post(url: str, body: Any, **headers: str) -> tuple[int, Any]:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.read()


def path_of(agency: str) -> Any:
    contract = yaml.safe_load((contracts / f"{agency}.yaml").read_text(encoding="utf-8"))
    return next(path for path, item in contract["paths"].items() if "post" in item)


def search(running: RunningAgencies, agency: str, numbers: list[str]) -> tuple[int, Any]:
    return post(running.addresses[agency] + path_of(agency), {"numbers": numbers})


@pytest.mark.parametrize("agency", agencies)
def test_every_record_keeps_the_contract(running: RunningAgencies, agency: str) -> None:
    found = schema(agency, "Found")
    for start in range(0, size, 400):
        status, body = search(running, agency, [f"S{row + 1:07d}" for row in range(start, start + 100)])
        assert status == 200
        assert not [error.message for error in found.iter_errors(body)][:3]
        assert not body["not_found"]


@pytest.mark.parametrize("agency", agencies)
def test_the_contract_names_every_field_that_the_vocabulary_awaits(agency: str) -> None:
    contract = yaml.safe_load((contracts / f"{agency}.yaml").read_text(encoding="utf-8"))
    held = contract["components"]["schemas"]["Record"]["properties"]
    awaited = {field for field, fact in fields(agency).items() if fact in vocabulary()}
    assert awaited <= set(held)


def test_an_agency_serves_its_contract_and_its_health(running: RunningAgencies) -> None:
    for agency in agencies:
        assert get(running.addresses[agency] + "/openapi.yaml").decode() == (contracts / f"{agency}.yaml").read_text()
        assert json.loads(get(running.addresses[agency] + "/health")) == {"agency": agency, "residents": size}


def test_every_slice_holds_only_its_own_fields(province: service.Population) -> None:
    seen: dict[str, str] = {}
    for agency in agencies:
        for field, fact in fields(agency).items():
            assert fact in provided() or fact == "residence.region", (agency, field)
            seen[f"{agency}.{field}"] = fact
    for agency in agencies:
        here = {path.name for path in (province.folder / "agencies" / agency).iterdir()}
        assert here - {"slice.sqlite-wal", "slice.sqlite-shm"} == {"slice.sqlite"}  # while somebody has it open
    assert not {"nts.disability_degree", "ei.home_value", "court.monthly_earned_income"} & set(seen)


@pytest.mark.parametrize("body", [{}, [], None, {"numbers": []}, {"numbers": ["850101-1234567"]},
                                  {"numbers": "S0000001"},
                                  {"numbers": ["S0000001"] * 101}, {"numbers": ["S0000001"], "x": 1}])  # fmt: skip
def test_a_wrong_request_is_refused_with_a_problem(running: RunningAgencies, body: Any) -> None:
    status, answer = post(running.addresses["nts"] + path_of("nts"), body)
    assert status == 400
    assert schema("nts", "Problem").is_valid(answer)


def test_who_is_not_known_is_said_so(running: RunningAgencies) -> None:
    _, body = search(running, "moi", ["S0000001", "S9999999"])
    assert body["not_found"] == ["S9999999"]
    assert len(body["records"]) == 1


def test_without_the_token_nobody_controls_an_agency(running: RunningAgencies) -> None:
    for headers in ({}, {"X-Madang-Control": "guess"}):
        status, _ = post(running.addresses["moi"] + "/control", {"mode": "rubbish"}, **headers)
        assert status == 404
    assert search(running, "moi", ["S0000001"])[0] == 200


def test_an_agency_can_be_down_wrong_stale_and_slow(running: RunningAgencies) -> None:
    running.control.behave("nts", "unavailable")
    assert search(running, "nts", ["S0000001"])[0] == 503
    running.control.behave("nts", "wrong_schema")
    assert not schema("nts", "Found").is_valid(search(running, "nts", ["S0000001"])[1])
    running.control.behave("nts", "stale")
    assert search(running, "nts", ["S0000001"])[1]["as_of"] < "2020"
    running.control.behave("nts", "rubbish")
    with pytest.raises(ValueError):
        search(running, "nts", ["S0000001"])
    running.control.behave("nts", "refuse")
    with pytest.raises(OSError):
        search(running, "nts", ["S0000001"])
    running.control.behave("nts", "right", latency=300)
    begin = time.monotonic()
    assert search(running, "nts", ["S0000001"])[0] == 200
    assert time.monotonic() - begin >= 0.3


def events(running: RunningAgencies, agency: str, after: int = 0) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(get(f"{running.addresses[agency]}/events?after={after}"))
    assert schema(agency, "Events").is_valid(body)
    return body


def mother_of_baby(province: service.Population) -> tuple[str, str]:
    baby = int(np.flatnonzero(np.asarray(province.persons["mother"]) >= 0)[0])
    return service.number_of(f"p{int(province.persons['mother'][baby]) + 1:07d}"), service.number_of(f"p{baby + 1:07d}")


def test_a_birth_reaches_every_agency(living: RunningAgencies, province: service.Population) -> None:
    mother, like = mother_of_baby(province)
    before = events(living, "court")["next"]
    living.control.birth(mother, "S8000001", like, reference)
    for agency in agencies:
        status, body = search(living, agency, ["S8000001"])
        assert status == 200
        assert schema(agency, "Found").is_valid(body)
        assert not body["not_found"]
    home = living.control.search("moi", [mother])[mother]
    assert "S8000001" in home["household_members"]
    born = living.control.search("moi", ["S8000001"])["S8000001"]
    assert (born["address"], born["entered_by"]) == (home["address"], "birth")
    assert born["entered_on"] == reference.isoformat()
    assert "S8000001" in living.control.search("court", [mother])[mother]["children"]
    news = events(living, "court", before)
    assert [(event["type"], event["data"]["number"]) for event in news["events"]] == [("kr.madang.birth", "S8000001")]
    assert events(living, "court", news["next"])["events"] == []


def test_a_lost_job_ends_wages_and_begins_the_benefit(living: RunningAgencies, province: service.Population) -> None:
    steady = (np.asarray(province.persons["job_start"]) > -10_000) & (np.asarray(province.persons["job_end"]) < 0)
    number = f"S{int(np.flatnonzero(steady)[0]) + 1:07d}"
    on = dt.date(2026, 9, 15)
    living.control.job_loss(number, on)
    wages = living.control.search("nts", [number])[number]["monthly_earned_income"]
    assert wages["2026-09"] > 0
    assert wages["2026-10"] == wages["2026-11"] == 0
    benefit = living.control.search("ei", [number])[number]["unemployment_benefit"]
    assert benefit["2026-10"] >= 1_925_760
    assert events(living, "ei")["events"][-1]["data"] == {"number": number, "on": "2026-09-15"}
    assert schema("ei", "Found").is_valid(search(living, "ei", [number])[1])


def test_several_events_of_one_agency_are_one_change(living: RunningAgencies) -> None:
    before = events(living, "moi")["next"]
    there = "경상남도 통영시"
    told = [cloud_event("move", number, reference, region=there, before=there) for number in ("S0000001", "S0000002")]
    living.control._post("moi", "/control/changes", {"records": {"S0000001": {"days_abroad": 3}}, "events": told})
    assert events(living, "moi", before)["events"] == told
    assert living.control.search("moi", ["S0000001"])["S0000001"]["days_abroad"] == 3
    unreadable: list[dict[str, Any]] = [{"events": {}}, {"events": ["a"]}, {"event": "a"}]
    for wrong in unreadable:
        with pytest.raises(urllib.error.HTTPError, match="400"):
            living.control._post("moi", "/control/changes", {"records": {"S0000001": {"days_abroad": 9}}, **wrong})
    assert living.control.search("moi", ["S0000001"])["S0000001"]["days_abroad"] == 3


def test_a_move_takes_the_whole_home(living: RunningAgencies) -> None:
    home = living.control.search("moi", ["S0000010"])["S0000010"]
    living.control.move("S0000010", "경상남도 통영시", reference)
    for member, record in living.control.search("moi", home["household_members"]).items():
        assert (member, record["region"], record["previous_region"]) == (member, "경상남도 통영시", home["region"])
        assert record["address"].startswith("경상남도 통영시 ")
        assert record["entered_on"] == record["household_formed_on"] == record["moved_in"] == reference.isoformat()


def test_a_register_tells_who_heads_a_home_and_since_when(province: service.Population) -> None:
    with closing(Slice(slice_path(province.folder, "moi"))) as moi:
        records = moi.find(f"S{row + 1:07d}" for row in range(size))
    homes: dict[str, list[Any]] = {}
    for record in records.values():
        homes.setdefault(record["household_number"], []).append(record)
    for home in homes.values():
        assert [record["relation_to_head"] for record in home].count("head") == 1
        assert len({(record["address"], record["household_formed_on"]) for record in home}) == 1
        for record in home:
            assert record["birth_date"] <= record["entered_on"]
            assert record["household_formed_on"] <= record["entered_on"] <= reference.isoformat()
            assert record["address"].startswith(record["region"])
            assert record["address"].endswith("(모의)")
            if record["moved_in"] and record["birth_date"] < record["moved_in"]:
                assert record["entered_on"] == record["moved_in"]


def test_who_heads_a_home_dies_and_another_does(living: RunningAgencies, province: service.Population) -> None:
    role, home = np.asarray(province.persons["role"]), np.asarray(province.persons["home"])
    large = np.bincount(home)[home] >= 3
    heads = np.flatnonzero((role == HEAD) & large)
    row = int(heads[len(heads) // 2])
    number = f"S{row + 1:07d}"
    left = [one for one in living.control.search("moi", [number])[number]["household_members"] if one != number]
    before = living.control.search("moi", left)
    living.control.death(number, reference)
    after = living.control.search("moi", left)
    now = [one for one in left if after[one]["relation_to_head"] == "head"]
    spouses = [one for one in left if before[one]["relation_to_head"] == "spouse"]
    assert now == (spouses or [min(left, key=lambda one: before[one]["birth_date"])])
    assert all(after[one]["household_members"] == left for one in left)
    assert schema("moi", "Found").is_valid(search(living, "moi", left)[1])


def test_a_death_leaves_a_widowed_spouse(living: RunningAgencies, province: service.Population) -> None:
    row = int(np.flatnonzero(np.asarray(province.persons["spouse_kind"]) == 1)[-1])
    number, spouse = f"S{row + 1:07d}", f"S{int(province.persons['spouse'][row]) + 1:07d}"
    living.control.death(number, reference)
    assert living.control.search("court", [spouse])[spouse]["marital_status"] == "widowed"
    assert living.control.search("court", [number])[number]["death_date"] == reference.isoformat()
    assert search(living, "moi", [number])[1]["not_found"] == [number]


def test_an_agency_is_a_process_of_its_own_that_stops_when_told(province: service.Population) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "madang.cli",
        "agency",
        "court",
        "--port",
        str(port),
        "--folder",
        str(province.folder),
    ]
    environment = os.environ | {"PYTHONPATH": str(Path(population_folder).parents[3])}
    with subprocess.Popen(command, env=environment) as process:
        for _ in range(100):
            try:
                health = json.loads(get(f"http://127.0.0.1:{port}/health"))
                break
            except OSError:
                time.sleep(0.1)
        assert health["agency"] == "court"
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_a_missing_province_is_refused_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from madang.cli.main import main

    assert main(["agency", "moi", "--port", "1", "--folder", str(tmp_path)]) == 1
    assert "madang province" in capsys.readouterr().err


def test_the_command_makes_a_province_and_keeps_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from madang.cli.main import main

    arguments = ["province", "--size", "150", "--seed", "1", "--folder", str(tmp_path / "p")]
    assert main(arguments) == 0
    assert "150" in capsys.readouterr().out
    made = (tmp_path / "p" / "manifest.json").stat().st_mtime_ns
    assert main([*arguments, "--keep"]) == 0
    assert (tmp_path / "p" / "manifest.json").stat().st_mtime_ns == made
    assert main(["province", "--size", "0", "--folder", str(tmp_path / "q")]) == 1
    assert main(["province", "--size", "10", "--province", "달", "--folder", str(tmp_path / "q")]) == 1
