"""The parts a letter is made of: who writes, to whom, tables, reasons, and how to answer. All immutable and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from madang.documents.letters.texts import LINE, PARAGRAPH, text
from madang.documents.refusals import LetterRefused
from madang.rules.service import Label

MOST_ROWS, MOST_COLUMNS, MOST_PARTS = 400, 8, 60


NOWHERE = Label("", "")


def checked(part: object, **bounds: int) -> None:
    """Puts each named field of a frozen part through `text`; a negative bound allows an empty text."""
    for name, most in bounds.items():
        value = text(getattr(part, name), f"{type(part).__name__}.{name}", abs(most), empty=most < 0)
        object.__setattr__(part, name, value)


def several(part: object, name: str, kind: type | tuple[type, ...], most: int, least: int = 0) -> None:
    """Keeps a field as a tuple of so many things of one kind. LetterRefused otherwise."""
    value = tuple(getattr(part, name))
    what = f"{type(part).__name__}.{name}"
    if not least <= len(value) <= most:
        raise LetterRefused(f"{what}: {least}개에서 {most}개까지입니다", f"{what}: from {least} to {most} of them")
    if not all(isinstance(one, kind) for one in value):
        raise LetterRefused(f"{what}: 종류가 다른 것이 있습니다", f"{what}: something of another kind")
    object.__setattr__(part, name, value)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The agency that writes (두문, 결문). head: who signs (발신 명의: 창원시장); id: of the organisation."""

    id: str
    name: Label
    head: Label
    unit: Label
    address: Label = NOWHERE
    website: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""

    def __post_init__(self) -> None:
        checked(self, id=40, website=-120, phone=-40, fax=-40, email=-120)
        for name in ("name", "head", "unit"):
            label = getattr(self, name)
            object.__setattr__(self, name, Label(text(label.ko, name, 80), text(label.en, name, 160)))
        ko, en = (text(one, "address", empty=True) for one in (self.address.ko, self.address.en))
        object.__setattr__(self, "address", Label(ko, en))


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets it (수신): the name, and the address where the letter wants it (행정절차법 §21①2)."""

    name: str
    address: str = ""

    def __post_init__(self) -> None:
        checked(self, name=160, address=-LINE)


@dataclass(frozen=True, slots=True)
class Row:
    """A name and a value, of a table of two columns."""

    name: str
    value: str

    def __post_init__(self) -> None:
        checked(self, name=120, value=1000)


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Sentences under a heading; each paragraph is a text of its own."""

    heading: str
    texts: tuple[str, ...]

    def __post_init__(self) -> None:
        checked(self, heading=120)
        several(self, "texts", str, MOST_PARTS, 1)
        object.__setattr__(self, "texts", tuple(text(one, "Paragraphs.texts", PARAGRAPH) for one in self.texts))


@dataclass(frozen=True, slots=True)
class Pairs:
    """A table of names and values."""

    heading: str
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        checked(self, heading=120)
        several(self, "rows", Row, MOST_ROWS, 1)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with a head; an empty cell is an empty text. `numeric` names the columns set to the right."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        checked(self, heading=120)
        several(self, "columns", str, MOST_COLUMNS, 1)
        object.__setattr__(self, "columns", tuple(text(one, "Rows.columns", 60) for one in self.columns))
        several(self, "rows", (tuple, list), MOST_ROWS, 1)
        if any(len(row) != len(self.columns) for row in self.rows):
            raise LetterRefused(
                "표의 줄마다 칸 수가 같아야 합니다", "every row of a table has the same number of cells"
            )
        rows = tuple(tuple(text(cell, "Rows.rows", LINE, empty=True) for cell in row) for row in self.rows)
        object.__setattr__(self, "rows", rows)


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of the law: what it says, whether it holds here (None: not known), the values seen, the article."""

    text: str
    law: str
    holds: bool | None = None
    values: str = ""

    def __post_init__(self) -> None:
        checked(self, text=PARAGRAPH, law=LINE, values=-LINE)


@dataclass(frozen=True, slots=True)
class Clauses:
    """The reasons: conditions with the law beside each (행정절차법 §23)."""

    heading: str
    clauses: tuple[Clause, ...]

    def __post_init__(self) -> None:
        checked(self, heading=120)
        several(self, "clauses", Clause, MOST_ROWS, 1)


Section = Paragraphs | Pairs | Rows | Clauses


@dataclass(frozen=True, slots=True)
class Way:
    """One way to object or to answer: its name, where, how, until when (a day or a period in words), the article."""

    name: str
    where: str
    within: str = ""
    until: date | None = None
    how: str = ""
    law: str = ""

    def __post_init__(self) -> None:
        checked(self, name=80, where=LINE, within=-LINE, how=-PARAGRAPH, law=-LINE)
        if not self.within and self.until is None:
            raise LetterRefused(f"'{self.name}': 언제까지인지 적어야 합니다", f"'{self.name}': say until when")
