"""A table becomes the definition a YAML file gives, every mistake its message by cell, and a definition a table."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from madang.rules.loading.service import Item, Problems, read_yaml
from madang.rules.loading.services import read_service
from madang.rules.model import Place, ServiceDefinition
from madang.rules.problems import ProblemsFound
from madang.rules.service import Rulebook, check, family_from
from madang.rules.sheets.cells import CellPlace, address
from madang.rules.sheets.service import definition_text, read_sheet, write_sheet
from madang.rules.sheets.tests.a_table import ENDINGS, GOOD, HEAD, HEADINGS, MISTAKES, ROWS, WRONG, written
from madang.rules.sheets.writing import Grid


def of_yaml(text: str) -> ServiceDefinition:
    """The definition a service file of this text gives."""
    problems = Problems()
    service = read_service(read_yaml(text, "services/x.yaml"), problems)
    problems.check()
    return service


def without_places(value: Any) -> Any:
    """The same records with every place made the same."""
    if isinstance(value, Place):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: without_places(getattr(value, one.name)) for one in dataclasses.fields(value)}
    return [without_places(entry) for entry in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("ending", ENDINGS)
def test_ten_mistakes_are_ten_messages_by_cell(ending: str, rulebook: Rulebook) -> None:
    data, name = written(WRONG, ending)
    with pytest.raises(ProblemsFound) as found:
        read_sheet(data, name, rulebook)
    problems = found.value.problems
    assert {address(place.line, place.column): one.code for one in problems if (place := one.place)} == MISTAKES
    assert len(problems) == 10
    for one in problems:
        assert isinstance(one.place, CellPlace)
        assert str(one.place).startswith(name)
        assert re.search("[가-힣]", one.message.ko)
        assert re.search("[a-z]{3}", one.message.en)
        assert one.message.ko.endswith(".")  # a whole sentence that says what to do
        assert ";" in one.message.en


def test_the_nearest_names_are_told(rulebook: Rulebook) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_sheet(*written(WRONG, ".csv"), rulebook)
    said = {one.code: one.text("ko") for one in found.value.problems}
    assert "person.pregnant" in said["unknown_fact"]
    assert "이혼" in said["unknown_choice"]
    assert "19행" in said["overlap"]
    assert "만 나이 50" in said["overlap"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_gives_what_a_yaml_file_gives(ending: str, rulebook: Rulebook) -> None:
    made = read_sheet(*written(GOOD, ending), rulebook)
    again = of_yaml(definition_text(made.plain))
    assert without_places(again) == without_places(made.service)
    assert [clause.id for clause in made.service.clauses] == ["cases", "adult", "pregnant"]
    assert {one.name: one.value.text for one in made.service.derived} == {
        "old": "person.age >= 65",
        "young": '(person.age >= 19 and person.age <= 34) and (person.marital_status = "never_married" or '
        'person.marital_status = "divorced")',
        "born": '(person.age >= 35 and person.age < 65) and person.birth_date < date("1990-01-01")',
    }
    assert [clause.when.text for clause in made.service.clauses] == [
        "local_trial.old or local_trial.young or local_trial.born",
        "person.age >= 19",
        "not(person.pregnant)",
    ]
    assert [(one.id, one.value.text, one.law) for one in made.service.components] == [
        ("old", "100000", "조례 §3①"),
        ("young", "200000", "조례 §3②"),
        ("born", "0", "조례 §3③"),
    ]
    assert made.service.start == dt.date(2025, 1, 1)
    assert (made.service.per, made.service.paid_on, made.service.kind) == ("month", 25, "benefit")


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
def test_a_definition_made_from_a_sheet_is_a_sheet_again(ending: str, rulebook: Rulebook) -> None:
    made = read_sheet(*written(GOOD, ".xlsx"), rulebook)
    again = read_sheet(write_sheet(made.service, rulebook, ending), f"again{ending}", rulebook)
    assert again.plain == made.plain
    assert without_places(again.service) == without_places(made.service)


def test_the_engines_answer_a_table_like_any_service(rulebook: Rulebook) -> None:
    made = read_sheet(*written(GOOD, ".csv"), rulebook)

    def answer(birth: str, **facts: object) -> tuple[str, int | None]:
        person = {"id": "a", "birth_date": birth, "facts": {"person.pregnant": False, **facts}}
        family = family_from({"date": "2026-03-20", "persons": [person]}, made.rulebook)
        (found,) = check(made.rulebook, family, ["local_trial"])
        high = found.amount.high if found.amount else None
        return found.status, None if high is None else int(high)

    assert answer("1950-01-01") == ("eligible", 100_000)
    assert answer("2000-01-01", **{"person.marital_status": "divorced"}) == ("eligible", 200_000)
    assert answer("2000-01-01", **{"person.marital_status": "married"})[0] == "ineligible"
    assert answer("1980-01-01") == ("eligible", 0)
    assert answer("1980-01-01", **{"person.pregnant": True})[0] == "ineligible"
    assert answer("2010-01-01")[0] == "ineligible"
    assert answer("2000-01-01")[0] == "unknown"


def test_figures_and_regions_are_named(rulebook: Rulebook) -> None:
    grid: Grid = [
        *HEAD,
        ["줄", "이름", "영문 이름", "근거 조문", "basic_pension.recognised_income", "region.district", "구분"],
        ["poor", "가", "a", "조례 §1", "<= parameter.basic_pension_line_single", "서울 종로구, 옥천군", "경우"],
    ]
    made = read_sheet(*written(grid, ".csv"), rulebook)
    assert made.service.derived[0].value.text == (
        "basic_pension.recognised_income <= parameter.basic_pension_line_single and "
        '(region.district = "1111000000" or region.district = "4373000000")'
    )
    again = write_sheet(made.service, rulebook, ".csv").decode("utf-8-sig")
    assert "옥천군" in again


def test_a_definition_no_table_can_say_is_refused_at_its_line(rulebook: Rulebook) -> None:
    for service in rulebook.pack.services.values():
        with pytest.raises(ProblemsFound) as found:
            write_sheet(service, rulebook, ".csv")
        assert found.value.problems[0].code == "not_a_table"
        assert found.value.problems[0].place is not None


@pytest.mark.parametrize(
    "more",
    [
        "    stage: after\n",
        "    from: 2026-01-01\n",
        "    change: {ko: 가, en: a}\n",
        "notes: [{id: n, ko: 가, en: a}]\n",
        "amount: 5\n",
        "recipients: unit\n",
        "derived: {line: 5}\n",
        "components: [{id: c, value: 5, law: 법, label: {ko: 가, en: a}}]\n",
    ],
)
def test_a_part_that_no_table_has_is_not_lost_but_refused(more: str, rulebook: Rulebook) -> None:
    text = """\
