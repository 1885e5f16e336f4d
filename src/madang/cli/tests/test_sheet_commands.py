"""`madang rules sheet`: mistakes by cell, the definition as YAML, and the definition as a table again."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from madang.cli import rules_commands
from madang.cli.main import main
from madang.rules.service import installed_rulebook

TABLE = """\
서비스,local_cli
이름,시범 수당,Trial allowance
담당기관,시험시
근거법,시험시 조례
단위,applicant_alone

줄,이름,영문 이름,근거 조문,만 나이,구분,금액
old,노인,Aged,조례 §3,65 이상,경우,"100,000"
"""


@pytest.fixture(autouse=True)
def _one_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules_commands, "load_rulebook", installed_rulebook)


def written(folder: Path, text: str, name: str = "table.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_good_table_is_printed_as_yaml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "sheet", written(tmp_path, TABLE)]) == 0
    plain = yaml.safe_load(capsys.readouterr().out)
    assert (plain["service"], plain["components"][0]["value"]) == ("local_cli", "100000")


def test_mistakes_are_told_by_cell_in_either_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, TABLE.replace("65 이상", "65개월 이상").replace("Aged", ""))
    assert main(["rules", "sheet", file, "--language", "ko"]) == 1
    korean = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in korean[:2]] == ["table.csv C8", "table.csv E8"]
    assert korean[2] == "고칠 곳이 2군데입니다."
    assert main(["rules", "sheet", file, "--language", "en"]) == 1
    english = capsys.readouterr().err.splitlines()
    assert "write it here" in english[0]
    assert english[2] == "2 to correct."


def test_a_definition_goes_to_a_table_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, TABLE)
    assert main(["rules", "sheet", file]) == 0
    text = capsys.readouterr().out
    source = written(tmp_path, text, "service.yaml")
    for name in ("a.xlsx", "a.ods", "a.csv"):
        assert main(["rules", "sheet", source, "--to", str(tmp_path / name)]) == 0
        capsys.readouterr()
        assert main(["rules", "sheet", str(tmp_path / name)]) == 0
        assert capsys.readouterr().out == text
    assert main(["rules", "sheet", file, "--to", str(tmp_path / "b.yaml")]) == 0
    assert (tmp_path / "b.yaml").read_text(encoding="utf-8") == text


def test_what_cannot_be_done_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, TABLE)
    for given, said in (
        ([], "name the file"),
        ([str(tmp_path / "none.csv")], "no such file"),
        ([str(tmp_path)], "folder"),
        ([file, "--to", file], "there already"),
        ([file, "--to", str(tmp_path / "a.doc")], "after --to"),
        ([file, "--to", str(tmp_path / "none" / "a.csv")], "no such file"),
    ):
        assert main(["rules", "sheet", *given, "--language", "en"]) == 2, given
        assert said in capsys.readouterr().err
    assert Path(file).read_text(encoding="utf-8") == TABLE
    law = written(tmp_path, "service: x\n", "x.yaml")
    assert main(["rules", "sheet", law, "--to", str(tmp_path / "x.csv"), "--language", "en"]) == 1
    assert not (tmp_path / "x.csv").exists()
