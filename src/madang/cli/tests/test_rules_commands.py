"""`madang check`, `madang facts`, `madang rules`: exit statuses, JSON, tables and errors in both languages."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from madang.cli import rules_commands
from madang.cli.main import main
from madang.rules.service import Rulebook, dump_family, read_family, schema
from tests.failing import without_figure

COUPLE = """\
date: 2026-03-20
applicant: a
persons:
  - {id: a, birth_date: 1958-03-01, facts: {person.nationality: KR, person.whereabouts: home, stay.abroad_days: 0}}
  - {id: b, age: 60, facts: {person.nationality: KR}}
relations: [{from: a, to: b, kind: spouse}]
residences: [{persons: [a, b], region: 서울특별시 종로구, facts: {housing.tenure: rent}}]
given: {basic_pension.recognised_income: 3952001}
"""


@pytest.fixture(autouse=True)
def _one_rulebook(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loaded once for all tests here."""
    monkeypatch.setattr(rules_commands, "load_rulebook", lambda: rulebook)


@pytest.fixture
def couple(tmp_path: Path) -> str:
    return written(tmp_path, COUPLE)


def written(folder: Path, text: str | bytes, name: str = "family.yaml") -> str:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def wide(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


def test_the_table_says_status_amount_and_article(couple: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", couple, "--service", "basic_pension", "--language", "ko"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("기초연금 [basic_pension]: 해당 없음")
    assert "✗ 소득인정액이 선정기준액 이하 — 기초연금법 §3①·②, 시행령 §4" in out
    assert "3,952,001" in out
    assert "3,952,000" in out
    assert main(["check", couple, "--service", "basic_pension", "--language", "en"]) == 0
    english = capsys.readouterr().out
    assert english.startswith("Basic pension [basic_pension]: not eligible")
    assert "✗ Recognised income within the line" in english


def test_eligible_and_unknown_have_their_words(tmp_path: Path, couple: str, capsys: pytest.CaptureFixture[str]) -> None:
    at_line = written(tmp_path, COUPLE.replace("3952001", "3952000"), "line.yaml")
    for language, words in (
        ("ko", ("더 확인 필요", "월 ", "원", "다음 질문:")),
        ("en", ("unknown", "won a month", "Next question:")),
    ):
        assert main(["check", at_line, "--service", "basic_pension", "--language", language]) == 0
        out = capsys.readouterr().out
        assert [word for word in words if word not in out] == []


def test_json_is_the_published_schema(couple: str, rulebook: Rulebook, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", couple, "--format", "json"]) == 0
    answers = json.loads(capsys.readouterr().out)
    here = [id for id, one in rulebook.pack.services.items() if not one.area or "1100000000" in one.area]
    assert [answer["service"] for answer in answers] == here
    validator = Draft202012Validator(schema("answer"))
    assert [error.message for answer in answers for error in validator.iter_errors(answer)] == []
    assert {answer["date"] for answer in answers} == {"2026-03-20"}


def test_json_and_yaml_of_one_family_give_the_same(
    tmp_path: Path, couple: str, rulebook: Rulebook, capsys: pytest.CaptureFixture[str]
) -> None:
    family = read_family(COUPLE, rulebook, default_date=dt.date(2026, 1, 1))
    as_json = written(tmp_path, dump_family(family, "json"), "family.json")
    as_yaml = written(tmp_path, dump_family(family, "yaml"), "again.yaml")
    outputs = []
    for file in (couple, as_json, as_yaml):
        assert main(["check", file, "--format", "json"]) == 0
        outputs.append(json.loads(capsys.readouterr().out))
    assert outputs[0] == outputs[1] == outputs[2]


def test_services_and_the_day_can_be_chosen(couple: str, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--service", "emergency", "--service", "basic_pension"]
    assert main(["check", couple, *chosen, "--date", "2025-12-31", "--format", "json"]) == 0
    answers = json.loads(capsys.readouterr().out)
    assert [answer["service"] for answer in answers] == ["emergency", "basic_pension"]
    assert {answer["date"] for answer in answers} == {"2025-12-31"}


def test_standard_input(couple: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(COUPLE.encode())))
    assert main(["check", "-", "--format", "json"]) == 0
    piped = capsys.readouterr().out
    assert main(["check", couple, "--format", "json"]) == 0
    assert piped == capsys.readouterr().out


BAD = {
    "unknown fact": (COUPLE.replace("stay.abroad_days", "stay.abroad_dayz"), 4),
    "no such day": (COUPLE.replace("1958-03-01", "1958-02-30"), 4),
    "negative money": (COUPLE.replace("housing.tenure: rent", "housing.deposit: -1"), 7),
    "no such region": (COUPLE.replace("종로구", "종루구"), 7),
    "a person nobody named": (COUPLE.replace("to: b", "to: z"), 6),
    "no YAML": (COUPLE.replace("given: {", "given: {{"), 8),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_bad_file_is_refused_with_the_line(
    tmp_path: Path, name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text, line = BAD[name]
    file = written(tmp_path, text)
    assert main(["check", file, "--language", language]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{file}:{line}:" in err
    said = err.replace("종로구", "").replace("서울특별시", "")
    assert wide(said) is (language == "ko") or name == "no such region"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", written(tmp_path, COUPLE.encode("cp949"))]) == 1
    assert "UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [["check", "no-such-file.yaml"], ["check", "-", "--service", "dance"], ["facts", "--service", "dance"]],
)
def test_what_is_not_there_is_a_wrong_use(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(wrong) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "no-such-file.yaml" in err or "dance" in err


@pytest.mark.parametrize(
    "wrong",
    [
        ["check"],
        ["check", "-", "--date", "2026-02-30"],
        ["check", "-", "--format", "xml"],
        ["rules"],
        ["rules", "dance"],
    ],
)
def test_wrong_arguments_are_a_wrong_use(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(wrong)
    assert end.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_facts_of_everything_and_of_one_service(rulebook: Rulebook, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "--format", "json"]) == 0
    every = json.loads(capsys.readouterr().out)
    assert [fact["name"] for fact in every] == list(rulebook.pack.facts)
    assert main(["facts", "--service", "first_meeting", "--format", "json"]) == 0
    some = json.loads(capsys.readouterr().out)
    names = {fact["name"] for fact in some}
    assert {"person.birth_date", "child.birth_order", "child.birth_registered"} <= names
    assert "employment.earned_income" not in names
    wanted = {"name", "entity", "type", "unit", "time", "labels", "grade", "sources"}
    assert all(wanted <= set(fact) and set(fact["labels"]) == {"ko", "en"} for fact in every)


def test_the_table_of_facts_lines_up_in_both_languages(rulebook: Rulebook, capsys: pytest.CaptureFixture[str]) -> None:
    label = rulebook.pack.facts["employment.earned_income"].label
    for language, words in (("ko", label.ko), ("en", label.en)):
        assert main(["facts", "--language", language]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].split()[:4] == ["fact", "entity", "type", "unit"]
        row = next(line for line in lines if line.startswith("employment.earned_income "))
        assert row.endswith(words)
        column = lines[0].index("entity")
        assert all(line[column - 1] == " " and line[column] != " " for line in lines[1:] if not line.startswith("-"))


def test_every_figure_has_its_source(rulebook: Rulebook, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "sources", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == sum(len(parameter.values) for parameter in rulebook.pack.parameters.values())
    assert all(row["source"] and row["law"] for row in rows)
    assert {row["certainty"] for row in rows} <= {"official", "secondary", "to_be_checked"}
    assert main(["rules", "sources"]) == 0
    table = capsys.readouterr().out
    assert "median_income" in table
    assert f"official: {sum(row['certainty'] == 'official' for row in rows)}" in table.splitlines()[-1]


def _case(differences: list[str]) -> tuple[Any, list[str]]:
    case = SimpleNamespace(
        service="aid",
        id="one",
        kind="typical",
        provenance="derived",
        about="한 사람",
        source="법 §1",
        derivation="1 + 1 = 2",
    )
    return case, differences


@pytest.mark.parametrize(("differences", "status", "mark"), [([], 0, "✓"), (["amount: expected 1, got 2"], 1, "✗")])
def test_a_case_that_differs_is_a_refusal(
    differences: list[str], status: int, mark: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case, found = _case(differences)
    monkeypatch.setattr(rules_commands, "load_cases", lambda: [case])
    monkeypatch.setattr(rules_commands, "run_case", lambda rulebook, given: (None, found))
    assert main(["rules", "cases", "--provenance"]) == status
    out = capsys.readouterr().out
    assert out.startswith(f"{mark} aid/one [typical, derived] 한 사람")
    assert "법 §1" in out
    assert "| 1 + 1 = 2" in out
    assert all(difference in out for difference in differences)
    assert main(["rules", "cases"]) == status
    assert "1 + 1 = 2" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rules", "cases", "nosuch"], "nosuch: no such service"),
        (["rules", "years", "extra"], "extra: years takes no such word"),
        (["rules", "sources", "extra"], "extra: sources takes no such word"),
        (["packs", "list", "foo"], "foo: list takes no folder"),
        (["packs", "check", "/nonexist"], "/nonexist: there is no such folder"),
    ],
)
def test_a_word_that_means_nothing_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--language", "en"]) == 2
    told = capsys.readouterr()
    assert (told.out, said in told.err) == ("", True)


def test_the_cases_of_one_service(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "cases", "basic_pension"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line[:1] in "✓✗"]
    assert lines
    assert all("basic_pension/" in line for line in lines if "[" in line)


def test_the_command_itself(couple: str) -> None:
    """Once through a real process: bytes out are UTF-8 JSON, and a closed pipe is no error."""
    command = [sys.executable, "-m", "madang.cli", "check", couple, "--service", "emergency", "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout.decode("utf-8"))[0]["service"] == "emergency"


def test_a_benefit_that_comes_as_a_voucher_says_why_no_money_is_paid(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    family = written(tmp_path, """\
date: 2026-06-15
household:
  - {id: a, age: 36}
  - id: c
    birth_date: 2024-11-20
    relation: child
    facts: {nationality: KR, child.birth_registered: true, stay.abroad_days: 0, whereabouts: home, child.care_setting: daycare}
region: 서울 종로구
""")  # fmt: skip # noqa: E501
    assert main(["check", family, "--service", "parent_benefit", "--language", "ko"]) == 0
    table = capsys.readouterr().out
    assert "받을 수 있음, 현금 없음" in table
    assert "현금 대신 보육료 이용권으로 드립니다(아동수당법 §10④)" in table
    assert main(["check", family, "--service", "parent_benefit", "--language", "en"]) == 0
    assert "as the day-care voucher instead of cash" in capsys.readouterr().out


@pytest.mark.parametrize(("language", "said"), [
    ("ko", "규칙을 끝까지 계산하지 못했습니다: '{ko}'의 2026-03-20 값이 없습니다."),
    ("en", "The rule could not be worked out to the end: there is no figure for '{en}' on 2026-03-20."),
])  # fmt: skip
def test_a_missing_figure_is_told_with_the_day_and_the_rest_is_answered(
    couple: str, capsys: pytest.CaptureFixture[str], rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch,
    language: str, said: str,
) -> None:  # fmt: skip
    name = "basic_pension_line_couple"
    label = rulebook.pack.parameters[name].label
    assert main(["check", couple, "--language", language]) == 0
    sound = capsys.readouterr().out
    broken = without_figure(rulebook, name, dt.date(2026, 3, 20))
    monkeypatch.setattr(rules_commands, "load_rulebook", lambda: broken)
    assert main(["check", couple, "--language", language]) == 0
    told = capsys.readouterr().out
    assert told.count(said.format(ko=label.ko, en=label.en)) == 1
    assert told.count("[livelihood]") == 1
    alike = set(sound.splitlines()) & set(told.splitlines())
    assert len(alike) > 0.7 * len(set(sound.splitlines()))
