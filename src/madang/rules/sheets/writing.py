"""A grid of cells as an xlsx, ods or csv file. Texts stay texts: nothing that is written can be a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from madang.rules.sheets.package import fault

Grid = list[list[str | int | None]]
SHEET = "표"

_namespaces = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_manifest = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/"'
    ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_grid(grid: Grid, ending: str) -> bytes:
    """The bytes of a file; ending: .xlsx, .ods or .csv (UTF-8 with byte order mark, so that Excel reads Korean)."""
    for row in grid:
        for value in row:
            if isinstance(value, str) and value.startswith(("=", "@")):
                ko = f"'{value[:20]}'(으)로 시작하는 글은 표에 적을 수 없습니다. 첫 글자를 바꿔 주세요."
                raise fault("formula", "", ko, f"a text that begins like '{value[:20]}' cannot stand in a sheet")
    if ending == ".csv":
        return _csv(grid)
    return _xlsx(grid) if ending == ".xlsx" else _ods(grid)


def _csv(grid: Grid) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(grid)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(grid: Grid) -> bytes:
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    for number, row in enumerate(grid, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column, value)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def _ods(grid: Grid) -> bytes:
    rows = "".join(f"<table:table-row>{''.join(_ods_cell(value) for value in row)}</table:table-row>" for row in grid)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_namespaces} office:version="1.3">'
        f"<office:body><office:spreadsheet><table:table table:name={quoteattr(SHEET)}>{rows}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        package.writestr("META-INF/manifest.xml", _manifest)
        package.writestr("content.xml", content)
    return data.getvalue()


def _ods_cell(value: str | int | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
