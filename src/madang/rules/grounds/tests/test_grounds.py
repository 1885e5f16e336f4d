"""Grounds: the Korean file carries all that is read; every fault of a file is told by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from madang.rules.grounds.service import GroundLine, grounds, load_grounds, uncovered
from madang.rules.service import KOREA, ProblemsFound, Rulebook

SMALL = """\
read_as_of: 2026-06-08
information:
  - id: register
    label: {ko: 등록, en: register}
    sources: {moi: [birth_date]}
purposes:
  - purpose: pension
    grounds:
      - {information: [register], kind: statute, law: 법 §1, persons: [applicant], certainty: official}
"""


def test_whatever_a_service_reads_has_a_ground(rulebook: Rulebook) -> None:
    assert [f"{one.purpose}: {one.fact} ({one.agency}.{one.field})" for one in uncovered(grounds(), rulebook)] == []


def test_a_field_without_a_ground_is_named(rulebook: Rulebook, tmp_path: Path) -> None:
    text = (KOREA / "grounds.yaml").read_text(encoding="utf-8").replace(", debts,", ",", 1)
    (tmp_path / "grounds.yaml").write_text(text, encoding="utf-8")
    found = uncovered(load_grounds(tmp_path, rulebook.pack.services), rulebook)
    assert {(one.purpose, one.fact) for one in found} >= {
        ("basic_pension", "assets.debt"),
        ("livelihood", "assets.debt"),
    }
    assert {(one.agency, one.field, one.information) for one in found} == {("welfare", "debts", None)}


def lines(purpose: str, agency: str, field: str, *roles: str) -> list[GroundLine]:
    return grounds().lines_for(purpose, agency, field, roles)


@pytest.mark.parametrize(
    ("purpose", "agency", "field", "role", "law", "asks"),
    [
        ("basic_pension", "welfare", "financial_assets", "spouse", "기초연금법 §10②, §12①, 시행령 §14", True),
        ("basic_pension", "nts", "business_income", "applicant", "기초연금법 §11②1나", True),
        ("livelihood", "nts", "business_income", "applicant", "국민기초생활 보장법 §22①2·④", False),
        ("livelihood", "nts", "annual_income", "supporter", "국민기초생활 보장법 §21③1, 시행령 §36 1바", True),
        ("parent_benefit", "court", "birth_registered", "child", "아동수당법 §4⑤, §7②5", False),
        ("event.birth", "moi", "birth_date", "child", "아동수당법 §5②", False),
    ],
)
def test_what_the_law_says(purpose: str, agency: str, field: str, role: str, law: str, asks: bool) -> None:
    (line,) = lines(purpose, agency, field, role)
    assert (line.law, line.asks) == (law, asks)


@pytest.mark.parametrize(
    ("purpose", "agency", "field", "role"),
    [
        ("basic_pension", "welfare", "financial_assets", "household"),
        ("parent_benefit", "welfare", "financial_assets", "applicant"),
        ("housing", "nts", "annual_income", "supporter"),
        ("event.birth", "nts", "business_income", "applicant"),
        ("no_such_purpose", "moi", "birth_date", "applicant"),
    ],
)
def test_nothing_else_is_carried(purpose: str, agency: str, field: str, role: str) -> None:
    assert lines(purpose, agency, field, role) == []


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("kind: statute", "kind: custom", "not_a_choice", 9),
        ("law: 법 §1, ", "", "missing_key", 9),
        (", certainty: official", "", "missing_key", 9),
        ("persons: [applicant]", "persons: [neighbour]", "not_a_choice", 9),
        ("information: [register]", "information: [registers]", "unknown_information", 9),
        ("purpose: pension", "purpose: pensions", "unknown_service", 7),
        ("kind: statute", "kind: statute, still: {law: 법 §2, ko: 가, en: a}", "bad_still", 9),
        ("kind: statute", "kind: statute, why: 왜", "unknown_key", 9),
        ("kind: statute", "kind: statute, through: applicant", "bad_through", 9),
        ("moi: [birth_date]", "moi: [birth_date, birth_date]", "duplicate_name", 5),
        ("read_as_of: 2026-06-08", "read_as_of: 2026-13-08", "bad_date", 1),
        ("information: [register], kind", "information: [register, register], kind", "duplicate_ground", 9),
        ("label: {ko: 등록, en: register}", "label: {ko: 등록}", "missing_language", 4),
    ],
)
def test_faults_by_line(tmp_path: Path, before: str, after: str, code: str, line: int) -> None:
    assert before in SMALL
    (tmp_path / "grounds.yaml").write_text(SMALL.replace(before, after), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_grounds(tmp_path, ["pension"])
    assert [(one.code, one.place.line if one.place else 0) for one in found.value.problems] == [(code, line)]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound):
        load_grounds(tmp_path, [])
    (tmp_path / "grounds.yaml").write_text(SMALL, encoding="utf-8")
    assert load_grounds(tmp_path, ["pension"]).purposes.keys() == {"pension"}
