"""A workbook's table found, read whole, and checked; every mistake by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from madang.rules.loading.service import Item, Pack, Problems
from madang.rules.regions import Regions
from madang.rules.sheets.cells import CellPlace, Sheet
from madang.rules.sheets.columns import Subjects
from madang.rules.sheets.conflicts import check_lines
from madang.rules.sheets.definition import definition_tree
from madang.rules.sheets.faults import shown
from madang.rules.sheets.heads import Head
from madang.rules.sheets.marks import Places
from madang.rules.sheets.rows import Line, is_heading, read_headings, read_lines


@dataclass(frozen=True, slots=True)
class Table:
    """A table without mistakes: what stands above it, its lines, and the sheet it stands on."""

    values: Mapping[str, Any]
    places: Mapping[str, CellPlace]
    lines: Sequence[Line]
    sheet: str

    def tree(self) -> Item:
        """The definition as a service file's tree."""
        return definition_tree(self.values, self.places, self.lines)


def read_table(sheets: Sequence[Sheet], pack: Pack, regions: Regions, problems: Problems) -> Table:
    """The one table of a workbook. ProblemsFound: every mistake of every cell."""
    sheet, row = _find(sheets, problems)
    for merged in sheet.merged:
        problems.add(
            "merged_cells",
            sheet.place(*merged),
            "칸이 합쳐져 있어 나머지 칸이 비어 보입니다. 합치기를 풀고 칸마다 값을 적어 주세요.",
            "cells are merged here, so that the others look empty; unmerge them and write the value into each",
        )
    head = Head(sheet, row, pack, problems)
    subjects = Subjects(pack)
    places = Places(regions, table_day(pack, head.day("from"), head.day("to")))
    headings = read_headings(sheet, row, subjects, problems)
    lines = read_lines(sheet, headings, subjects, places, problems)
    _refuse_taken_names(str(head.values.get("service", "")), lines, pack, problems)
    check_lines(lines, pack, (head.day("from"), head.day("to")), problems)
    problems.check()
    return Table(head.values, head.places, lines, sheet.name)


def table_day(pack: Pack, start: dt.date | None, end: dt.date | None) -> dt.date:
    """The day on which regions are named: the last of the years that the pack holds and the service is in force."""
    last = dt.date((pack.years or (2024, 2026))[1], 12, 31)
    last = last if end is None else min(last, end)
    return last if start is None else max(last, start)


def _find(sheets: Sequence[Sheet], problems: Problems) -> tuple[Sheet, int]:
    found = [(sheet, row) for sheet in sheets for row, cells in sheet.rows.items() if is_heading(cells.get(1))]
    for sheet, row in found[1:]:
        problems.add(
            "second_table",
            sheet.place(row, 1),
            f"표는 하나만 둡니다 (먼저: {found[0][0].place(found[0][1], 1)}). 다른 파일로 나누어 주세요.",
            f"one table a file (the first is at {found[0][0].place(found[0][1], 1)}); put this one into another",
        )
    if found:
        return found[0]
    first = sheets[0] if sheets else Sheet("", "", {})
    problems.add(
        "no_table",
        first.place(1, 1),
        "표를 찾지 못했습니다. 제목 줄의 A열에 '줄'이라고 적어 주세요.",
        "no table was found; head its column A with '줄' (or id)",
    )
    problems.check()
    raise AssertionError("unreachable")


def _refuse_taken_names(service: str, lines: Sequence[Line], pack: Pack, problems: Problems) -> None:
    for line in lines:
        name = f"{service}.{line.id}"
        if line.id and (name in pack.facts or name in pack.derived):
            problems.add(
                "taken_id",
                line.place,
                f"'{shown(name)}'은(는) 이미 있는 사실의 이름입니다. 이 줄에 다른 id를 적어 주세요.",
                f"'{shown(name)}' is the name of a fact already; give this row another id",
            )
