"""Workbooks that are damaged, in another encoding or format: never anything but a sentence."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from madang.rules.loading.service import Problems
from madang.rules.problems import ProblemsFound
from madang.rules.service import Rulebook, installed_rulebook
from madang.rules.sheets.reading import read_workbook
from madang.rules.sheets.service import read_sheet
from madang.rules.sheets.tests.workbooks import (
    ENDINGS,
    GOOD_FILES,
    SHARED,
    codes,
    refused,
    repacked,
    saved,
    with_ods_cell,
)


def test_encodings_of_csv() -> None:
    text = GOOD_FILES[".csv"].decode("utf-8-sig")
    for encoding in ("utf-8", "utf-8-sig", "cp949"):
        assert read_sheet(text.encode(encoding), "t.csv", installed_rulebook()).service.label.ko == "시범 수당"
    assert codes(text.encode("utf-16"), "t.csv") == {"encoding"}
    broken = text.encode()
    at = broken.index("조례 §3①".encode())
    told = refused(broken[: at + 1] + b"\xff\xff" + broken[at + 1 :], "t.csv")
    assert told == [("encoding", "A14")]
    assert codes(text.encode().replace(b"19", b"\0"), "t.csv") == {"not_text"}
    assert ("malformed", "A2") in refused(b'a\n"b\nc', "t.csv")


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_every_cut_of_a_workbook_is_told_as_damage(ending: str) -> None:
    data = GOOD_FILES[ending]
    for length in [*range(0, len(data), max(1, len(data) // 40)), len(data) - 1]:
        assert codes(data[:length], f"t{ending}") == {"broken_workbook"}


def test_other_formats_are_named() -> None:
    assert codes(b"", "t.txt") == {"unknown_format"}
    assert codes(GOOD_FILES[".xlsx"], "t.xlsm") == {"macro"}
    assert codes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "t.xlsx") == {"old_workbook"}
    assert codes(GOOD_FILES[".ods"], "t.xlsx") == {"broken_workbook"}
    assert codes(GOOD_FILES[".xlsx"], "t.ods") == {"broken_workbook"}


@given(st.data())
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
def test_bytes_changed_anywhere_never_raise_anything_else(data: st.DataObject) -> None:
    ending = data.draw(st.sampled_from(ENDINGS))
    held = bytearray(GOOD_FILES[ending])
    for _ in range(data.draw(st.integers(1, 4))):
        held[data.draw(st.integers(0, len(held) - 1))] = data.draw(st.integers(0, 255))
    only_known_refusals(bytes(held), f"t{ending}")


@given(st.data())
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
def test_parts_changed_anywhere_never_raise_anything_else(data: st.DataObject) -> None:
    ending = data.draw(st.sampled_from([".xlsx", ".ods"]))
    with zipfile.ZipFile(io.BytesIO(GOOD_FILES[ending])) as package:
        name = data.draw(st.sampled_from(sorted(package.namelist())))
        held = bytearray(package.read(name))
    start = data.draw(st.integers(0, len(held) - 1))
    held[start : start + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
    only_known_refusals(repacked(GOOD_FILES[ending], {name: bytes(held)}), f"t{ending}")


@given(st.binary(max_size=200), st.sampled_from(ENDINGS))
@settings(deadline=None, max_examples=100)
def test_any_bytes(data: bytes, ending: str) -> None:
    only_known_refusals(data, f"t{ending}")


def only_known_refusals(data: bytes, name: str) -> None:
    problems = Problems(most=500)
    try:
        read_workbook(data, name, problems)
    except ProblemsFound as found:
        problems.found.extend(found.problems)
    assert all(one.message.ko and one.message.en and one.place for one in problems.found)


def test_dates_and_numbers_of_the_formats_are_read_as_such(rulebook: Rulebook) -> None:
    workbook = load_workbook(io.BytesIO(GOOD_FILES[".xlsx"]))
    workbook.worksheets[0]["B9"] = dt.datetime(2025, 3, 1)  # noqa: DTZ001
    workbook.worksheets[0]["F16"] = dt.date(1990, 1, 1)
    workbook.worksheets[0]["E16"] = 40
    made = read_sheet(saved(workbook), "t.xlsx", rulebook)
    assert made.service.start == dt.date(2025, 3, 1)
    assert made.service.derived[2].value.text == 'person.age = 40 and person.birth_date = date("1990-01-01")'
    cell = '<table:table-cell office:value-type="float" office:value="20"><text:p>스물</text:p></table:table-cell>'
    made = read_sheet(with_ods_cell(cell), "t.ods", rulebook)
    assert "person.age = 20" in made.service.derived[1].value.text
    blank = '<text:s text:c="1"/>'
    spaced = f'<table:table-cell office:value-type="string"><text:p>19{blank}<text:span>또는</text:span>{blank}20'
    noted = "</text:p><office:annotation><text:p>메모</text:p></office:annotation></table:table-cell>"
    made = read_sheet(with_ods_cell(spaced + noted), "t.ods", rulebook)
    assert "(person.age = 19 or person.age = 20)" in made.service.derived[1].value.text
    day = '<table:table-cell office:value-type="date" office:date-value="2026-01-01"><text:p>x</text:p>'
    assert refused(with_ods_cell(day + "</table:table-cell>"), "t.ods") == [("wrong_type", "E15")]


def test_texts_kept_apart_are_read(rulebook: Rulebook) -> None:
    plain = read_sheet(GOOD_FILES[".xlsx"], "t.xlsx", rulebook).plain
    assert read_sheet(SHARED, "t.xlsx", rulebook).plain == plain


def test_merged_cells_are_refused_since_the_others_would_read_as_anything() -> None:
    workbook = load_workbook(io.BytesIO(GOOD_FILES[".xlsx"]))
    workbook.worksheets[0].merge_cells("E14:E15")
    workbook.worksheets[0].merge_cells("A1:C1")
    told = refused(saved(workbook), "t.xlsx")
    assert ("merged_cells", "E14") in told
    assert ("merged_cells", "A1") in told
    spanned = '<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>19..34</text:p>'
    assert refused(with_ods_cell(spanned + "</table:table-cell>"), "t.ods") == [("merged_cells", "E15")]
