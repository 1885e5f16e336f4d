"""`madang record | decide | explain | recalc`: what they print in both languages, and what they refuse."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from madang.cli import entitlements_commands
from madang.cli.main import main
from madang.config import connection
from madang.rules.service import Rulebook

CHILD = """\
date: 2025-05-20
applicant: m
persons:
  - {id: m, birth_date: 1990-01-01}
  - id: c
    birth_date: 2020-01-01
    facts: {person.nationality: KR, stay.abroad_days: 0, person.whereabouts: home, child.birth_registered: true}
relations: [{from: m, to: c, kind: child}]
residences: [{id: h, persons: [m, c], region: 서울특별시 종로구}]
"""
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _set_up(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own database, and one rulebook for all tests here."""
    monkeypatch.setattr(connection, "set_up", lambda: None)
    monkeypatch.setattr(entitlements_commands, "rulebook_in_force", lambda: rulebook)


@pytest.fixture
def child(tmp_path: Path) -> str:
    path = tmp_path / "family.yaml"
    path.write_text(CHILD, encoding="utf-8")
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(words) == status
    captured = capsys.readouterr()
    return captured.err if status else captured.out


def test_from_a_file_to_a_recalculation(child: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "recorded" in said(capsys, "record", child, "--key", "k", "--source", "moi", "--language", "en")
    assert "이미" in said(capsys, "record", child, "--key", "k", "--source", "moi", "--language", "ko")
    line = said(capsys, "decide", "child_allowance", "m", "--date", "2025-05-20", "--language", "en")
    assert line.endswith("Child allowance, m, 2025-05-20: eligible, 100,000 won a month\n")
    number = line.split(":")[0].split()[1]
    again = said(capsys, "decide", "child_allowance", "m", "--date", "2025-05-20", "--language", "ko")
    assert again == f"결정 {number}: 아동수당, m, 2025-05-20: 받을 수 있음, 월 100,000원\n"
    table = said(capsys, "explain", number, "--language", "en")
    assert "Worked out anew, the answer is the one decided on." in table
    assert "Today's rulebook has the same law for that day." in table
    assert "다시 계산한 답이 결정 때와 같습니다." in said(capsys, "explain", number, "--language", "ko")
    shown = json.loads(said(capsys, "explain", number, "--format", "json"))
    assert (shown["same"], shown["law_holds"], shown["answer"]["status"]) == (True, True, "eligible")
    older = tmp_path / "older.yaml"
    older.write_text(CHILD.replace("2020-01-01", "2015-01-01"), encoding="utf-8")
    said(capsys, "record", str(older), "--key", "k2", "--source", "moi")
    table = said(capsys, "recalc", "--language", "en")
    assert "eligible 100,000 won → not eligible 0 won  (-100,000 won)  [facts] notice and hearing first" in table
    assert "Total: 1 people, arrears 0 won, overpayment 100,000 won" in table
    rows = list(csv.DictReader(said(capsys, "recalc", "--format", "csv").splitlines()))
    assert [(row["month"], row["difference"], row["state"]) for row in rows] == [
        ("2025-05", "-100000", "hearing_first")
    ]
    found = json.loads(said(capsys, "recalc", "--show", str(_latest()), "--format", "json"))
    assert found["totals"]["overpayment"] == 100_000
    assert "아무것도 집행되지 않았습니다." in said(capsys, "recalc", "--language", "ko")


def _latest() -> int:
    from madang.entitlements.service import find_proposal

    return find_proposal().pk


def test_refusals_are_said_in_the_language_asked_for(child: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "결정 7이(가) 없습니다" in said(capsys, "explain", "7", "--language", "ko", status=1)
    assert "no such recalculation" in said(capsys, "recalc", "--show", "7", "--language", "en", status=1)
    assert "no service 'x'" in said(capsys, "decide", "x", "m", "--language", "en", status=1)
    assert "1 to 128 characters" in said(capsys, "record", child, "--key", " ", "--language", "en", status=1)


def test_without_a_database_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def not_running() -> None:
        raise connection.NotRunning("마당이 켜져 있지 않습니다. / Madang is not running.")

    monkeypatch.setattr(connection, "set_up", not_running)
    assert "Madang is not running" in said(capsys, "explain", "7", status=1)


def test_the_address_of_a_running_home(tmp_path: Path) -> None:
    assert connection.running_url(tmp_path) is None
    (tmp_path / "postgres" / "data").mkdir(parents=True)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "postgres" / "location").write_text(f"{tmp_path}/postgres\n")
    (tmp_path / "postgres" / "data" / "postmaster.pid").write_text("1\n/x\n2\n5433\n\n")
    (tmp_path / "secrets" / "database-madang_app").write_text("p@ss\n")
    assert connection.running_url(tmp_path) == "postgresql://madang_app:p%40ss@127.0.0.1:5433/madang"
