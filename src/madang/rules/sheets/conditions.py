"""What stands in a condition's cell, read: tests joined by "or", perhaps turned round by not(…).

The words are those of DMN's unary tests (OMG DMN 1.5, §8.3 and chapter 10) and of Korean statutes: `>= 65`, `18..34`,
`[18..34)`, `65 이상`, `18 이상 34 이하`, `예`, a choice's label, several with commas, `not(…)`;
empty or `-` is anything.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from madang.rules.sheets.cells import Cell
from madang.rules.sheets.columns import Figure, Subject, Subjects, normal
from madang.rules.sheets.faults import CellFault, shown
from madang.rules.sheets.marks import Places, read_marks
from madang.rules.sheets.numbers import read_day, read_number

Operand = Decimal | dt.date | str | bool | Figure


@dataclass(frozen=True, slots=True)
class Compare:
    """`op operand`; op: lt le gt ge eq ne."""

    op: str
    operand: Operand


@dataclass(frozen=True, slots=True)
class Between:
    """From low to high; an end belongs to it when it is closed."""

    low: Operand
    high: Operand
    low_closed: bool = True
    high_closed: bool = True


Test = Compare | Between


@dataclass(frozen=True, slots=True)
class Condition:
    """One cell: the subject passes some of the tests; none of them when negated."""

    subject: Subject
    tests: tuple[Test, ...]
    negated: bool = False


_signs = {"<=": "le", ">=": "ge", "!=": "ne", "<>": "ne", "=<": "le", "=>": "ge", "<": "lt", ">": "gt", "=": "eq"}
_words = {
    "이상": "ge",
    "이하": "le",
    "초과": "gt",
    "미만": "lt",
    "부터": "ge",
    "까지": "le",
    "이후": "ge",
    "이전": "le",
}
_signed = re.compile(r"(<=|>=|=<|=>|!=|<>|<|>|=)\s*(.+)")
_worded = re.compile(r"(.+?)\s*(이상|이하|초과|미만|부터|까지|이후|이전)")
_two_words = re.compile(r"(.+?)\s*(이상|초과|부터|이후)[\s,]+(.+?)\s*(이하|미만|까지|이전)")
_range = re.compile(r"([\[(\]]?)\s*(.+?)\s*(?:\.\.+|~)\s*(.+?)\s*([\])\[]?)")
_negation = re.compile(r"(?:not|아님)\s*\((.*)\)", re.IGNORECASE)
_between_tests = re.compile(r"(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|\s또는\s|\sor\s", re.IGNORECASE)
most_tests = 50


def read_condition(cell: Cell, subject: Subject, subjects: Subjects, places: Places) -> Condition | None:
    """The condition a cell sets on a subject; None where it says anything will do (-). CellFault."""
    if isinstance(cell.value, bool) and subject.kind != "boolean":
        raise _not_that(cell.text, subject)
    if isinstance(cell.value, dt.date) and subject.kind != "date":
        raise _not_that(cell.text, subject)
    text = normal(cell.text)
    if text in ("-", "–", "—"):
        return None
    found = _negation.fullmatch(text)
    inner = found[1].strip() if found else text
    if not inner:
        raise unreadable(text, subject)
    if subject.kind in ("number", "date"):
        parts = [inner] if _two_words.fullmatch(inner) else _between_tests.split(inner)
        tests = tuple(_test(part.strip(), subject, subjects) for part in parts[: most_tests + 1])
    else:
        op, words = (
            ("ne", inner[2:].strip()) if inner.startswith(("!=", "<>")) else ("eq", inner.removeprefix("=").strip())
        )
        marks = read_marks(words, subject, places)
        return _marked(subject, tuple(Compare("eq", mark) for mark in marks), bool(found) != (op == "ne"))
    if len(tests) > most_tests:
        raise CellFault(
            "too_many_tests",
            f"한 칸에는 조건을 {most_tests}개까지 적습니다. 줄을 나누어 주세요.",
            f"a cell holds {most_tests} conditions at most; use several rows",
        )
    return Condition(subject, tests, bool(found))


def _marked(subject: Subject, tests: tuple[Compare, ...], negated: bool) -> Condition:
    if subject.kind == "boolean" and len(tests) == 1 and negated:
        return Condition(subject, (Compare("eq", not tests[0].operand),))
    return Condition(subject, tests, negated)


def _test(text: str, subject: Subject, subjects: Subjects) -> Test:
    if not text:
        raise unreadable(text, subject)
    if match := _signed.fullmatch(text):
        return Compare(_signs[match[1]], _operand(match[2], subject, subjects))
    if match := _two_words.fullmatch(text):
        low, high = _operand(match[1], subject, subjects), _operand(match[3], subject, subjects)
        return _range_of(low, high, _words[match[2]] == "ge", _words[match[4]] == "le", text)
    if match := _worded.fullmatch(text):
        return Compare(_words[match[2]], _operand(match[1], subject, subjects))
    if match := _range.fullmatch(text):
        low, high = _operand(match[2], subject, subjects), _operand(match[3], subject, subjects)
        return _range_of(low, high, match[1] in ("", "["), match[4] in ("", "]"), text)
    return Compare("eq", _operand(text, subject, subjects))


def _range_of(low: Operand, high: Operand, low_closed: bool, high_closed: bool, text: str) -> Between:
    if not isinstance(low, Figure) and not isinstance(high, Figure):
        empty = low > high or (low == high and not (low_closed and high_closed))  # type: ignore[operator]
        if empty:
            raise CellFault(
                "empty_range",
                f"'{shown(text)}'에는 아무 값도 없습니다. 작은 값을 앞에 적어 주세요.",
                f"nothing lies in '{shown(text)}'; write the smaller value first",
            )
    return Between(low, high, low_closed, high_closed)


def _operand(text: str, subject: Subject, subjects: Subjects) -> Operand:
    text = text.strip()
    figure = subjects.figure(text)
    if figure is not None:
        return _fitting(figure, subject)
    if text.startswith("parameter."):
        near = ", ".join(f"parameter.{name}" for name in sorted(subjects.figures) if text[10:14] in name)[:120]
        raise CellFault(
            "unknown_figure",
            f"기준값 '{shown(text)}'이(가) 없습니다" + (f". 혹시 {near}?" if near else ". 이름을 확인해 주세요."),
            f"there is no figure '{shown(text)}'" + (f"; did you mean {near}?" if near else "; check its name"),
        )
    return read_day(text) if subject.kind == "date" else read_number(text, subject)


def _fitting(figure: Figure, subject: Subject) -> Figure:
    if figure.kind != subject.kind or (figure.unit and subject.unit and figure.unit != subject.unit):
        raise CellFault(
            "wrong_unit" if figure.kind == subject.kind else "wrong_type",
            f"기준값 '{figure.name}'은(는) '{shown(subject.label.ko)}'과(와) 견줄 수 없습니다."
            " 단위가 같은 기준값을 적어 주세요.",
            f"the figure '{figure.name}' cannot be compared with '{shown(subject.label.en)}'; name one in its unit",
        )
    return figure


def unreadable(text: str, subject: Subject) -> CellFault:
    """A cell with nothing where a test should be."""
    return CellFault(
        "unreadable_condition",
        f"'{shown(text)}'을(를) 읽을 수 없습니다. 쉼표나 괄호를 확인하거나 칸을 비워 주세요.",
        f"'{shown(text)}' cannot be read; check commas and brackets, or leave the cell empty",
    )


def _not_that(text: str, subject: Subject) -> CellFault:
    wanted = {
        "number": ("수", "a number"),
        "date": ("날짜", "a date"),
        "boolean": ("예나 아니오", "yes or no"),
        "choice": ("선택지", "one of its choices"),
        "region": ("지역 이름", "the name of a region"),
    }[subject.kind or "number"]
    return CellFault(
        "wrong_type",
        f"'{shown(subject.label.ko)}'에는 {wanted[0]}이(가) 와야 합니다 ('{shown(text)}' 아님). 칸을 다시 적어 주세요.",
        f"'{shown(subject.label.en)}' takes {wanted[1]}, not '{shown(text)}'; write the cell again",
    )
