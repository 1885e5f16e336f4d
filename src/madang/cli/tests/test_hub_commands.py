"""`madang hub`: who may ask whom, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from madang.cli.main import main
from madang.config import connection
from madang.exchange.hub import service as hub

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Cases", "version": "1"},
    "paths": {"/cases": {"get": {"operationId": "cases", "responses": {"204": {"description": "none"}}}}},
}
APP, SERVICE = "KR/GOV/city/app", "KR/GOV/city/app/cases"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(connection, "set_up", lambda: None)

    def command(*words: str, language: str = "en") -> tuple[int, str, str]:
        status = main(["hub", "--language", language, *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


@pytest.fixture
def there(run: Run, tmp_path: Path) -> Path:
    document = tmp_path / "cases.yaml"
    document.write_text(yaml.safe_dump(DOCUMENT), encoding="utf-8")
    assert run("register", "KR/GOV/city", "--ko", "우리시", "--en", "Our city")[0] == 0
    assert run("register", APP)[0] == 0
    done = run("register", SERVICE, "--address", "https://city.example/api", "--openapi", str(document))
    assert done == (0, f"{SERVICE} v1\n", "")
    return document


def test_a_service_is_registered_granted_and_listed(run: Run, there: Path) -> None:
    assert run("grant", APP, SERVICE, "--method", "GET", "--path", "/cases")[0] == 0
    listed = run("list", language="ko")[1]
    assert "우리시" in listed
    assert f"← {APP} GET /cases" in listed
    found = json.loads(run("list", "--json")[1])
    assert found["services"][0]["identifier"] == SERVICE
    assert "document" not in found["services"][0]
    assert run("revoke", APP, SERVICE) == (0, "1 rights taken back\n", "")
    assert run("revoke", APP, SERVICE)[0] == 1
    assert hub.entries_now().rights == ()


def test_a_statute_and_where_persons_are_named_are_said_with_a_right(run: Run, there: Path) -> None:
    said = ("register", SERVICE, "--address", "https://city.example/api", "--openapi", str(there),
            "--asked", "numbers[]", "--answered", "records[].number", "--answered", "not_found[]",
            "--number", r"S\d{7}")  # fmt: skip
    assert run(*said) == (0, f"{SERVICE} v1\n", "")
    [service] = hub.entries_now().services
    assert service.persons == hub.Persons(("numbers[]",), ("records[].number", "not_found[]"), r"S\d{7}")
    assert run("grant", APP, SERVICE)[0] == 0
    assert [one.ground for one in hub.entries_now().rights] == [""]
    assert run("grant", APP, SERVICE, "--ground", "주민등록법 §30")[0] == 0
    assert [one.ground for one in hub.entries_now().rights] == ["주민등록법 §30"]
    assert f"← {APP} * /** (주민등록법 §30)" in run("list")[1]


def test_events_are_granted_and_taken_back(run: Run, there: Path) -> None:
    hub.register_event_type(hub.EventTypeEntry("kr.x", "가", "X", {"type": "object"}, "number"), by="test")
    assert run("grant-event", APP, "kr.x", "publish", "--source", "/city")[0] == 0
    assert run("grant-event", APP, "kr.x", "subscribe", "--ground", "주민등록법 §30")[0] == 0
    assert {(one.may, one.source, one.ground) for one in hub.entries_now().event_rights} == {
        ("publish", "/city", ""), ("subscribe", "", "주민등록법 §30")}  # fmt: skip
    assert "subscribe kr.x (주민등록법 §30)" in run("list")[1]
    assert run("revoke-event", APP, "kr.x", "subscribe") == (0, "1 rights taken back\n", "")
    assert run("revoke-event", APP, "kr.x", "subscribe")[0] == 1


def test_a_key_is_made_added_and_ended(run: Run, there: Path) -> None:
    made = dict(line.split() for line in run("keys", "--make")[1].splitlines())
    assert run("keys", APP)[1] == ""
    assert run("keys", APP, f"--add={made['public']}") == (0, f"{made['keyid']}\n", "")
    assert made["keyid"] in run("keys", APP)[1]
    assert made["private"] not in str(hub.entries_now())
    assert run("keys", f"--end={made['keyid']}")[0] == 0
    assert hub.entries_now().keys[0].valid_until is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("register", "KR/GOV"), "not an identifier"),
        (("register", "KR/GOV/nobody/app"), "not registered"),
        (("register", SERVICE, "--address", "https://x"), "held against a document"),
        (("register", SERVICE, "--address", "https://x", "--openapi", "no-such-file"), "cannot be read"),
        (("grant", APP, "KR/GOV/city/app/nothing"), "not registered"),
        (("grant", APP, SERVICE, "--ground", "because"), "a statute and its article"),
        (("grant-event", APP, "kr.nothing", "subscribe"), "not registered"),
        (("register", SERVICE, "--address", "https://x", "--unchecked", "--number", "("), "cannot be told"),
        (("keys", APP, "--add", "short"), "43 characters"),
        (("keys", "--end", "nothing"), "not registered"),
        (("quarantine", "--release", "7"), "waits for a decision"),
    ],
)
def test_what_is_refused_says_why(run: Run, there: Path, words: tuple[str, ...], said: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (1, "")
    assert said in err


def test_an_empty_quarantine_says_nothing(run: Run) -> None:
    assert run("quarantine") == (0, "", "")
