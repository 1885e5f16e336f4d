"""`madang packs`, and what a folder in the home changes on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from madang.cli import rules_commands
from madang.cli.main import main
from tests.local_pack import CASES, CASES_FILE, ID, person, write


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MADANG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MADANG_PACKS", raising=False)
    return tmp_path / "home" / "packs"


def answered(capsys: pytest.CaptureFixture[str], tmp_path: Path, region: str) -> set[str]:
    (tmp_path / "family.json").write_text(json.dumps(person(region)), "utf-8")
    assert main(["check", str(tmp_path / "family.json"), "--format", "json"]) == 0
    return {one["service"] for one in json.loads(capsys.readouterr().out)}


def test_a_folder_that_is_added_appears_for_its_residents(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ID not in answered(capsys, tmp_path, "경기도 용인시")
    assert main(["packs", "add", str(write(tmp_path / "from")), "--language", "en"]) == 0
    assert f"✓ {ID}  1  2024–2026  Yongin: Test gift" in capsys.readouterr().out
    assert sorted(path.name for path in home.iterdir()) == [ID]
    assert ID in answered(capsys, tmp_path, "경기도 용인시")
    assert ID not in answered(capsys, tmp_path, "경기도 화성시")
    assert main(["packs", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in found["packs"] if one["of_home"]] == [ID]
    assert found["left_out"] == []


def test_a_folder_may_be_copied_by_hand_and_lie_elsewhere(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home)
    assert ID in answered(capsys, tmp_path, "경기도 용인시")
    monkeypatch.setenv("MADANG_PACKS", str(tmp_path / "elsewhere"))
    assert ID not in answered(capsys, tmp_path, "경기도 용인시")


@pytest.mark.parametrize(("language", "words"), [("ko", "자료 파일"), ("en", "is not a data file")])
def test_a_folder_that_is_refused_is_not_copied(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    folder = write(tmp_path / "from")
    (folder / "evil.py").write_text("import os", "utf-8")
    for what in ("check", "add"):
        assert main(["packs", what, str(folder), "--language", language]) == 1
        told = capsys.readouterr().err
        assert told.startswith("evil.py:1:")
        assert words in told
    assert not home.exists()


def with_cases(folder: Path, text: str = CASES) -> Path:
    (folder / "cases").mkdir()
    (folder / CASES_FILE).write_text(text, "utf-8")
    return folder


def test_the_cases_of_a_pack_that_is_added_are_run(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules_commands, "load_cases", list)
    assert main(["packs", "add", str(with_cases(write(tmp_path / "from")))]) == 0
    capsys.readouterr()
    assert main(["rules", "cases"]) == 0
    told = capsys.readouterr().out
    assert f"✓ {ID}/long-here [typical, derived] 오래 산 사람" in told
    assert f"{ID}: 1 passed, 0 failed" in told
    (home / ID / CASES_FILE).write_text(CASES.replace("amount: 1000", "amount: 2000"), "utf-8")
    assert main(["rules", "cases"]) == 1
    assert "amount: expected [2000, 2000], got [1000, 1000]" in capsys.readouterr().out
    (home / ID / CASES_FILE).write_text("service: livelihood\n", "utf-8")
    assert main(["rules", "cases", "--language", "en"]) == 1
    assert f"{ID}/{CASES_FILE}:1: there must be" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "line", "ko", "en"),
    [
        (CASES.replace("amount: 1000", "amount: 2000"), 4,
         "'long-here'의 답이 적힌 것과 다릅니다: amount: expected [2000, 2000]",
         "the case 'long-here' has another answer: amount: expected [2000, 2000]"),
        (CASES.replace(f"service: {ID}", "service: livelihood"), 4, "'livelihood'는 이 꾸러미의 서비스가 아닙니다",
         "'livelihood' is no service of this pack"),
        (CASES.replace("sex: female", "sex: neither"), 4, "'long-here'의 답이",
         "the case 'long-here' has another answer"),
        (CASES.replace("status: eligible", "derived: {no.such: 1}"), 4, "KeyError", "KeyError"),
    ],
)  # fmt: skip
def test_a_case_with_another_answer_or_of_another_service_is_refused(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, line: int, ko: str, en: str
) -> None:
    folder = with_cases(write(tmp_path / "from"), text)
    for what, language, words in (("check", "ko", ko), ("check", "en", en), ("add", "en", en)):
        assert main(["packs", what, str(folder), "--language", language]) == 1
        told = capsys.readouterr().err
        assert told.startswith(f"{ID}/{CASES_FILE}:{line}:")
        assert words in told
    assert not home.exists()


def test_what_is_left_out_is_named_and_stops_nothing(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    folder = write(home)
    (folder / "link.md").symlink_to("/etc/passwd")
    assert ID not in answered(capsys, tmp_path, "경기도 용인시")
    assert f"{ID}/link.md:1" in caplog.text
    assert main(["packs", "--language", "en"]) == 1
    told = capsys.readouterr()
    assert f"✗ {ID}/link.md:1: is a link to somewhere else" in told.err
    assert "✓ local_jeju_farmer" in told.out


@pytest.mark.usefixtures("home")
def test_a_folder_must_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["check"], ["add", str(tmp_path / "nowhere")]):
        assert main(["packs", *arguments, "--language", "ko"]) == 2
        assert "꾸러미 폴더" in capsys.readouterr().err
