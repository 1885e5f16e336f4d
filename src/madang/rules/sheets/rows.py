"""The table itself: its headings to subjects, its rows to lines of the law; every mistake by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from madang.rules.loading.service import Problems, nearest
from madang.rules.model import Label
from madang.rules.sheets.cells import Cell, CellPlace, Sheet
from madang.rules.sheets.columns import Figure, Subject, Subjects, folded
from madang.rules.sheets.conditions import Condition, read_condition
from madang.rules.sheets.faults import CellFault, shown
from madang.rules.sheets.marks import Places
from madang.rules.sheets.numbers import read_number
from madang.rules.sheets.words import ROW_KINDS, TABLE, meanings

_headings = meanings(TABLE)
_row_kinds = meanings(ROW_KINDS)
_id = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_money = Subject("amount", "number", Label("금액", "amount"), "KRW", True, 0)
RESERVED = "cases"  # the clause that says: one of the cases holds


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is called, which article says it, under which conditions, what it does, what it pays."""

    id: str
    label: Label
    law: str
    kind: str
    conditions: tuple[Condition, ...]
    amount: Decimal | Figure | None
    place: CellPlace
    cells: Mapping[str, CellPlace] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Headings:
    """The column of each of the table's own headings, and the subject of each other column."""

    own: Mapping[str, int]
    subjects: Mapping[int, Subject]
    row: int


def is_heading(cell: Cell | None) -> bool:
    """Whether a table begins with this cell: the first column is headed "줄" (or id)."""
    return cell is not None and isinstance(cell.value, str) and _headings.get(folded(cell.value)) == "id"


def read_headings(sheet: Sheet, row: int, subjects: Subjects, problems: Problems) -> Headings:
    """What each column of the table is; unknown and repeated ones are reported."""
    own: dict[str, int] = {}
    found: dict[int, Subject] = {}
    for column, cell in sheet.rows[row].items():
        key = _headings.get(folded(cell.text))
        subject = None if key else _subject(cell, subjects, problems)
        if (key in own) if key else (subject is not None and subject in found.values()):
            problems.add(
                "repeated_column",
                cell.place,
                f"'{shown(cell.text)}' 열이 두 번 나옵니다. 한 칸에 조건을 모으거나 한 열을 지워 주세요.",
                f"the column '{shown(cell.text)}' is there twice; gather its conditions in one cell or delete one",
            )
        elif key:
            own[key] = column
        elif subject is not None:
            found[column] = subject
    for key in ("id", "ko", "en", "law"):
        if key not in own:
            name = TABLE[key][0]
            problems.add(
                "missing_column",
                sheet.place(row, 1),
                f"표에 '{name}' 열이 없습니다. 제목 줄에 넣어 주세요.",
                f"the table has no column '{name}' ({key}); add it to the headings",
            )
    return Headings(own, found, row)


def _subject(cell: Cell, subjects: Subjects, problems: Problems) -> Subject | None:
    found = subjects.find(cell.text)
    if not found:
        near = ", ".join(subjects.like(cell.text))
        problems.add(
            "unknown_fact",
            cell.place,
            f"'{shown(cell.text)}'은(는) 사실 목록에 없습니다. `madang facts`에 있는 이름이나 id를 적어 주세요.",
            f"there is no fact '{shown(cell.text)}'; write a label or id of `madang facts`",
            Label(f"혹시 {near}?", f"did you mean {near}?") if near else None,
        )
        return None
    if len(found) > 1:
        names = ", ".join(subject.name for subject in found[:5])
        problems.add(
            "ambiguous_fact",
            cell.place,
            f"'{shown(cell.text)}'은(는) 여러 사실의 이름입니다. id를 적어 주세요: {names}",
            f"'{shown(cell.text)}' is the label of several facts; write the id: {names}",
        )
        return None
    if found[0].kind is None:
        problems.add(
            "not_for_a_column",
            cell.place,
            f"'{shown(cell.text)}'은(는) 글이나 목록이라 표의 조건이 될 수 없습니다. 이 열을 지워 주세요.",
            f"'{shown(cell.text)}' is a text or list and takes no conditions in a table; delete this column",
        )
        return None
    return found[0]


def read_lines(sheet: Sheet, headings: Headings, subjects: Subjects, places: Places, problems: Problems) -> list[Line]:
    """The rows below the headings, as far as they could be read."""
    lines: list[Line] = []
    first: dict[str, CellPlace] = {}
    last = max([*headings.own.values(), *headings.subjects, 1])
    for row, cells in sheet.rows.items():
        if row <= headings.row:
            continue
        for column, cell in cells.items():
            if column > last or column not in sheet.rows[headings.row]:
                problems.add(
                    "no_heading",
                    cell.place,
                    "제목이 없는 열에 값이 있습니다. 제목 줄에 이름을 적거나 값을 지워 주세요.",
                    "a value in a column without heading; name the column or delete the value",
                )
        line = _Row(sheet, headings, row, problems).line(subjects, places)
        if line.id and line.id in first:
            problems.add(
                "duplicate_id",
                line.place,
                f"'{line.id}'은(는) {first[line.id]}에 이미 있습니다. 줄마다 다른 id를 적어 주세요.",
                f"'{line.id}' is already at {first[line.id]}; give each row an id of its own",
            )
        first.setdefault(line.id, line.place)
        lines.append(line)
    if not lines:
        problems.add(
            "no_rows",
            sheet.place(headings.row + 1, 1),
            "제목 아래에 줄이 없습니다. 경우를 한 줄에 하나씩 적어 주세요.",
            "there are no rows below the headings; write one case a row",
        )
    return lines


