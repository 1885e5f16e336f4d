"""A csv file (RFC 4180) as a sheet: UTF-8 with or without byte order mark, or CP949 as Korean Excel writes it."""

from __future__ import annotations

import csv
import io

from madang.rules.loading.service import Problems
from madang.rules.problems import ProblemsFound
from madang.rules.sheets import bounds
from madang.rules.sheets.cells import CellPlace, Gathering, Sheet


def read_delimited(data: bytes, file: str, problems: Problems) -> list[Sheet]:
    """The one sheet of a csv file. ProblemsFound: an encoding that is none of these, or no csv."""
    gathering = Gathering(file, "")
    reader = csv.reader(io.StringIO(_text(data, file), newline=""), strict=True)
    row = 0
    try:
        for row, values in enumerate(reader, start=1):
            if row > bounds.most_rows:
                if any(value.strip() for value in values):
                    bounds.too_many_rows(problems, gathering.place(row, 1))
                    break
                continue
            if any(value.strip() for value in values[bounds.most_columns :]):
                bounds.too_many_columns(problems, gathering.place(row, bounds.most_columns + 1))
            for column, value in enumerate(values[: bounds.most_columns], start=1):
                _put(gathering, problems, row, column, value)
    except csv.Error:
        problems.add(
            "malformed",
            gathering.place(row + 1, 1),
            "이 줄은 CSV 문법에 맞지 않습니다. 큰따옴표의 짝과 칸의 길이를 확인해 주세요.",
            "this row is not well-formed CSV; check that every quote is closed and no cell is too long",
        )
    return [gathering.sheet()]


def _put(gathering: Gathering, problems: Problems, row: int, column: int, value: str) -> None:
    text = value.strip()
    if len(text) > bounds.most_text:
        bounds.long_text(problems, gathering.refuse(row, column, text))
    elif text.startswith(("=", "@")):  # a spreadsheet would run it
        bounds.formula(problems, gathering.refuse(row, column, text))
    else:
        gathering.put(row, column, text)


def _text(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _korean(data, file, error.start)
    if "\0" in text:
        place = CellPlace(file, text.count("\n", 0, text.index("\0")) + 1, 1)
        raise _refused("not_text", place, "글 파일이 아닙니다. CSV로 저장해 주세요.", "no text file; save it as CSV")
    return text


def _korean(data: bytes, file: str, good: int) -> str:
    """The text as CP949. good: how far it was UTF-8; the encoding that comes further is the one that was meant."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        ko, en = "파일이 UTF-16입니다. 'CSV UTF-8'로 저장해 주세요.", "the file is UTF-16; save it as 'CSV UTF-8'"
        raise _refused("encoding", CellPlace(file, 1, 1), ko, en)
    try:
        return data.decode("cp949")
    except UnicodeDecodeError as error:
        raise _refused(
            "encoding",
            CellPlace(file, data.count(b"\n", 0, max(good, error.start)) + 1, 1),
            "이 줄에 UTF-8도 CP949도 아닌 글자가 있습니다. 'CSV UTF-8'로 저장해 주세요.",
            "this row holds bytes that are neither UTF-8 nor CP949; save it as 'CSV UTF-8'",
        ) from None


def _refused(code: str, place: CellPlace, ko: str, en: str) -> ProblemsFound:
    problems = Problems()
    problems.add(code, place, ko, en)
    return ProblemsFound(problems.found)
