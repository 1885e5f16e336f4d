"""`madang whatif`: refusals in both languages, and one run with every report."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from madang.cli.main import main

RUN = ["whatif", "--size", "600", "--province", "세종특별자치시", "--date", "2026-07-01", "--quiet"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["whatif", "--set", "basic_pension_base=1"], 2, "--population"),
        (["whatif", "--set", "basic_pension_base=1", "--size", "5", "--population", "x"], 2, "--population"),
        ([*RUN, "--set", "basic_pension_bas=1"], 1, "basic_pension_base"),
        ([*RUN, "--set", "basic_pension_base"], 1, "NAME=VALUE"),
        ([*RUN, "--set", "basic_pension_base=1", "--date", "2001-01-01"], 1, "2001-01-01"),
        (["whatif", "--set", "basic_pension_base=1", "--size", "0"], 1, "at least one"),
        (["whatif", "--set", "basic_pension_base=1", "--size", "9", "--province", "달나라"], 1, "서울특별시"),
        (["whatif", "--set", "basic_pension_base=1", "--population", "/nowhere/at/all"], 1, "인구를 읽을 수 없습니다"),
    ],
)
def test_what_cannot_be_is_refused(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    assert said in capsys.readouterr().err


def test_one_run_with_every_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MADANG_HOME", str(tmp_path))
    table, picture = tmp_path / "rows.csv", tmp_path / "chart.svg"
    reports = ["--csv", str(table), "--chart", str(picture), "--format", "json"]
    assert main([*RUN, "--set", "first_meeting_first_child=+50%", *reports]) == 0
    told = json.loads(capsys.readouterr().out)
    (change,) = told["changes"]
    assert (change["name"], change["before"], change["after"]) == ("first_meeting_first_child", 2_000_000, 3_000_000)
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
    assert [row["dimension"] for row in rows].count("decile") == 10
    assert int(rows[0]["won_change"]) == told["rows"][0]["won_change"]
    assert (tmp_path / "chart-first_meeting.svg").read_text("utf-8").startswith("<svg")
