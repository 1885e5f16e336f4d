"""Workbooks that are too large in some way: refused at the first cell that is too many."""

from __future__ import annotations

import io
import time

from openpyxl import load_workbook

from madang.rules.service import Rulebook
from madang.rules.sheets import bounds
from madang.rules.sheets.cells import address
from madang.rules.sheets.service import read_sheet
from madang.rules.sheets.tests.workbooks import (
    ENDINGS,
    GOOD_FILES,
    codes,
    refused,
    repacked,
    saved,
    with_cell,
    with_ods_cell,
)


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    for ending in ENDINGS:
        assert refused(b" " * (bounds.most_bytes + 1), f"t{ending}") == [("too_large", "A1")]


def test_a_million_rows_are_refused_at_the_first_that_is_too_many() -> None:
    first = f"A{bounds.most_rows + 1}"
    assert ("too_many_rows", first) in refused(b"x\n" * 999_000, "t.csv")
    row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string">'
    row += "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    ods = repacked(GOOD_FILES[".ods"], {"content.xml": lambda old: old.replace(b"</table:table>", row.encode())})
    assert ("too_many_rows", first) in refused(ods, "t.ods")

    def rows(old: bytes) -> bytes:
        more = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(100, 50_000))
        return old.replace(b"</sheetData>", more + b"</sheetData>")

    xlsx = repacked(GOOD_FILES[".xlsx"], {"xl/worksheets/sheet1.xml": rows})
    assert ("too_many_rows", first) in refused(xlsx, "t.xlsx")


def test_a_last_row_far_below_is_refused_and_an_empty_one_is_not(rulebook: Rulebook) -> None:
    def far(number: int, cell: bytes) -> bytes:
        return repacked(
            GOOD_FILES[".xlsx"],
            {
                "xl/worksheets/sheet1.xml": lambda old: old.replace(
                    b"</sheetData>", b'<row r="%d">%s</row></sheetData>' % (number, cell)
                )
            },
        )

    assert ("too_many_rows", "A1048576") in refused(far(1048576, b'<c r="A1048576"><v>1</v></c>'), "t.xlsx")
    assert "too_many_rows" in codes(far(99999999999999, b""), "t.xlsx")
    assert read_sheet(far(1048576, b'<c r="A1048576" s="0"/>'), "t.xlsx", rulebook).service.id == "local_trial"


def test_too_many_columns_are_refused() -> None:
    wide = "x," * bounds.most_columns + "x\n"
    assert ("too_many_columns", address(1, bounds.most_columns + 1)) in refused(wide.encode(), "t.csv")
    assert ("too_many_columns", address(1, bounds.most_columns + 1)) in refused(with_cell("XFD1", "x"), "t.xlsx")
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
    told = refused(with_ods_cell(cell + "</table:table-cell>"), "t.ods")
    assert ("too_many_columns", address(15, bounds.most_columns + 1)) in told


def test_too_many_sheets_and_too_long_texts_are_refused() -> None:
    workbook = load_workbook(io.BytesIO(GOOD_FILES[".xlsx"]))
    for _ in range(bounds.most_sheets):
        workbook.create_sheet()
    assert codes(saved(workbook), "t.xlsx") == {"too_many_sheets"}
    assert ("too_long", "E15") in refused(with_cell("E15", "가" * 2_001), "t.xlsx")
    csv = GOOD_FILES[".csv"].decode("utf-8-sig").replace("19..34", "가" * 2_001).encode()
    assert ("too_long", "E15") in refused(csv, "t.csv")


def test_a_thousand_rows_are_read_in_seconds(rulebook: Rulebook) -> None:
    row = 'r{0},줄 {0},row,법,"[{1}..{2})",경우,{0}\n'
    head = GOOD_FILES[".csv"].decode("utf-8-sig").split("\r\n")[:11]
    text = "\n".join([*head, "", "줄,이름,영문 이름,근거 조문,employment.earned_income,구분,금액\n"])
    text += "".join(row.format(number, number * 1000, number * 1000 + 1000) for number in range(900))
    started = time.process_time()
    assert len(read_sheet(text.encode(), "t.csv", rulebook).service.components) == 900
    assert time.process_time() - started < 20
