"""Good workbooks, and ways to make them bad."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import pytest
from openpyxl import Workbook, load_workbook

from madang.rules.problems import ProblemsFound
from madang.rules.service import installed_rulebook
from madang.rules.sheets.cells import address
from madang.rules.sheets.service import read_sheet
from madang.rules.sheets.tests.a_table import GOOD, written

ENDINGS = (".xlsx", ".ods", ".csv")
NUMBERED = re.compile(rb't="inlineStr"><is>(<t[^>]*>.*?</t>)</is>')


def with_shared_strings(data: bytes) -> bytes:
    """The xlsx as Excel writes it: texts in a part of their own, by number."""
    texts: list[bytes] = []

    def number(match: re.Match[bytes]) -> bytes:
        texts.append(b"<si>" + match[1] + b"</si>")
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        numbered = NUMBERED.sub(number, package.read(sheet))
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Type="%s" Target="/xl/sharedStrings.xml" Id="rIdS"/></Relationships>' % kind
    media = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % media
    return repacked(
        data,
        {
            sheet: numbered,
            "xl/sharedStrings.xml": b'<sst xmlns="%s">%s</sst>' % (namespace, b"".join(texts)),
            "xl/_rels/workbook.xml.rels": lambda old: old.replace(b"</Relationships>", relation),
            "[Content_Types].xml": lambda old: old.replace(b"</Types>", override),
        },
    )


GOOD_FILES = {ending: written(GOOD, ending)[0] for ending in ENDINGS}
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def refused(data: bytes, name: str) -> list[tuple[str, str]]:
    """Every (code, cell) the file is refused with."""
    with pytest.raises(ProblemsFound) as found:
        read_sheet(data, name, installed_rulebook())
    assert all(one.message.ko and one.message.en for one in found.value.problems)
    return [(one.code, address(one.place.line, one.place.column)) for one in found.value.problems if one.place]


def codes(data: bytes, name: str) -> set[str]:
    return {code for code, _ in refused(data, name)}


def repacked(data: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """The zip with some parts replaced, changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = parts.get(name)
            held = old.read(name)
            new.writestr(name, held if change is None else change(held) if callable(change) else change)
        for name in parts.keys() - set(old.namelist()):
            added = parts[name]
            assert isinstance(added, bytes)
            new.writestr(name, added)
    return out.getvalue()


def with_cell(column: str, value: object) -> bytes:
    """The good xlsx with a value in a cell."""
    workbook = load_workbook(io.BytesIO(GOOD_FILES[".xlsx"]))
    workbook.worksheets[0][column] = value
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def with_ods_cell(cell: str) -> bytes:
    """The good ods with its first 'young' row's age cell replaced."""
    old = '<table:table-cell office:value-type="string"><text:p>19..34</text:p></table:table-cell>'

    def change(content: bytes) -> bytes:
        assert content.decode().count(old) == 1
        return content.decode().replace(old, cell).encode()

    return repacked(GOOD_FILES[".ods"], {"content.xml": change})


SHARED = with_shared_strings(GOOD_FILES[".xlsx"])
