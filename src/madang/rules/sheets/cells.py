"""A sheet as cells that know their address; every format is read into this."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from madang.rules.model import Place

Value = str | Decimal | bool | dt.date
most_quoted = 300
"""So much is kept of what stands in a refused cell."""


def letters(column: int) -> str:
    """The letters of a column from 1: A … Z, AA …"""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def address(row: int, column: int) -> str:
    """The A1 name of a cell; row and column from 1."""
    return f"{letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class CellPlace(Place):
    """Where a cell is: `line` is its row and `column` its column, both from 1. sheet: "" in a csv file."""

    sheet: str = ""

    def __str__(self) -> str:
        where = address(self.line, self.column)
        return f"{self.file} {self.sheet}!{where}" if self.sheet else f"{self.file} {where}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty. Text is stripped; a number is exact as the file writes it."""

    value: Value
    place: CellPlace

    @property
    def text(self) -> str:
        """The value as one would write it into the cell."""
        if isinstance(self.value, bool):
            return "예" if self.value else "아니오"
        if isinstance(self.value, Decimal):
            return plain_number(self.value)
        return self.value.isoformat() if isinstance(self.value, dt.date) else self.value


def plain_number(number: Decimal) -> str:
    """A number without exponent and without zeros behind it."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet that are not empty, by row and column from 1, in order.

    unread: where something stands that was refused, and told of, when the file was read, with the beginning of
    it. merged: the first cell of every range of cells made one.
    """

    file: str
    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    unread: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[tuple[int, int], ...] = ()

    def place(self, row: int, column: int) -> CellPlace:
        """The place of any cell, empty or not."""
        return CellPlace(self.file, row, column, self.name)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell, or None where it is empty."""
        return self.rows.get(row, {}).get(column)

    def each(self) -> Iterator[Cell]:
        """Every cell, row by row."""
        for row in self.rows.values():
            yield from row.values()


class Gathering:
    """Cells being read into a sheet, in any order of the columns; what is empty is left out."""

    def __init__(self, file: str, name: str) -> None:
        self.file, self.name = file, name
        self.rows: dict[int, dict[int, Cell]] = {}
        self.unread: dict[tuple[int, int], str] = {}
        self.merged: list[tuple[int, int]] = []

    def refuse(self, row: int, column: int, text: str) -> CellPlace:
        """The place of a cell whose content, the text, is refused; nothing further is said of what it lacks."""
        self.unread[row, column] = text.strip()[:most_quoted]
        self.rows.setdefault(row, {})
        return self.place(row, column)

    def place(self, row: int, column: int) -> CellPlace:
        """The place of a cell."""
        return CellPlace(self.file, row, column, self.name)

    def put(self, row: int, column: int, value: Value | None) -> None:
        """Keep a value; text is stripped of the blanks around it, and empty text is none."""
        if isinstance(value, str):
            value = value.replace("\xa0", " ").strip()
        if value is not None and value != "":
            self.rows.setdefault(row, {})[column] = Cell(value, self.place(row, column))

    def sheet(self) -> Sheet:
        """What was read, in order."""
        rows = {row: dict(sorted(self.rows[row].items())) for row in sorted(self.rows)}
        return Sheet(self.file, self.name, rows, self.unread, tuple(self.merged))
