"""Rows that contradict each other: never reached, in each other's way, or turning nobody away.

The rows are compared as boxes of values, exactly. Where a cell names a figure, its value of each day on which one of
the figures changes is put in; where there is none on that day, nothing is said about the row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from madang.rules.loading.service import Pack, Problems
from madang.rules.sheets.columns import Figure
from madang.rules.sheets.conditions import Between, Condition
from madang.rules.sheets.measure import everything, passing, said
from madang.rules.sheets.rows import Line
from madang.rules.sheets.sets import Box, less_all, meet

_most_days = 40


def check_lines(
    lines: Sequence[Line], pack: Pack, span: tuple[dt.date | None, dt.date | None], problems: Problems
) -> None:
    """Report conditions nobody or everybody passes, and rows in conflict. span: the service's validity."""
    days = _days(lines, pack, span)
    usable = [line for line in lines if line.conditions and _sensible(line, days[0], pack, problems)]
    told: set[tuple[str, str]] = set()
    for day in days:
        _Day(usable, len(usable) == len(lines), day, pack, problems, told).check()


def _figures(condition: Condition) -> list[Figure]:
    operands = [
        operand
        for test in condition.tests
        for operand in ((test.low, test.high) if isinstance(test, Between) else (test.operand,))
    ]
    return [operand for operand in operands if isinstance(operand, Figure)]


def _days(lines: Sequence[Line], pack: Pack, span: tuple[dt.date | None, dt.date | None]) -> list[dt.date]:
    years = pack.years or (2024, 2026)
    first = max(dt.date(years[0], 1, 1), span[0] or dt.date.min)
    last = max(first, min(dt.date(years[1], 12, 31), span[1] or dt.date.max))
    starts = {
        value.start
        for line in lines
        for condition in line.conditions
        for figure in _figures(condition)
        for value in pack.parameters[figure.name].values
    }
    return sorted({first, *(day for day in starts if first < day <= last)})[:_most_days]


def _sensible(line: Line, day: dt.date, pack: Pack, problems: Problems) -> bool:
    """Whether every condition of the row can fail and can hold; one that cannot is reported at its cell."""
    good = True
    for condition in line.conditions:
        values = None if _figures(condition) else passing(condition, day, pack)
        if values is None:
            continue
        place, subject = line.cells.get(condition.subject.name, line.place), condition.subject
        bounds = f"{subject.low}..{'' if subject.high is None else subject.high}" if subject.low is not None else ""
        if not values:
            good = False
            problems.add(
                "nobody_passes",
                place,
                f"'{subject.label.ko}'이(가) 이 조건에 맞을 수 없습니다"
                f"{f' (있을 수 있는 값: {bounds})' if bounds else ''}. 값을 고쳐 주세요.",
                f"no '{subject.label.en}' can pass this condition{f' (it lies in {bounds})' if bounds else ''};"
                " correct the value",
            )
        elif not everything(subject) & ~values:  # type: ignore[operator]
            good = False
            problems.add(
                "everybody_passes",
                place,
                f"'{subject.label.ko}'의 모든 값이 이 조건에 맞아 아무도 가려내지 못합니다. 칸을 비우거나 고쳐 주세요.",
                f"every '{subject.label.en}' passes this condition: it sorts nobody out; empty the cell or correct it",
            )
    return good