service: local_part
kind: benefit
label: {ko: 가, en: a}
agency: 시험시
law: 조례
unit: applicant_alone
clauses:
  - id: aged
    when: age >= 65
    law: 조례 §1
    label: {ko: 가, en: a}
"""
    assert write_sheet(of_yaml(text), rulebook, ".csv")
    with pytest.raises(ProblemsFound) as found:
        write_sheet(of_yaml(text + more), rulebook, ".csv")
    assert [one.code for one in found.value.problems] == ["not_a_table"]


def test_a_hand_written_definition_of_this_shape_is_a_table(rulebook: Rulebook) -> None:
    service = of_yaml(
        """\
service: local_hand
kind: benefit
label: {ko: 손, en: Hand}
agency: 시험시
law: 조례
unit: applicant_alone
clauses:
  - {id: aged, when: age >= 65, law: 조례 §1, label: {ko: 가, en: a}}
  - {id: lone, when: 'not(pregnant and age < 70)', law: 조례 §2, label: {ko: 나, en: b}}
  - {id: not_married, when: 'not(person.marital_status = "married")', law: 조례 §3, label: {ko: 다, en: c}}
"""
    )
    made = read_sheet(write_sheet(service, rulebook, ".ods"), "x.ods", rulebook)
    assert [clause.when.text for clause in made.service.clauses] == [
        "person.age >= 65",
        "not(person.pregnant and person.age < 70)",
        'not(person.marital_status = "married")',
    ]


def changed(row: int, column: int, value: str | int | None) -> Grid:
    """The good table with one cell (from 1) changed."""
    grid = [list(cells) for cells in GOOD]
    grid[row - 1] += [None] * (column - len(grid[row - 1]))
    grid[row - 1][column - 1] = value
    return grid


@pytest.mark.parametrize(
    ("row", "column", "value", "code", "at"),
    [
        (1, 2, "Local Trial", "bad_id", "B1"),
        (1, 2, None, "missing_service", "B1"),
        (1, 3, "x", "too_much", "C1"),
        (2, 3, None, "missing_language", "C2"),
        (4, 1, "담당처", "unknown_key", "A4"),
        (6, 2, "가구", "unknown_unit", "B6"),
        (7, 2, "가끔", "not_a_choice", "B7"),
        (8, 2, 32, "wrong_type", "B8"),
        (9, 2, "2025-13-01", "bad_date", "B9"),
        (12, 2, "?", "no_key", "B12"),
        (13, 1, None, "no_table", "A1"),
        (13, 4, None, "missing_column", "A13"),
        (13, 6, "person.age", "repeated_column", "F13"),
        (13, 5, "나이", "unknown_fact", "E13"),
        (14, 1, "65_up", "bad_id", "A14"),
        (14, 1, "cases", "bad_id", "A14"),
        (14, 1, None, "missing_id", "A14"),
        (14, 2, None, "missing_label", "B14"),
        (14, 4, None, "missing_law", "D14"),
        (14, 5, None, "no_conditions", "A14"),
        (14, 5, "65..", "wrong_type", "E14"),
        (14, 5, "not()", "unreadable_condition", "E14"),
        (14, 5, "parameter.nothing", "unknown_figure", "E14"),
        (14, 5, ">= parameter.basic_pension_base", "wrong_unit", "E14"),
        (14, 8, "가끔", "wrong_type", "H14"),
        (14, 8, "예, 아니오", "everybody_passes", "H14"),
        (14, 9, "아마", "unknown_kind", "I14"),
        (14, 9, None, "missing_kind", "I14"),
        (14, 10, None, "missing_amount", "J14"),
        (14, 10, "-5", "bad_amount", "J14"),
        (14, 10, "0.5", "bad_amount", "J14"),
        (14, 10, "5명", "wrong_unit", "J14"),
        (14, 10, "parameter.x", "unknown_figure", "J14"),
        (17, 10, 5, "amount_without_case", "J17"),
        (14, 12, "x", "no_heading", "L14"),
    ],
)
def test_each_mistake_is_told_at_its_cell(
    row: int, column: int, value: str | int | None, code: str, at: str, rulebook: Rulebook
) -> None:
    for ending in (".xlsx", ".ods", ".csv"):
        with pytest.raises(ProblemsFound) as found:
            read_sheet(*written(changed(row, column, value), ending), rulebook)
        told = [(one.code, address(one.place.line, one.place.column)) for one in found.value.problems if one.place]
        assert (code, at) in told


def told(grid: Grid, rulebook: Rulebook) -> list[tuple[str, str]]:
    """Every (code, cell) a table is refused with."""
    with pytest.raises(ProblemsFound) as found:
        read_sheet(*written(grid, ".csv"), rulebook)
    return [(one.code, address(one.place.line, one.place.column)) for one in found.value.problems if one.place]


def test_an_end_before_the_start_is_told(rulebook: Rulebook) -> None:
    grid = changed(12, 1, "끝일")
    grid[11] = ["끝일", "2024-12-31"]
    with pytest.raises(ProblemsFound, match="고쳐 주세요"):
        read_sheet(*written(grid, ".csv"), rulebook)
    assert told(grid, rulebook) == [("to_before_from", "B12")]


def test_a_second_table_is_told(rulebook: Rulebook) -> None:
    assert ("second_table", "A20") in told([*GOOD, [], *HEADINGS, *ROWS], rulebook)


def test_an_id_that_is_a_fact_already_is_told(rulebook: Rulebook) -> None:
    grid = changed(1, 2, "disability")
    grid[13][0] = "degree"
    assert told(grid, rulebook) == [("taken_id", "A14")]


def test_every_mistake_of_the_head_is_told_when_the_table_is_alone(rulebook: Rulebook) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_sheet(*written([*HEADINGS, *ROWS], ".csv"), rulebook)
    assert [one.code for one in found.value.problems] == [
        f"missing_{key}" for key in ("service", "label", "agency", "law", "unit")
    ]


def test_what_the_binder_finds_is_told_by_row(rulebook: Rulebook) -> None:
    grid: Grid = [*HEAD, *HEADINGS, ["x", "가", "a", "조례", "< 150", None, None, None, "필요"], ROWS[0], ROWS[4]]
    grid[-2] = ["y", "나", "b", "조례", ">= 200", None, None, None, "경우", 1]
    with pytest.raises(ProblemsFound) as found:
        read_sheet(*written(grid, ".csv"), rulebook)
    assert ("unreachable", "A15") in [
        (one.code, address(one.place.line, one.place.column)) for one in found.value.problems if one.place
    ]


def test_items_of_a_tree_know_their_cells(rulebook: Rulebook) -> None:
    made = read_sheet(*written(GOOD, ".xlsx"), rulebook)
    assert str(made.service.derived[0].value.place) == "table.xlsx 표!E14"
    assert str(made.service.clauses[1].place) == "table.xlsx 표!A17"
    assert isinstance(made.plain, dict)
    assert not any(isinstance(value, Item) for value in made.plain.values())


def test_the_table_of_the_guide_is_a_table(rulebook: Rulebook) -> None:
    guide = Path(__file__).resolve().parents[5] / "docs" / "guide" / "rule-author.md"
    example = guide.read_text(encoding="utf-8").split("```csv\n")[1].split("```")[0]
    made = read_sheet(example.encode(), "table.csv", rulebook)
    assert [one.value.text for one in made.service.components] == ["100000", "200000"]
    unit = example.replace("65세 이상,,,경우", "65개월 이상,,,경우")
    wide = example.replace('19..34,"미혼, 이혼, 사별"', "19..70,")
    for wrong in (unit, wide):
        with pytest.raises(ProblemsFound) as found:
            read_sheet(wrong.encode(), "table.csv", rulebook)
        assert found.value.text("ko").replace("table.csv ", "table.xlsx 표!") in guide.read_text(encoding="utf-8")
