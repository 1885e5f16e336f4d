"""Workbooks that want to run or fetch something, or to swell: refused with a sentence, quickly."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.xml.functions import iterparse

from madang.rules.service import Rulebook
from madang.rules.sheets import bounds
from madang.rules.sheets.service import read_sheet
from madang.rules.sheets.tests.workbooks import (
    GOOD_FILES,
    OFFICE,
    SHARED,
    codes,
    refused,
    repacked,
    saved,
    with_cell,
    with_ods_cell,
)

# formulas, links, macros ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "=[1]표!A1", '=WEBSERVICE("http://198.51.100.1/")', "=cmd|'/c calc'!A0"])
def test_a_formula_is_refused_at_its_cell(text: str) -> None:
    assert refused(with_cell("E15", text), "t.xlsx") == [("formula", "E15")]
    csv = GOOD_FILES[".csv"].decode("utf-8-sig").replace("19..34", '"' + text.replace('"', '""') + '"')
    assert refused(csv.encode(), "t.csv") == [("formula", "E15")]
    ods = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p>'
    assert refused(with_ods_cell(ods + "</table:table-cell>"), "t.ods") == [("formula", "E15")]


def test_an_error_value_is_refused_at_its_cell() -> None:
    assert refused(with_cell("E15", "#REF!"), "t.xlsx") == [("error_value", "E15")]
    ods = '<table:table-cell office:value-type="string"><text:p>#REF!</text:p></table:table-cell>'
    assert refused(with_ods_cell(ods), "t.ods") == [("error_value", "E15")]


def test_a_linked_cell_of_an_ods_is_refused_at_its_cell() -> None:
    cell = (
        '<table:table-cell office:value-type="string"><table:cell-range-source xmlns:x="http://www.w3.org/1999/xlink"'
        ' x:href="file:///etc/passwd" table:name="a"/><text:p>a</text:p></table:table-cell>'
    )
    assert refused(with_ods_cell(cell), "t.ods") == [("external_link", "E15")]


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/vbaProject.bin", "macro"),
        ("xl/activeX/activeX1.xml", "macro"),
        ("xl/macrosheets/sheet1.xml", "macro"),
        ("xl/externalLinks/externalLink1.xml", "external_link"),
        ("xl/connections.xml", "external_link"),
        ("xl/queryTables/queryTable1.xml", "external_link"),
        ("xl/embeddings/oleObject1.bin", "embedded_object"),
    ],
)
def test_a_workbook_that_runs_or_fetches_is_refused(part: str, code: str) -> None:
    assert refused(repacked(GOOD_FILES[".xlsx"], {part: b"<x/>"}), "t.xlsx") == [(code, "A1")]


def test_macros_of_an_ods_are_refused() -> None:
    assert codes(repacked(GOOD_FILES[".ods"], {"Basic/Standard/m.xml": b"<x/>"}), "t.ods") == {"macro"}
    listeners = f'<office:event-listeners xmlns:office="{OFFICE}"/></office:spreadsheet>'.encode()
    change = lambda content: content.replace(b"</office:spreadsheet>", listeners)  # noqa: E731
    assert codes(repacked(GOOD_FILES[".ods"], {"content.xml": change}), "t.ods") == {"macro"}


def test_a_name_that_points_elsewhere_is_not_followed(rulebook: Rulebook) -> None:
    workbook = load_workbook(io.BytesIO(GOOD_FILES[".xlsx"]))
    workbook.defined_names["x"] = DefinedName("x", attr_text="[1]a!$A$1")
    workbook.worksheets[0]["B4"].hyperlink = "http://198.51.100.1/"
    assert read_sheet(saved(workbook), "t.xlsx", rulebook).service.agency == "시험시"


# entities and bombs ---------------------------------------------------------------------------------


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY i SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE])
def test_entities_are_refused(prolog: str) -> None:
    def change(content: bytes) -> bytes:
        text = content.decode()
        if text.startswith("<?xml"):
            text = text[text.index("?>") + 2 :]
        return (prolog + text.replace("19..34", "&i;")).encode()

    started = time.process_time()
    for encoding in ("utf-8", "utf-16"):
        recoded = {"content.xml": lambda old, into=encoding: change(old).decode().encode(into)}
        assert codes(repacked(GOOD_FILES[".ods"], recoded), "t.ods") == {"declarations"}
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml"):
        assert codes(repacked(SHARED, {part: change}), "t.xlsx") == {"declarations"}
    assert time.process_time() - started < 5


def test_the_readers_refuse_entities_by_themselves() -> None:
    """What stands behind the look through the parts: neither reader expands an entity."""
    text = OUTSIDE + "<a>&i;</a>"
    for read in (fromstring, lambda xml: list(iterparse(io.BytesIO(xml)))):
        with pytest.raises(DefusedXmlException):
            read(text.encode())


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "content.xml", "padding.bin"])
def test_a_zip_bomb_is_refused_unopened(part: str) -> None:
    ending = ".ods" if part == "content.xml" else ".xlsx"
    data = repacked(GOOD_FILES[ending], {part: b" " * 30_000_000})
    assert len(data) < bounds.most_bytes
    started = time.process_time()
    assert refused(data, f"t{ending}") == [("too_large_unpacked", "A1")]
    assert time.process_time() - started < 0.5


def test_a_bomb_that_lies_about_its_size_is_read_no_further() -> None:
    data = repacked(GOOD_FILES[".ods"], {"content.xml": lambda content: content + b" " * 30_000_000})
    lying = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        offset = package.getinfo("content.xml").header_offset
    lying[offset + 22 : offset + 26] = (1000).to_bytes(4, "little")
    central = data.rindex(b"content.xml") - 46
    lying[central + 24 : central + 28] = (1000).to_bytes(4, "little")
    assert codes(bytes(lying), "t.ods") == {"broken_workbook"}


def test_many_parts_are_refused() -> None:
    parts = {f"xl/media/{number}.xml": b"<x/>" for number in range(bounds.most_parts)}
    assert codes(repacked(GOOD_FILES[".xlsx"], parts), "t.xlsx") == {"too_large_unpacked"}