class _Day:
    """The rows on one day. whole: they are all of the table's, so that what is missing is not there."""

    def __init__(
        self,
        lines: Sequence[Line],
        whole: bool,
        day: dt.date,
        pack: Pack,
        problems: Problems,
        told: set[tuple[str, str]],
    ) -> None:
        self.problems, self.told = problems, told
        self.subjects = {condition.subject.name: condition.subject for line in lines for condition in line.conditions}
        self.universe: Box = {name: everything(subject) for name, subject in self.subjects.items()}
        self.boxes = [(line, box) for line in lines if (box := _box(line, day, pack)) is not None]
        self.complete = whole and len(self.boxes) == len(lines)

    def check(self) -> None:
        required = self._of("required")
        everybody: Box | None = {}
        for line, box in required:
            met = meet(everybody, box) if everybody is not None else None
            if everybody is not None and met is None:
                others = [other for other, _ in required if other is not line]
                self._unreachable(line, others, "모두 채울 수 있는 사람이 없습니다", "nobody can meet them all")
            everybody = met
        if everybody is None:
            return
        cases = self._of("case")
        reached = [(line, self._reached(line, box, everybody)) for line, box in cases]
        if cases:
            self._without_effect([box for _, boxes in reached for box in boxes or []])
        elif self.complete:
            self._only_exclusions(everybody)
        for (first, one), (second, two) in combinations(reached, 2):
            self._between(first, one or [], second, two or [])
        self._alike(cases)

    def _of(self, kind: str) -> list[tuple[Line, Box]]:
        return [(line, box) for line, box in self.boxes if line.kind == kind]

    def _reached(self, line: Line, box: Box, everybody: Box) -> list[Box] | None:
        """What is left of a case after what everybody must meet and what is excluded."""
        left = meet(box, everybody)
        if left is None:
            against = [other for other, needed in self._of("required") if meet(box, needed) is None]
            others = against or [other for other, _ in self._of("required")]
            self._unreachable(line, others, "필요 조건과 어긋납니다", "it contradicts what is required")
            return None
        excluded = self._of("excluded")
        rest = less_all(left, [gone for _, gone in excluded], self.universe)
        if rest == []:
            others = [other for other, gone in excluded if meet(left, gone) is not None]
            self._unreachable(line, others, "모두 제외됩니다", "all of it is excluded")
        return [left] if rest is None else rest

    def _without_effect(self, reached: list[Box]) -> None:
        """An excluded row that no case touches. What was taken out by it is no longer in `reached`."""
        if not self.complete or not reached:
            return
        cases = [box for _, box in self._of("case")]
        for line, box in self._of("excluded"):
            if all(meet(box, case) is None for case in cases):
                cases_of = [other for other, _ in self._of("case")]
                self._unreachable(line, cases_of, "제외할 경우가 없습니다", "there is no case it could exclude")

    def _only_exclusions(self, everybody: Box) -> None:
        excluded = self._of("excluded")
        if excluded and less_all(everybody, [box for _, box in excluded], self.universe) == []:
            others = [line for line, _ in self.boxes if line is not excluded[-1][0]]
            self._unreachable(excluded[-1][0], others, "아무도 남지 않습니다", "nobody is left")

    def _between(self, first: Line, one: list[Box], second: Line, two: list[Box]) -> None:
        if first.amount is None or second.amount is None or (first.id, second.id) in self.told:
            return
        shared = next((met for box in one for other in two if (met := meet(box, other)) is not None), None)
        if shared is None:
            return
        self.told.add((first.id, second.id))
        ko, en = self._example(shared, "ko"), self._example(shared, "en")
        won = [_amount(line, "원") for line in (first, second)]
        sums = [_amount(line, " won") for line in (first, second)]
        self.problems.add(
            "overlap",
            second.place,
            f"{first.place.line}행 '{first.id}'({won[0]})과(와) 이 줄({won[1]})이 같은 사람에게 들어맞습니다"
            f" (예: {ko}). 한 사람에게 한 줄만 맞게 조건을 나누어 주세요.",
            f"row {first.place.line} '{first.id}' ({sums[0]}) and this one ({sums[1]}) both fit the same person"
            f" ({en}); part the conditions so that one row fits each person",
        )

    def _alike(self, cases: list[tuple[Line, Box]]) -> None:
        for (first, one), (second, two) in combinations(cases, 2):
            if one == two and first.amount is None and second.amount is None and (first.id, second.id) not in self.told:
                self.told.add((first.id, second.id))
                self.problems.add(
                    "same_row",
                    second.place,
                    f"{first.place.line}행 '{first.id}'과(와) 조건이 같습니다. 한 줄만 남겨 주세요.",
                    f"the same conditions as row {first.place.line} '{first.id}'; keep one of them",
                )

    def _example(self, box: Box, language: str) -> str:
        parts = [said(self.subjects[name], values, language) for name, values in box.items()]
        return ", ".join(parts[:4])

    def _unreachable(self, line: Line, others: Sequence[Line], ko: str, en: str) -> None:
        if ("", line.id) in self.told:
            return
        self.told.add(("", line.id))
        rows = ", ".join(str(other.place.line) for other in others[:8])
        self.problems.add(
            "unreachable",
            line.place,
            f"이 줄은 {rows}행과 함께는 쓰일 수 없습니다: {ko}. 조건을 고치거나 줄을 지워 주세요.",
            f"this row can never apply beside rows {rows}: {en}; correct the conditions or delete the row",
        )


def _box(line: Line, day: dt.date, pack: Pack) -> Box | None:
    box: Box = {}
    for condition in line.conditions:
        values = passing(condition, day, pack)
        if values is None or not values:
            return None
        box[condition.subject.name] = values
    return box


def _amount(line: Line, word: str) -> str:
    amount = line.amount
    return f"{amount:,f}{word}" if isinstance(amount, Decimal) else f"{amount.name if amount else 0}"
