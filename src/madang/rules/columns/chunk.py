"""The chunk: persons whose families are whole, as arrays. What a source fills, block by block (docs/engines.md).

Columns hold 64-bit integers. Money, numbers and sums of months are whole numbers; dates are days since 1970-01-01;
texts and choices are `text_code` of their text; yes-or-no is 1 or 0. A cell that is not known holds `OPEN` (of a
yes-or-no `OPEN_FLAG`), one that is null (there is none) `NONE` (`NONE_FLAG`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.rules.columns.coding import BASE, DAY_BOUND, NULL, SENTINELS, UNKNOWN, day_code, text_code
from madang.rules.columns.references import bound_of
from madang.rules.model import FactDefinition, Label

Column = NDArray[np.int64]
Basis = tuple[str, int] | None
FactColumn = tuple[str, Basis]
"""A fact on a time basis: None as of the day, ("average", n) the *sum* of the n months before the month of the day,
("year", k) the calendar year k years from that of the day (of a monthly flow, its sum)."""

OPEN, NONE = BASE + UNKNOWN, BASE + NULL
OPEN_FLAG, NONE_FLAG = UNKNOWN, NULL
ANY_CODE = 2**63 - 1
KINDS = ("spouses", "legal_spouses", "children", "parents", "siblings", "grandchildren", "grandparents", "coresidents")


class ChunkRefused(ValueError):
    """A chunk that breaks the contract; carries the reason in both languages."""

    def __init__(self, ko: str, en: str) -> None:
        super().__init__(f"{ko} / {en}")
        self.label = Label(ko, en)


@dataclass(frozen=True, slots=True)
class Lists:
    """For each row a list of persons: those from starts[row] to starts[row + 1] of `members`."""

    starts: Column
    members: Column


@dataclass(frozen=True, slots=True)
class Chunk:
    """Persons 0 … n-1 and homes 0 … m-1, everybody whom the rules can reach from anybody asked about.

    home: each person's home. related: by kind, lists of persons by person (coresidents: by home, the person included).
    facts: columns as long as the persons, or as the homes for facts of residences.
    proven: whether all facts come with an agency's evidence. asked: the persons to answer for (None: everybody).
    """

    home: Column
    homes: int
    related: Mapping[str, Lists]
    facts: Mapping[FactColumn, Column]
    proven: bool = False
    asked: NDArray[np.bool_] | None = None
    ids: Any = field(default=None)

    @property
    def persons(self) -> int:
        """How many persons."""
        return len(self.home)


def cell(definition: FactDefinition, value: Any, scale: int = 1) -> int:
    """A FEEL value as it stands in a column; what cannot be exact counts as unknown. scale: see FactColumn."""
    flag = definition.type == "boolean"
    if value is None:
        return NONE_FLAG if flag else NONE
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return text_code(value)
    if hasattr(value, "toordinal"):
        return day_code(value)
    whole = value * scale
    near = round(whole)
    return near if abs(whole - near) * 10**15 < 1 else OPEN


Extremes = Callable[[Sequence[Column]], tuple[list[int], list[int]]]
"""The least and the greatest numbers of columns that all have rows."""


def plain_extremes(columns: Sequence[Column]) -> tuple[list[int], list[int]]:
    """By numpy alone."""
    return [int(column.min()) for column in columns], [int(column.max()) for column in columns]


def checked_column(chunk: Chunk, ref: FactColumn, personal: bool) -> Column:
    """A column that is wanted; ChunkRefused when it is missing, of a wrong length or kind."""
    column, rows = chunk.facts.get(ref), chunk.persons if personal else chunk.homes
    if column is None or column.dtype != np.int64 or len(column) != rows or not column.flags.c_contiguous:
        raise ChunkRefused(
            f"'{ref[0]}' ({ref[1]}) 열이 없거나 {rows}개의 64비트 정수가 아닙니다",
            f"the column '{ref[0]}' ({ref[1]}) is missing or not {rows} 64-bit integers",
        )
    return column


def check_lists(chunk: Chunk, extremes: Extremes) -> int:
    """How long the longest list is; ChunkRefused when homes or lists are of a wrong length, or point outside."""
    if not _whole_numbers(chunk.home) or not _within([chunk.home], chunk.homes, extremes):
        raise ChunkRefused("집 번호가 범위를 벗어납니다", "a home's number is out of range")
    sizes = [_sizes(chunk, kind) for kind in chunk.related]
    members = [lists.members for lists in chunk.related.values()]
    told = [(kind, column) for kind, column in zip(chunk.related, sizes, strict=True) if len(column)]
    fewest, most = extremes([column for _, column in told]) if told else ([], [])
    for (kind, _), least in zip(told, fewest, strict=True):
        if least < 0:
            raise _wrong_lists(kind)
    if not _within(members, chunk.persons, extremes):
        raise _wrong_lists("·".join(chunk.related))
    return max(most, default=0)


def _sizes(chunk: Chunk, kind: str) -> Column:
    """How long each list of a kind is."""
    starts, members = chunk.related[kind].starts, chunk.related[kind].members
    rows = chunk.homes if kind == "coresidents" else chunk.persons
    good = _whole_numbers(starts) and _whole_numbers(members) and len(starts) == rows + 1
    if not good or starts[0] != 0 or starts[-1] > len(members):
        raise _wrong_lists(kind)
    found: Column = starts[1:] - starts[:-1]
    return found


def _wrong_lists(kinds: str) -> ChunkRefused:
    return ChunkRefused(f"'{kinds}' 목록이 잘못되었습니다", f"the lists of '{kinds}' are wrong")


def _whole_numbers(numbers: Column) -> bool:
    return numbers.dtype == np.int64 and numbers.flags.c_contiguous


def _within(columns: Sequence[Column], most: int, extremes: Extremes) -> bool:
    lows, highs = extremes([column for column in columns if len(column)])
    return min(lows, default=0) >= 0 and max(highs, default=-1) < most


def bounds(definition: FactDefinition, basis: Basis) -> tuple[int, int]:
    """(least, most) of what the engine takes: of numbers and days; of texts every code; of a yes-or-no 0 and 1."""
    if definition.type == "boolean":
        return 0, 1
    if definition.type in ("choice", "text", "region"):
        return 0, ANY_CODE
    most = DAY_BOUND if definition.type == "date" else bound_of(definition, basis)
    return (0 if definition.type != "date" and definition.low is not None and definition.low >= 0 else -most), most


def usual(definition: FactDefinition, basis: Basis) -> int:
    """The size that hardly any number of a fact goes beyond; of all else, any size."""
    return bound_of(definition, basis, modest=True) if definition.type in ("money", "number") else ANY_CODE


def within_bounds(column: Column, least: int, most: int) -> Column:
    """The column with every number or day that the engine does not take marked as unknown."""
    wrong = (column >= SENTINELS) & ((column > most) | (column < least))
    return np.where(wrong, OPEN, column) if wrong.any() else column
