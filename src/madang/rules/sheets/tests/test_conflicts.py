"""Rows in each other's way: what is told is what trying every person shows."""

from __future__ import annotations

import contextlib
import datetime as dt
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.rules.loading.service import Problems
from madang.rules.problems import Problem, ProblemsFound
from madang.rules.service import Label, installed_rulebook
from madang.rules.sheets.cells import CellPlace
from madang.rules.sheets.columns import Subjects
from madang.rules.sheets.conditions import Between, Compare, Condition
from madang.rules.sheets.conflicts import check_lines
from madang.rules.sheets.reading import read_workbook
from madang.rules.sheets.rows import Line
from madang.rules.sheets.table import read_table
from madang.rules.sheets.tests.a_table import HEAD, written
from madang.rules.sheets.writing import Grid

PACK = installed_rulebook().pack
SUBJECTS = Subjects(PACK)
DAYS = SUBJECTS.by_name["person.days_abroad_180"]  # bounded: 0 to 180
PREGNANT = SUBJECTS.by_name["person.pregnant"]
STATUS = SUBJECTS.by_name["person.marital_status"]
ABROAD = (0, 20, 45, 60, 90, 110, 135, 150, 180)
EVERYBODY = list(product(ABROAD, (True, False), [choice.value for choice in STATUS.choices]))

ends = st.lists(st.sampled_from([0, 45, 90, 135, 180]), min_size=2, max_size=2).map(sorted)
days = ends.map(lambda two: Condition(DAYS, (Between(Decimal(two[0]), Decimal(two[1])),)))
pregnant = st.booleans().map(lambda value: Condition(PREGNANT, (Compare("eq", value),)))
status = st.builds(
    lambda values, negated: Condition(STATUS, tuple(Compare("eq", value) for value in values), negated),
    st.lists(st.sampled_from([choice.value for choice in STATUS.choices]), min_size=1, max_size=3, unique=True),
    st.booleans(),
)
rows = st.tuples(
    st.sampled_from(["case", "case", "case", "required", "excluded"]),
    st.lists(st.one_of(days, pregnant, status), min_size=1, max_size=3, unique_by=lambda one: one.subject.name),
)


def fits(line: Line, person: tuple[int, bool, str]) -> bool:
    """Whether the row's conditions hold for a person, worked out without sets."""
    for condition in line.conditions:
        value = dict(zip((DAYS.name, PREGNANT.name, STATUS.name), person, strict=True))[condition.subject.name]
        passed = any(
            test.low <= Decimal(value) <= test.high  # type: ignore[operator, arg-type]
            if isinstance(test, Between)
            else value == test.operand
            for test in condition.tests
        )
        if passed == condition.negated:
            return False
    return True


@given(st.lists(rows, min_size=1, max_size=5), st.booleans())
@settings(deadline=None, max_examples=200)
def test_what_is_told_is_what_trying_everybody_shows(made: list[tuple[str, list[Condition]]], paying: bool) -> None:
    lines = [
        Line(
            f"r{number}",
            Label("줄", "row"),
            "법",
            kind,
            tuple(conditions),
            Decimal(number) if paying and kind == "case" else None,
            CellPlace("t", number, 1),
        )
        for number, (kind, conditions) in enumerate(made, start=1)
    ]
    problems = Problems(most=500)
    check_lines(lines, PACK, (None, None), problems)
    codes: dict[str, set[int]] = {}
    for one in problems.found:
        assert one.place is not None
        codes.setdefault(one.code, set()).add(one.place.line)
    if "everybody_passes" in codes:
        return  # such rows are left out of the rest
    required = [line for line in lines if line.kind == "required"]
    excluded = [line for line in lines if line.kind == "excluded"]
    cases = [line for line in lines if line.kind == "case"]
    meeting = [person for person in EVERYBODY if all(fits(line, person) for line in required)]
    open_to = [person for person in meeting if not any(fits(line, person) for line in excluded)]
    if not meeting:
        assert codes["unreachable"]
        return
    unreached = {line.place.line for line in cases if not any(fits(line, person) for person in open_to)}
    told = codes.get("unreachable", set())
    assert told & {line.place.line for line in cases} == unreached
    if cases == [] and not open_to:
        assert told
    overlapping = {
        second.place.line
        for first, second in combinations(cases, 2)
        if paying and any(fits(first, person) and fits(second, person) for person in open_to)
    }
    assert codes.get("overlap", set()) == overlapping