class _Row:
    def __init__(self, sheet: Sheet, headings: Headings, row: int, problems: Problems) -> None:
        self.sheet, self.headings, self.row, self.problems = sheet, headings, row, problems
        self.own = headings.own
        self.cells: dict[str, CellPlace] = {}

    def line(self, subjects: Subjects, places: Places) -> Line:
        id = self._id()
        label = Label(self._needed("ko", "missing_label"), self._needed("en", "missing_label"))
        law = self._needed("law", "missing_law")
        kind = self._kind()
        conditions = self._conditions(subjects, places)
        return Line(id, label, law, kind, conditions, self._amount(subjects, kind), self._place("id"), self.cells)

    def _place(self, key: str) -> CellPlace:
        return self.sheet.place(self.row, self.own.get(key, 1))

    def _cell(self, key: str) -> Cell | None:
        column = self.own.get(key)
        return None if column is None else self.sheet.cell(self.row, column)

    def _unread(self, key: str) -> bool:
        return (self.row, self.own.get(key, 0)) in self.sheet.unread

    def _needed(self, key: str, code: str) -> str:
        cell = self._cell(key)
        if cell is not None:
            return cell.text
        if key in self.own and not self._unread(key):
            name = TABLE[key][0]
            en = {"ko": "Korean label", "en": "English label", "law": "article of the law", "id": "id"}[key]
            self.problems.add(
                code,
                self._place(key),
                f"이 줄에 '{name}'이(가) 없습니다. 적어 주세요.",
                f"this row has no {en}; write it here",
            )
        return ""

    def _id(self) -> str:
        id = self._needed("id", "missing_id")
        if id and (not _id.fullmatch(id) or id == RESERVED):
            self.problems.add(
                "bad_id",
                self._place("id"),
                f"'{shown(id)}'은(는) id로 쓸 수 없습니다. 영문 소문자, 숫자, 밑줄로 적어 주세요 (예: over_65).",
                f"'{shown(id)}' cannot be an id; use lower-case letters, digits and underscores (over_65)",
            )
        return id

    def _kind(self) -> str:
        cell = self._cell("kind")
        if "kind" not in self.own:
            return "case"
        kind = _row_kinds.get(folded(cell.text)) if cell else None
        if kind is None and not self._unread("kind"):
            said = f"구분 '{shown(cell.text)}'은(는) 없습니다" if cell else "이 줄에 구분이 없습니다"
            said_en = f"there is no kind of row '{shown(cell.text)}'" if cell else "this row does not say what it does"
            self.problems.add(
                "unknown_kind" if cell else "missing_kind",
                self._place("kind"),
                f"{said}. 경우, 필요, 제외 가운데 하나를 적어 주세요.",
                f"{said_en}; write 경우 (case), 필요 (required) or 제외 (excluded)",
            )
        return kind or ""

    def _conditions(self, subjects: Subjects, places: Places) -> tuple[Condition, ...]:
        found = []
        named = self.headings.subjects
        others = self.sheet.rows[self.headings.row].keys() - named.keys() - set(self.own.values())
        unsure = any(self.sheet.cell(self.row, column) for column in others)  # told at the heading already
        unsure |= any((self.row, column) in self.sheet.unread for column in named)
        for column, subject in named.items():
            cell = self.sheet.cell(self.row, column)
            if cell is None:
                continue
            self.cells[subject.name] = cell.place
            try:
                condition = read_condition(cell, subject, subjects, places)
            except CellFault as fault:
                fault.tell(self.problems, cell.place)
                unsure = True
            else:
                found.extend([condition] if condition else [])
        if not found and not unsure:
            self.problems.add(
                "no_conditions",
                self._place("id"),
                "이 줄에는 조건이 하나도 없어 누구에게나 들어맞습니다. 조건을 적거나 줄을 지워 주세요.",
                "this row has no condition and fits everybody; write one, or delete the row",
            )
        return tuple(found) if not unsure else ()

    def _amount(self, subjects: Subjects, kind: str) -> Decimal | Figure | None:
        cell = self._cell("amount")
        if cell is None:
            if "amount" in self.own and kind == "case" and not self._unread("amount"):
                self.problems.add(
                    "missing_amount",
                    self._place("amount"),
                    "이 경우에 얼마를 주는지 금액이 없습니다. 원 단위로 적어 주세요 (없으면 0).",
                    "this case has no amount; write it in won (0 for none)",
                )
            return None
        if kind not in ("case", ""):
            self.problems.add(
                "amount_without_case",
                cell.place,
                "금액은 '경우' 줄에만 적습니다. 이 칸을 비워 주세요.",
                "only rows of the kind 경우 (case) have an amount; leave this cell empty",
            )
            return None
        try:
            return _read_amount(cell, subjects)
        except CellFault as fault:
            fault.tell(self.problems, cell.place)
            return None


def _read_amount(cell: Cell, subjects: Subjects) -> Decimal | Figure:
    figure = subjects.figure(cell.text)
    if figure is not None and figure.unit == "KRW":
        return figure
    if cell.text.startswith("parameter."):
        near = ", ".join(f"parameter.{name}" for name in nearest(cell.text[10:], subjects.figures))
        raise CellFault(
            "unknown_figure",
            f"금액인 기준값 '{shown(cell.text)}'이(가) 없습니다" + (f". 혹시 {near}?" if near else "."),
            f"there is no figure '{shown(cell.text)}' that is an amount" + (f"; did you mean {near}?" if near else ""),
        )
    amount = read_number(cell.text, _money)
    if amount < 0 or amount != amount.to_integral_value():
        raise CellFault(
            "bad_amount",
            f"금액 '{shown(cell.text)}'은(는) 0 이상의 원 단위 정수여야 합니다.",
            f"the amount '{shown(cell.text)}' must be whole won, zero or more",
        )
    return amount
