"""What stands in a wrong cell is shown, also where it is not read; a date is not told to become a number."""

from __future__ import annotations

import datetime as dt

import pytest

from madang.rules.problems import ProblemsFound
from madang.rules.service import Rulebook
from madang.rules.sheets.cells import most_quoted
from madang.rules.sheets.service import cell_contents, read_sheet
from madang.rules.sheets.tests.workbooks import GOOD_FILES, with_cell, with_ods_cell


@pytest.mark.parametrize(
    ("value", "quoted"), [("=1+1", "=1+1"), ("#REF!", "#REF!"), ("가" * 30_000, "가" * most_quoted), ("많음", "많음")]
)
def test_a_refused_cell_is_quoted(value: str, quoted: str) -> None:
    contents = cell_contents(with_cell("E15", value), "t.xlsx")
    assert [text for (_, row, column), text in contents.items() if (row, column) == (15, 5)] == [quoted]
    if value != "#REF!":
        csv = GOOD_FILES[".csv"].decode("utf-8-sig").replace("19..34", value)
        assert cell_contents(csv.encode(), "t.csv")["", 15, 5] == quoted
    cell = f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    if value.startswith("="):
        cell = f'<table:table-cell table:formula="of:{value}" office:value-type="float" office:value="2"/>'
    assert quoted in cell_contents(with_ods_cell(cell), "t.ods").values()


@pytest.mark.parametrize("value", [dt.datetime.fromisoformat("2026-03-20T12:00:00"), "2026-03-20", "2026년 3월 20일"])
def test_a_date_where_a_number_belongs_is_called_one(value: object, rulebook: Rulebook) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_sheet(with_cell("E15", value), "t.xlsx", rulebook)
    (problem,) = [one for one in found.value.problems if one.code in ("wrong_type", "wrong_unit")]
    assert problem.code == "wrong_type"
    assert "날짜입니다" in problem.message.ko
    assert "is a date" in problem.message.en
    assert "away" not in problem.message.en
