"""How much of a workbook is read, and what is said when there is more."""

from __future__ import annotations

from madang.rules.loading.service import Problems
from madang.rules.sheets.cells import CellPlace

most_bytes = 2_000_000
most_unpacked = 20_000_000
most_parts = 500
most_sheets = 20
most_rows = 1_000
most_columns = 100
most_text = 2_000
most_rows_of_a_format = 1_048_576  # of xlsx and ods; behind it nothing can stand


def too_many_rows(problems: Problems, place: CellPlace) -> None:
    """A value stands below the last row that is read."""
    problems.add(
        "too_many_rows",
        place,
        f"줄이 {most_rows:,}개를 넘습니다. 표를 나누거나 아래쪽을 지워 주세요.",
        f"there are more than {most_rows:,} rows; split the table or clear what is below",
    )


def too_many_columns(problems: Problems, place: CellPlace) -> None:
    """A value stands behind the last column that is read."""
    problems.add(
        "too_many_columns",
        place,
        f"열이 {most_columns}개를 넘습니다. 오른쪽을 지워 주세요.",
        f"there are more than {most_columns} columns; clear what is to the right",
    )


def too_many_sheets(problems: Problems, place: CellPlace) -> None:
    """The workbook has more sheets than are read."""
    problems.add(
        "too_many_sheets",
        place,
        f"시트가 {most_sheets}장을 넘습니다. 표가 있는 시트만 남겨 주세요.",
        f"there are more than {most_sheets} sheets; keep the one with the table",
    )


def long_text(problems: Problems, place: CellPlace) -> None:
    """A cell holds more text than a cell of a table needs."""
    problems.add(
        "too_long",
        place,
        f"칸의 글이 {most_text:,}자를 넘습니다. 줄여 주세요.",
        f"the cell holds more than {most_text:,} characters; shorten it",
    )


def formula(problems: Problems, place: CellPlace) -> None:
    """A cell holds a formula, whose result only the program that wrote it could know."""
    problems.add(
        "formula",
        place,
        "수식은 계산하지 않습니다. 수식의 결과를 값으로 붙여 넣어 주세요.",
        "formulas are not worked out; paste the result as a value",
    )


def error_value(problems: Problems, place: CellPlace, text: str) -> None:
    """A cell holds an error of a spreadsheet (#REF!, #N/A …)."""
    problems.add(
        "error_value",
        place,
        f"칸에 오류값 {text[:20]}이(가) 있습니다. 값을 다시 적어 주세요.",
        f"the cell holds the error {text[:20]}; write the value again",
    )
