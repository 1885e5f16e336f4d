"""`madang cluster`: what cannot be is refused in both languages, also where Spark is not installed."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from madang.cli.main import main

ARROW = pytest.mark.skipif(find_spec("pyarrow") is None, reason="needs the extra `spark`: make setup-spark")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["write", "x"], 2, "--population"),
        (["write", "x", "--size", "5", "--population", "y"], 2, "--population"),
        (["write", "x", "--size", "0"], 1, "at least one"),
        (["write", "x", "--size", "9", "--province", "달나라"], 1, "서울특별시"),
        (["write", "x", "--size", "9", "--service", "moon"], 1, "그런 서비스가 없습니다"),
        (["write", "x", "--population", "/nowhere/at/all"], 1, "인구를 읽을 수 없습니다"),
        (["write", "x", "--codes", "--size", "9", "--date", "2020-01-01"], 1, "facts are those of"),
        (["run", "x", "--conf", "spark.x"], 2, "KEY=VALUE"),
    ],
)
def test_what_cannot_be_is_refused(
    arguments: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["cluster", *arguments]) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("action", [["run", "x"], ["write", "x", "--size", "9", "--codes"]])
def test_without_spark_it_is_told_how_to_install_it(
    action: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for module in ("pyspark.sql", "pyarrow"):
        monkeypatch.setitem(sys.modules, module, None)
    assert main(["cluster", *action]) == 1
    said = capsys.readouterr().err
    assert "필요합니다: make setup-spark" in said
    assert "needs pyspark and pyarrow: make setup-spark" in said


@ARROW
@pytest.mark.parametrize("kind", [[], ["--codes"]])
def test_blocks_are_written(
    kind: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MADANG_HOME", str(tmp_path))
    arguments = ["--size", "300", "--province", "세종특별자치시", "--service", "first_meeting", "--quiet", *kind]
    assert main(["cluster", "write", str(tmp_path / "blocks"), *arguments]) == 0
    assert "300 residents in 1 blocks" in capsys.readouterr().out
    assert (tmp_path / "blocks" / "about" / "part.parquet").exists()
    assert (tmp_path / "blocks" / "blocks" / "province=00" / "block-00000.parquet").exists()
