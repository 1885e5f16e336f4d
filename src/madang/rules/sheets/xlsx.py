"""An xlsx file as sheets (ECMA-376), by openpyxl in its read-only mode: values as stored, formulas refused by cell."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException

from madang.rules.loading.service import Problems
from madang.rules.sheets import bounds
from madang.rules.sheets.cells import Gathering, Sheet, Value
from madang.rules.sheets.package import broken, open_package

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MERGE_TAG, ROW_TAG = f"{_MAIN}mergeCell", f"{_MAIN}row"
_unreadable = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    DefusedXmlException,
    ParseError,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
    RecursionError,
    OverflowError,
)
"""What openpyxl, the zip and the XML below it raise over a damaged file; it promises no type of its own."""


def read_xlsx(data: bytes, file: str, problems: Problems) -> list[Sheet]:
    """The sheets in order, hidden ones too. ProblemsFound: broken, too large unpacked, macros, links."""
    open_package(data, file).close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's words on styles and extensions that no table needs
        return _read(data, file, problems)


def _read(data: bytes, file: str, problems: Problems) -> list[Sheet]:
    try:
        workbook = load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False, keep_vba=False, rich_text=False
        )
    except _unreadable as error:
        raise broken(file) from error
    try:
        return list(_sheets(workbook.worksheets, file, problems))
    except _unreadable as error:
        raise broken(file) from error
    finally:
        workbook.close()


def _sheets(worksheets: Sequence[Any], file: str, problems: Problems) -> Iterator[Sheet]:
    if len(worksheets) > bounds.most_sheets:
        bounds.too_many_sheets(problems, Gathering(file, worksheets[bounds.most_sheets].title).place(1, 1))
    for worksheet in worksheets[: bounds.most_sheets]:
        gathering = Gathering(file, worksheet.title)
        worksheet.reset_dimensions()  # the file's own word on its size is not relied on
        for row, cells in enumerate(worksheet.iter_rows(), start=1):
            if row > bounds.most_rows and (row > bounds.most_rows_of_a_format or _holds(cells)):
                bounds.too_many_rows(problems, gathering.place(row, 1))
                break
            if row <= bounds.most_rows and not _row(gathering, problems, row, cells):
                break
        gathering.merged.extend(_merged(worksheet))
        yield gathering.sheet()


def _merged(worksheet: Any) -> Iterator[tuple[int, int]]:
    """The first cell of each merged range, which openpyxl does not tell of in its read-only mode."""
    with worksheet._get_source() as part:
        for _, element in iterparse(part):
            if element.tag == MERGE_TAG:
                row, column = coordinate_to_tuple(element.get("ref", "").split(":")[0])
                yield row, column
            if element.tag == ROW_TAG:
                element.clear()


def _holds(cells: Sequence[Any]) -> bool:
    return any(cell.value is not None for cell in cells)


def _row(gathering: Gathering, problems: Problems, row: int, cells: Sequence[Any]) -> bool:
    if _holds(cells[bounds.most_columns :]):
        bounds.too_many_columns(problems, gathering.place(row, bounds.most_columns + 1))
        return False
    for column, cell in enumerate(cells[: bounds.most_columns], start=1):
        if cell.value is not None:
            _put(gathering, problems, row, column, cell)
    return True


def _put(gathering: Gathering, problems: Problems, row: int, column: int, cell: Any) -> None:
    value = cell.value
    if cell.data_type == "f":
        bounds.formula(problems, gathering.refuse(row, column, _formula(value)))
    elif cell.data_type == "e":
        bounds.error_value(problems, gathering.refuse(row, column, str(value)), str(value))
    elif isinstance(value, str) and len(value) > bounds.most_text:
        bounds.long_text(problems, gathering.refuse(row, column, value))
    else:
        gathering.put(row, column, _value(value))


def _formula(value: Any) -> str:
    """As it is written; openpyxl makes an object of one that fills several cells, with no text for a table of data."""
    return value if isinstance(value, str) else str(getattr(value, "text", None) or "=")


def _value(value: Any) -> Value:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return number(str(value))
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value
    return str(value)


def number(text: str) -> Value:
    """A number exactly as a file writes it; what is none (nan) stays a text."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return text
    return found if found.is_finite() and abs(found.adjusted()) < 30 else text
