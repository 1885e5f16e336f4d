"""What stands above the table: what the service is called, who gives it, by which law, from when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from madang.rules.loading.service import Pack, Problems, nearest
from madang.rules.model import Label
from madang.rules.sheets.cells import Cell, CellPlace, Sheet
from madang.rules.sheets.columns import folded
from madang.rules.sheets.faults import CellFault, shown
from madang.rules.sheets.numbers import read_day
from madang.rules.sheets.words import HEAD, PERIODS, SERVICE_KINDS, meanings

_keys = meanings(HEAD)
_id = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_needed = ("service", "label", "agency", "law", "unit")
_labels = ("label", "summary", "apply")


class Head:
    """The lines above the table: `values` as a service file has them, and the cell each came from."""

    def __init__(self, sheet: Sheet, until: int, pack: Pack, problems: Problems) -> None:
        self.sheet, self.pack, self.problems = sheet, pack, problems
        self.places: dict[str, CellPlace] = {}
        self.values: dict[str, Any] = {}
        readers: Mapping[str, Callable[[Cell, str], Any]] = {
            "service": self._service,
            "kind": lambda cell, key: self._word(cell, SERVICE_KINDS, "benefit"),
            "unit": self._unit,
            "per": lambda cell, key: self._word(cell, PERIODS, "none"),
            "paid_on": self._paid_on,
            "from": self._day,
            "to": self._day,
            "life_events": lambda cell, key: [part.strip() for part in cell.text.split(",") if part.strip()],
        }
        for row in [row for row in sheet.rows if row < until]:
            key = self._key(row)
            if key is None:
                continue
            cell = sheet.cell(row, 2)
            self.places[key] = sheet.place(row, 2)
            if key in _labels:
                self._label(key, row)
            elif cell is not None:
                reader = readers.get(key)
                self.values[key] = reader(cell, key) if reader else cell.text
            self._nothing_behind(row, 3 if key in _labels else 2)
        self.values.setdefault("kind", "benefit")
        for key in _needed:
            place = self.places.get(key)
            if key not in self.values and (place is None or (place.line, place.column) not in sheet.unread):
                self._missing(key)
        self._order_of_days()

    def day(self, key: str) -> dt.date | None:
        """`from` or `to` as a date."""
        written = self.values.get(key)
        return dt.date.fromisoformat(written) if written else None

    def _key(self, row: int) -> str | None:
        cell = self.sheet.cell(row, 1)
        if cell is None:
            for other in self.sheet.rows[row].values():
                self._add(
                    "no_key",
                    other.place,
                    "왼쪽 칸에 무엇인지 적혀 있지 않습니다. A열에 이름을 적거나 값을 지워 주세요.",
                    "the cell to the left does not say what this is; name it in column A or delete the value",
                )
            return None
        key = _keys.get(folded(cell.text))
        if key is None:
            near = ", ".join(nearest(folded(cell.text), _keys)) or ", ".join(words[0] for words in HEAD.values())
            self._add(
                "unknown_key",
                cell.place,
                f"'{shown(cell.text)}'은(는) 표 위에 적는 항목이 아닙니다. 항목 이름을 고치거나 줄을 지워 주세요.",
                f"'{shown(cell.text)}' is nothing that stands above a table; correct it or delete the row",
                Label(f"혹시 {near}?", f"did you mean {near}?"),
            )
        elif key in self.places:
            self._add(
                "repeated_key",
                cell.place,
                f"'{shown(cell.text)}'이(가) {self.places[key]}에 이미 있습니다. 한 줄만 남겨 주세요.",
                f"'{shown(cell.text)}' is already at {self.places[key]}; keep one of them",
            )
            return None
        return key

    def _add(self, code: str, place: CellPlace, ko: str, en: str, hint: Label | None = None) -> None:
        self.problems.add(code, place, ko, en, hint)

    def _missing(self, key: str) -> None:
        name = HEAD[key][0]
        self._add(
            f"missing_{key}",
            self.places.get(key, self.sheet.place(1, 1)),
            f"'{name}'이(가) 없습니다. 표 위에 '{name}'과(와) 그 값을 한 줄로 적어 주세요.",
            f"'{name}' ({key}) is missing; write it and its value in a row above the table",
        )

    def _label(self, key: str, row: int) -> None:
        korean, english = self.sheet.cell(row, 2), self.sheet.cell(row, 3)
        if korean is not None or english is not None:
            self.values[key] = {"ko": korean.text if korean else "", "en": english.text if english else ""}
        for cell, column, ko, en in ((korean, 2, "한국어", "Korean"), (english, 3, "영어", "English")):
            if cell is None and (row, column) not in self.sheet.unread and (korean is not None or english is not None):
                self._add(
                    "missing_language",
                    self.sheet.place(row, column),
                    f"{ko} 글이 없습니다. B열에 한국어, C열에 영어를 적어 주세요.",
                    f"the {en} text is missing; column B is for Korean, column C for English",
                )

    def _nothing_behind(self, row: int, last: int) -> None:
        for column, cell in self.sheet.rows[row].items():
            if column > last:
                self._add(
                    "too_much",
                    cell.place,
                    "이 항목의 값은 이 칸에 오지 않습니다. 칸을 비워 주세요.",
                    "nothing of this row belongs into this cell; leave it empty",
                )

    def _service(self, cell: Cell, key: str) -> str:
        if not _id.fullmatch(cell.text):
            self._add(
                "bad_id",
                cell.place,
                f"'{shown(cell.text)}'은(는) id로 쓸 수 없습니다. 영문 소문자, 숫자, 밑줄로 적어 주세요.",
                f"'{shown(cell.text)}' cannot be an id; use lower-case letters, digits and underscores",
            )
        return cell.text

    def _unit(self, cell: Cell, key: str) -> str:
        units = self.pack.units
        if cell.text in units:
            return cell.text
        word = folded(cell.text)
        named = [unit.name for unit in units.values() if word in (folded(unit.label.ko), folded(unit.label.en))]
        if len(named) == 1:
            return named[0]
        there = ", ".join(f"{unit.label.ko} ({unit.name})" for unit in units.values())
        self._add(
            "unknown_unit",
            cell.place,
            f"가구 단위 '{shown(cell.text)}'은(는) 없습니다. 있는 것: {there}",
            f"there is no unit '{shown(cell.text)}'; there are {', '.join(units)}",
        )
        return cell.text

    def _word(self, cell: Cell, words: Mapping[str, tuple[str, ...]], otherwise: str) -> str:
        found = meanings(words).get(folded(cell.text))
        if found is None:
            there = ", ".join(f"{some[0]} ({key})" for key, some in words.items())
            self._add(
                "not_a_choice",
                cell.place,
                f"'{shown(cell.text)}'은(는) 쓸 수 없습니다. 다음 가운데 하나를 적어 주세요: {there}",
                f"'{shown(cell.text)}' is none of these: {there}",
            )
        return found or otherwise

    def _paid_on(self, cell: Cell, key: str) -> int | None:
        text = cell.text.removesuffix("일").strip()
        if text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= 31:
            return int(text)
        ko, en = "지급일은 1부터 31까지의 수입니다.", "the day of payment is a number from 1 to 31"
        self._add("wrong_type", cell.place, ko, en)
        return None

    def _day(self, cell: Cell, key: str) -> str | None:
        try:
            return (cell.value if isinstance(cell.value, dt.date) else read_day(cell.text)).isoformat()
        except CellFault as fault:
            fault.tell(self.problems, cell.place)
            return None

    def _order_of_days(self) -> None:
        start, end = self.day("from"), self.day("to")
        if start is not None and end is not None and end < start:
            self._add(
                "to_before_from",
                self.places["to"],
                f"끝일({end})이 시작일({start})보다 앞섭니다. 둘 가운데 하나를 고쳐 주세요.",
                f"the last day ({end}) is before the first ({start}); correct one of them",
            )
