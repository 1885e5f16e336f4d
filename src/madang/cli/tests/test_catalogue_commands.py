"""`madang catalogue` and `madang match`, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from madang.cli.main import main
from madang.rules.service import installed_rulebook

FAMILY = """
date: 2026-11-20
household:
  - {id: a, birth_date: 1999-05-05, relation: head, facts: {circumstance.farmer: true}}
region: 경상남도 창원시
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("catalogue") / "pack"
    assert main(["catalogue", "make", str(made), "--services", "120", "--seed", "3"]) == 0
    return made


@pytest.fixture
def family(tmp_path: Path) -> str:
    path = tmp_path / "family.yaml"
    path.write_text(FAMILY, encoding="utf-8")
    return str(path)


def test_the_literal_mix_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "make", str(tmp_path / "pack"), "--services", "50", "--format", "json"]) == 0
    mix = json.loads(capsys.readouterr().out)
    assert mix["services"] == sum(mix["levels"].values()) == 50
    assert mix["conditions"] == sum(mix["kinds"].values())
    assert mix["tests"] >= mix["conditions"]


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    assert main(["catalogue", "make", str(tmp_path), "--services", "5"]) == 2
    assert "다른 파일" in capsys.readouterr().err
    assert (tmp_path / "letter.txt").read_text() == "dear"


@pytest.mark.parametrize(("language", "word"), [("ko", "다음 질문"), ("en", "Next question")])
def test_a_family_is_matched(
    folder: Path, family: str, language: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["match", family, "--catalogue", str(folder), "--language", language]) == 0
    assert word in capsys.readouterr().out


def test_every_service_has_a_status(folder: Path, family: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", family, "--catalogue", str(folder), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sum(id.startswith("gov24_") for id in told["statuses"]) == 120
    nation = {id for id, service in installed_rulebook().pack.services.items() if not service.area}
    assert nation <= told["statuses"].keys()
    assert told["statuses"]["basic_pension"] == "ineligible"
    assert set(told["missing"]) == {id for id, status in told["statuses"].items() if status == "unknown"} - {
        id for id in told["statuses"] if not id.startswith("gov24_")
    }
    assert told["next_question"]["entity"] in ("a", "home1")
    assert told["faults"] == []


def test_a_file_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "nowhere.yaml", "--catalogue", str(folder), "--language", "en"]) == 2
    assert "no such file" in capsys.readouterr().err