def told(rows: Grid, *, amount: bool = True) -> dict[int, str]:
    """Row → code for a table over age and pregnancy."""
    headings: Grid = [
        ["줄", "이름", "영문 이름", "근거 조문", "만 나이", "임신 중", "구분", *(["금액"] if amount else [])]
    ]
    grid: Grid = [["서비스", "local_x"], *HEAD[1:], *headings, *([row[0], "가", "a", "법", *row[1:]] for row in rows)]
    return {one.place.line - 13: one.code for one in problems_of(grid) if one.place}


def problems_of(grid: Grid) -> list[Problem]:
    """Everything that is told of a table."""
    rulebook, problems = installed_rulebook(), Problems(most=500)
    with contextlib.suppress(ProblemsFound):
        read_table(read_workbook(*written(grid, ".csv"), problems), rulebook.pack, rulebook.regions, problems)
    return problems.found


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["a", ">= 65", None, "경우", 1], ["b", "< 65", None, "경우", 2]], {}),
        ([["a", ">= 65", None, "경우", 1], ["b", "<= 65", None, "경우", 2]], {2: "overlap"}),
        ([["a", ">= 65", None, "경우", 1], ["b", "> 65", None, "경우", 1]], {2: "overlap"}),
        ([["a", "18..34", None, "경우", 1], ["b", None, "예", "경우", 2]], {2: "overlap"}),
        ([["a", "18..34", "예", "경우", 1], ["b", "18..34", "아니오", "경우", 2]], {}),
        ([["a", "18..34", "예", "경우", 1], ["b", ">= 30", None, "제외"]], {}),
        ([["a", "31..34", "예", "경우", 1], ["b", ">= 30", None, "제외"]], {1: "unreachable"}),
        ([["a", "31..34", "예", "경우", 1], ["b", ">= 65", None, "필요"]], {1: "unreachable"}),
        ([["a", "31..34", "예", "경우", 1], ["b", ">= 65", None, "제외"]], {2: "unreachable"}),
        ([["a", "> 5", "예", "경우", 1], ["b", "< 30", None, "필요"], ["c", "> 30", None, "필요"]], {3: "unreachable"}),
        ([["a", "18..34, 20..40", None, "경우", 1], ["b", "> 40", None, "경우", 2]], {}),
        (
            [
                ["a", None, "예", "경우", 1],
                ["b", "< 10", None, "제외"],
                ["c", "10..20", None, "제외"],
                ["d", "> 20", None, "제외"],
            ],
            {1: "unreachable"},
        ),
    ],
)
def test_rows_in_conflict(rows: Grid, expected: dict[int, str]) -> None:
    assert told(rows) == expected


def test_rows_alike_without_amounts_are_told_and_overlapping_ones_are_not() -> None:
    assert told([["a", ">= 65", None, "경우"], ["b", ">= 60", None, "경우"]], amount=False) == {}
    assert told([["a", ">= 65", None, "경우"], ["b", "65 이상", None, "경우"]], amount=False) == {2: "same_row"}


def test_a_figure_counts_with_its_value_on_every_day_it_changes() -> None:
    name = "basic_pension.recognised_income"
    first = int(PACK.parameters["basic_pension_line_single"].values[0].value)
    headings: Grid = [["줄", "이름", "영문 이름", "근거 조문", name, "구분", "금액"]]
    below: Grid = [["a", "가", "a", "법", "<= parameter.basic_pension_line_single", "경우", 1]]
    for limit, overlaps in ((first - 1, True), (50_000_000, False)):
        grid: Grid = [*HEAD, *headings, *below, ["b", "나", "b", "법", f"> {limit}", "경우", 2]]
        assert [one.code for one in problems_of(grid)] == (["overlap"] if overlaps else [])


def test_bounds_of_the_vocabulary_count() -> None:
    for text, code in ((Compare("gt", Decimal(180)), "nobody_passes"), (Compare("ge", Decimal(0)), "everybody_passes")):
        line = Line("a", Label("", ""), "", "case", (Condition(DAYS, (text,)),), None, CellPlace("t", 1, 1))
        problems = Problems()
        check_lines([line], PACK, (dt.date(2025, 1, 1), None), problems)
        assert [one.code for one in problems.found] == [code]


def test_one_mistake_is_one_message() -> None:
    """What the mistaken row would have been for is not said to be missing."""
    rows: Grid = [["a", "많음", None, "경우", 1], ["b", "< 10", None, "경우", 2], ["c", ">= 65", None, "제외"]]
    assert told(rows) == {1: "wrong_type"}
    rows = [["a", ">= 65", None, "경우", "많음"], ["b", ">= 60", None, "경우", 2]]
    assert told(rows) == {1: "wrong_type"}
