"""An ods file as sheets (OpenDocument 1.3, part 3, §9): values as stored, formulas and links refused by cell."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from madang.rules.loading.service import Problems
from madang.rules.sheets import bounds
from madang.rules.sheets.cells import Gathering, Sheet, Value
from madang.rules.sheets.package import broken, fault, open_package
from madang.rules.sheets.xlsx import number

_office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_groups = {f"{_table}{name}" for name in ("table-header-rows", "table-rows", "table-row-group", "table-header-columns")}
_cells = {f"{_table}table-cell", f"{_table}covered-table-cell"}
_links = {f"{_table}table-source", f"{_table}dde-links", f"{_office}dde-source", f"{_table}cell-range-source"}


def read_ods(data: bytes, file: str, problems: Problems) -> list[Sheet]:
    """The sheets in order. ProblemsFound: broken, too large unpacked, macros, links."""
    try:
        with open_package(data, file) as package:
            root = fromstring(package.read("content.xml"), forbid_dtd=True)
    except (
        zipfile.BadZipFile,
        zlib.error,
        DefusedXmlException,
        ParseError,
        KeyError,
        ValueError,
        LookupError,
    ) as error:
        raise broken(file) from error
    except (OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise broken(file) from error
    spreadsheet = root.find(f"{_office}body/{_office}spreadsheet")
    if spreadsheet is None:
        raise broken(file)
    if next(root.iter(f"{_office}event-listeners"), None) is not None:
        raise fault("macro", file, "매크로가 든 파일은 받지 않습니다.", "a file with macros is not taken")
    tables = spreadsheet.findall(f"{_table}table")
    if len(tables) > bounds.most_sheets:
        name = tables[bounds.most_sheets].get(f"{_table}name", "")
        bounds.too_many_sheets(problems, Gathering(file, name).place(1, 1))
    return [_sheet(table, file, problems) for table in tables[: bounds.most_sheets]]


def _sheet(table: Element, file: str, problems: Problems) -> Sheet:
    gathering = Gathering(file, table.get(f"{_table}name", ""))
    if any(True for child in table if child.tag in _links):
        _link(problems, gathering, 1, 1, "")
    row = 1
    for element in _rows(table):
        repeated = _repeated(element, "rows")
        if any(_holds(cell) for cell in element):
            for _ in range(repeated):
                if row > bounds.most_rows:
                    bounds.too_many_rows(problems, gathering.place(row, 1))
                    return gathering.sheet()
                _row(element, gathering, row, problems)
                row += 1
        else:
            row += repeated
    return gathering.sheet()


def _rows(parent: Element) -> Iterator[Element]:
    pending = list(reversed(parent))
    while pending:
        element = pending.pop()
        if element.tag == f"{_table}table-row":
            yield element
        elif element.tag in _groups:
            pending.extend(reversed(element))


def _row(element: Element, gathering: Gathering, row: int, problems: Problems) -> None:
    column = 1
    for cell in element:
        if cell.tag not in _cells:
            continue
        repeated = _repeated(cell, "columns")
        if any(cell.get(f"{_table}number-{what}-spanned", "1") != "1" for what in ("rows", "columns")):
            gathering.merged.append((row, column))
        if _holds(cell):
            for _ in range(repeated):
                if column > bounds.most_columns:
                    bounds.too_many_columns(problems, gathering.place(row, column))
                    return
                _put(cell, gathering, row, column, problems)
                column += 1
        else:
            column += repeated


def _holds(cell: Element) -> bool:
    return cell.tag in _cells and (
        cell.get(f"{_office}value-type") is not None
        or cell.get(f"{_table}formula") is not None
        or cell.find(f"{_text}p") is not None
    )


def _repeated(element: Element, what: str) -> int:
    text = element.get(f"{_table}number-{what}-repeated", "1")
    return min(int(text), bounds.most_rows_of_a_format) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _put(cell: Element, gathering: Gathering, row: int, column: int, problems: Problems) -> None:
    formula = cell.get(f"{_table}formula")
    shown = "\n".join(_shown(paragraph) for paragraph in cell.findall(f"{_text}p"))
    if formula is not None:  # "of:=1+1": which grammar, and the formula
        bounds.formula(problems, gathering.refuse(row, column, formula[max(0, formula.find("=")) :]))
    elif any(child.tag in _links for child in cell):
        _link(problems, gathering, row, column, shown)
    elif len(shown) > bounds.most_text:
        bounds.long_text(problems, gathering.refuse(row, column, shown))
    elif shown.startswith("#") and shown.endswith(("!", "?", "/A")):
        bounds.error_value(problems, gathering.refuse(row, column, shown), shown)
    else:
        gathering.put(row, column, _value(cell, shown))


def _value(cell: Element, shown: str) -> Value:
    kind = cell.get(f"{_office}value-type")
    if kind in ("float", "currency", "percentage"):
        return number(cell.get(f"{_office}value", ""))
    if kind == "boolean":
        return cell.get(f"{_office}boolean-value") == "true"
    if kind == "date":
        written = cell.get(f"{_office}date-value", "")
        try:
            return dt.date.fromisoformat(written.removesuffix("T00:00:00"))
        except ValueError:
            return written or shown
    return cell.get(f"{_office}string-value") or shown


def _shown(paragraph: Element) -> str:
    """The text of a paragraph; `text:s` is one or more blanks, notes are not read."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{_text}s":
            parts.append(" ")
        elif child.tag not in (f"{_office}annotation", f"{_text}note"):
            parts.append("".join(child.itertext()))
        parts.append(child.tail or "")
    return "".join(parts)


def _link(problems: Problems, gathering: Gathering, row: int, column: int, text: str) -> None:
    problems.add(
        "external_link",
        gathering.refuse(row, column, text),
        "다른 파일에 이어진 칸은 받지 않습니다. 연결을 끊고 값으로 붙여 넣어 주세요.",
        "a cell linked to another file is not taken; break the link and paste the value",
    )
