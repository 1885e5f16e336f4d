"""A figure that is missing, or a division by zero: the services that need it are unknown and say so; all others answer
as before, byte for byte. A part of it is tried here; `python -m benchmarks.failing` tries every one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from madang.rules.answers.verdict import ELIGIBLE
from madang.rules.columns.tests.agreeing import families_on
from madang.rules.service import Family, Rulebook, Standing, load_cases, run_case
from madang.rules.tests.failing import (
    DAY,
    Comparison,
    column_engine_differs,
    divided_by_zero,
    numbers_of,
    with_figures_everywhere,
    without_figure,
)
from madang.rules.tests.part import part_of_rulebook

PARTS = 30
"""The figures and values are dealt out to as many parts, of which some are tried here."""


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return part_of_rulebook()


@pytest.fixture(scope="module")
def everywhere(rulebook: Rulebook) -> Rulebook:
    return with_figures_everywhere(rulebook)


@pytest.fixture(scope="module")
def families(rulebook: Rulebook) -> list[Family]:
    """One of whom everything is known, one of whom much is hidden."""
    return families_on(rulebook, DAY, (1, 27), hide=0.4)


@pytest.mark.parametrize("part", [0, 10, 20])
def test_a_missing_figure_is_missed_where_it_is_needed(rulebook: Rulebook, families: list[Family], part: int) -> None:
    compared = Comparison(rulebook, families)
    for name in list(rulebook.pack.parameters)[part::PARTS]:
        compared.without(name)
    assert not compared.wrong
    assert compared.seen["fault"]
    assert compared.seen["beside"] > compared.seen["fault"]


def test_a_figure_may_be_missing_in_units_recipients_and_notes(everywhere: Rulebook, families: list[Family]) -> None:
    compared = Comparison(everywhere, families[1:])
    places = [name for name in everywhere.pack.parameters if name.startswith("extra_")]
    assert len(places) > 15
    for name in places[::3]:
        compared.without(name)
    assert not compared.wrong
    assert compared.seen["fault"]


def test_a_unit_that_fails_leaves_its_answer_with_a_fault_and_no_members(everywhere: Rulebook) -> None:
    """Its conditions do not look at the unit where the children are told already; who is in it is still not known."""
    family = families_on(everywhere, DAY, (2,), hide=0.0)[0]
    broken = without_figure(everywhere, "extra_unit_children_in_care")
    (answer,) = Standing(broken, family).check(["child_allowance"])
    assert answer.status == "unknown"
    assert (answer.unit, answer.perhaps, answer.amount) == ((), (), None)
    (fault,) = {clause.fault for clause in answer.clauses if clause.fault}
    label = broken.pack.parameters["extra_unit_children_in_care"].label
    assert fault.ko == f"'{label.ko}'의 2026-11-20 값이 없습니다"
    assert fault.en == f"there is no figure for '{label.en}' on 2026-11-20"


def test_who_is_paid_may_fail_while_what_is_owed_stands(everywhere: Rulebook) -> None:
    broken = without_figure(everywhere, "extra_recipients_parent_benefit")
    owed = 0
    for family in families_on(everywhere, DAY, range(30), hide=0.0):
        sound, answer = (Standing(book, family).check(["parent_benefit"])[0] for book in (everywhere, broken))
        assert (answer.status, answer.amount, answer.unit) == (sound.status, sound.amount, sound.unit)
        if answer.status == ELIGIBLE:
            owed += 1
            assert sound.recipients
            assert not answer.recipients
        assert ("fault" in {note.id for note in answer.notes}) == (answer.status != "ineligible")
    assert owed


def test_an_amount_that_fails_leaves_its_service_unknown_to_whoever_asks(rulebook: Rulebook) -> None:
    """Every condition holds, and what is owed cannot be told: the answer, the outcome and what is missing agree."""
    family, met = families_on(rulebook, DAY, (1,), hide=0.0)[0], 0
    compared = Comparison(rulebook, [family], explain=False)
    for name in rulebook.reach_of_service(rulebook.pack.services["child_allowance"]).parameters:
        (answer,) = Standing(without_figure(rulebook, name), family).check(["child_allowance"])
        compared.without(name)
        met += answer.status == "unknown" and all(clause.holds for clause in answer.clauses)
    assert not compared.wrong
    assert met


def test_a_worked_case_whose_value_cannot_be_worked_out_differs_in_words(rulebook: Rulebook) -> None:
    """Of a day on which a figure that it reads has no value."""
    case = next(one for one in load_cases() if one.service == "livelihood" and "date" in one.family)
    day = str(case.family["date"])
    broken = without_figure(rulebook, "median_income", dt.date.fromisoformat(day))
    _, lines = run_case(broken, replace(case, expect={"derived": {"livelihood.line": 1}}))
    label = rulebook.pack.parameters["median_income"].label
    ko, en = f"'{label.ko}'의 {day} 값이 없습니다", f"there is no figure for '{label.en}' on {day}"
    assert lines == [f"derived livelihood.line: {ko} / {en}"]


@pytest.mark.parametrize("part", [0, 15])
def test_a_division_by_zero_is_a_fault_wherever_it_stands(
    rulebook: Rulebook, families: list[Family], part: int
) -> None:
    compared = Comparison(rulebook, families, explain=False)
    for name in ["person.age", *numbers_of(rulebook)[part::PARTS]]:
        compared.divided(name)
    assert not compared.wrong
    assert compared.seen["fault"]


def test_an_age_that_cannot_be_worked_out_empties_no_unit(rulebook: Rulebook) -> None:
    """Children are sought by age: a null would make a family without children of it, and a plain no."""
    broken = divided_by_zero(rulebook, "person.age")
    seen = set()
    for family in families_on(rulebook, DAY, range(8), hide=0.0):
        answer = Standing(broken, family).check(["child_allowance"])[0]
        seen.add(answer.status)
        assert answer.status == "ineligible" or any("0으로 나누게" in note.text.ko for note in answer.notes)
    assert "unknown" in seen


@pytest.mark.parametrize(
    ("name", "open_"),
    [
        ("extra_unit_self_and_spouse", "livelihood"),
        ("basic_pension_line_single", "livelihood"),
        ("median_income", "basic_pension"),
    ],
)
def test_questions_go_on(everywhere: Rulebook, families: list[Family], name: str, open_: str) -> None:
    """The next question is about a service that can still be settled; nothing raises on the way."""
    question = Standing(without_figure(everywhere, name), families[1]).next_question(["basic_pension", "livelihood"])
    assert question is not None
    assert open_ in question.services
    assert question.witness is not None


@pytest.mark.parametrize("name", ["livelihood_basic_property", "extra_unit_livelihood_household", "median_income"])
def test_the_column_engine_is_at_fault_for_the_same_without_a_figure(everywhere: Rulebook, name: str) -> None:
    families = families_on(everywhere, DAY, range(12), hide=0.2)
    assert not column_engine_differs(without_figure(everywhere, name), families)


@pytest.mark.parametrize("name", ["person.age", "household.size", "basic_pension.couple_room", "livelihood.line"])
def test_the_column_engine_is_at_fault_for_the_same_divisions(rulebook: Rulebook, name: str) -> None:
    families = families_on(rulebook, DAY, range(12), hide=0.2)
    assert not column_engine_differs(divided_by_zero(rulebook, name), families)
